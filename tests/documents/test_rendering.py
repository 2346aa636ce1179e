"""PDF pages: nothing from outside, and no boxes where letters should be."""

import subprocess

import pytest

from core.errors import InvalidInput, ServiceMissing
from documents import rendering
from documents.rendering import pdf_from_html


@pytest.mark.parametrize(
    "address", ["http://example.org/a.png", "https://example.org/a.png", "file:///etc/hostname"]
)
def test_nothing_is_fetched_from_outside(address) -> None:
    with pytest.raises(InvalidInput, match="outside"):
        pdf_from_html(f'<p>words <img src="{address}"></p>')


def test_a_chinese_page_needs_a_chinese_font(monkeypatch) -> None:
    rendering._require_chinese_font.cache_clear()
    monkeypatch.setattr(
        rendering.subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=b""),
    )
    with pytest.raises(ServiceMissing, match="Chinese font"):
        pdf_from_html("<p>借款合同</p>")
    rendering._require_chinese_font.cache_clear()
