"""HTML to PDF by WeasyPrint, without network and with a font that has the letters."""

from __future__ import annotations

import subprocess
from functools import cache
from typing import Any

from core.errors import InvalidInput, ServiceMissing
from documents.model import language_of


def pdf_from_html(html: str, *, tagged: bool = False) -> bytes:
    """Render a page that brings all it needs with it; the fonts it uses are embedded.

    Args:
        html: the page.
        tagged: mark headings, tables and the reading order for those who have it read aloud
            (PDF/UA-1).

    Raises:
        ServiceMissing: Pango is missing, or a Chinese page has no Chinese font here: its
            text layer would be right and its printed face only empty boxes.
        InvalidInput: the page asks for something from outside.
    """
    if language_of(html) == "zh" or any("\u3400" <= letter <= "\u9fff" for letter in html):
        _require_chinese_font()
    try:
        import weasyprint
        from weasyprint.urls import FatalURLFetchingError, URLFetcher
    except OSError:
        raise ServiceMissing("Pango is needed to make PDF files (Debian: libpango-1.0-0)") from None
    fetcher = URLFetcher(  # pyright: ignore[reportUnknownVariableType]
        allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True
    )
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    try:
        rendered: Any = page.write_pdf(pdf_variant="pdf/ua-1" if tagged else None)  # pyright: ignore[reportUnknownMemberType]
    except FatalURLFetchingError:
        raise InvalidInput("a page that brings all it needs", "an address outside it") from None
    return bytes(rendered)


@cache
def _require_chinese_font() -> None:
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "family"],  # noqa: S607 - where fontconfig lies varies
            capture_output=True,
            timeout=30,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        listed = b""
    if not listed.strip():
        raise ServiceMissing("a Chinese font is needed to print Chinese (Debian: fonts-noto-cjk)")
