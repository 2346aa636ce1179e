"""The colours of the style sheet: readable on each ground, the same wherever they stand twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "webapp/static/candor.css").read_text(encoding="utf-8")
TEXT = ("ink", "slate", "primary", "cost", "danger", "ok", "warn")
ON_SOFT = (
    ("danger", "danger-soft"),
    ("warn-strong", "warn-soft"),
    ("ok-strong", "ok-soft"),
    ("primary-strong", "primary-soft"),
    ("cost", "cost-soft"),
    ("on-primary", "primary"),
)


def tokens(selector: str) -> dict[str, str]:
    """The colours set in the one block that begins with the selector."""
    [block] = re.findall(re.escape(selector) + r" \{(.*?)\}", CSS, re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT = tokens("\n:root")
DARK = LIGHT | tokens('\n:root[data-theme="dark"]')
LARGE = LIGHT | tokens('\n:root[data-type="large"]')
LARGE_DARK = DARK | tokens('\n:root[data-theme="dark"][data-type="large"]')


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("colours", "least"),
    [
        pytest.param(LIGHT, 4.5, id="light"),
        pytest.param(DARK, 4.5, id="dark"),
        pytest.param(LARGE, 7.0, id="large"),
        pytest.param(LARGE_DARK, 7.0, id="large-dark"),
    ],
)
def test_text_can_be_read_on_paper_and_on_the_ground(colours, least: float) -> None:
    for name in TEXT:
        for ground in ("paper", "ground"):
            assert contrast(colours[name], colours[ground]) >= least, (name, ground)
    for name, ground in ON_SOFT:
        assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_what_bounds_a_control_or_draws_a_figure_can_be_seen(colours) -> None:
    for name in ("line-strong", "get", "back", "fee", "cost"):
        assert contrast(colours[name], colours["paper"]) >= 3, name


def test_the_device_s_dark_is_the_switch_s_dark() -> None:
    assert tokens('\n  :root:not([data-theme="light"])') == tokens('\n:root[data-theme="dark"]')
    assert tokens('\n  :root[data-type="large"]:not([data-theme="light"])') == tokens(
        '\n:root[data-theme="dark"][data-type="large"]'
    )


def test_the_colour_of_hidden_cost_means_nothing_else() -> None:
    users = re.findall(r"([^{}]*)\{[^{}]*var\(--cost(?:-soft)?\)[^{}]*\}", CSS)
    assert [user for user in users if not re.search(r"cost|hidden", user)] == []
