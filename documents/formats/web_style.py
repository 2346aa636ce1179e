"""What a page's styles hide: not shown, the colour of the background, too small to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from documents.formats.xml import Element
from documents.model import MarkKind

_RULE = re.compile(r"([^{}]{1,200})\{([^{}]{0,2000})\}")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_HIDES = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:;|$)|clip:rect\(0"
    r"|text-indent:-\d{3,}|(?:left|top):-\d{3,}px|(?:max-)?(?:height"
    r"|width):0(?:px)?;[^}]*overflow:hidden"
)
_SIZE = re.compile(r"font-size:(?P<n>\d+(?:\.\d+)?)(?P<unit>px|pt|em|rem|%)?")
_COLOUR = re.compile(r"(?:^|;)color:(?P<c>[^;!]+)")
_GROUND = re.compile(r"background(?:-color)?:(?P<c>[^;!]+)")
_NAMES = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "transparent": None,
}
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3}
_READABLE = 4.5  # pixels; smaller letters are not read
_APART = 36  # of 765: colours closer than this cannot be told from each other
_Colour = tuple[int, int, int]
_MIDDLE = (128, 128, 128)


@dataclass(frozen=True, slots=True)
class Look:
    """How words look at one place of a page; sizes in pixels."""

    hidden: bool = False
    size: float = 16.0
    colour: _Colour = (0, 0, 0)
    ground: _Colour = (255, 255, 255)

    @property
    def unseen(self) -> MarkKind | None:
        """Why a reader would not see the words; None where they are seen."""
        if self.hidden:
            return MarkKind.HIDDEN
        if self.size < _READABLE:
            return MarkKind.TINY
        apart = sum(abs(one - other) for one, other in zip(self.colour, self.ground, strict=True))
        return MarkKind.WHITE if apart < _APART else None


Rules = Mapping[str, str]


def rules_of(root: Element) -> Rules:
    """Return the declarations of the page's own style sheet by simple selector."""
    found: dict[str, str] = {}
    for style in root.iter("style"):
        sheet = re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.DOTALL)
        for selectors, body in _RULE.findall(sheet):
            for selector in selectors.split(","):
                name = selector.strip().lower()
                if name and _SELECTOR.fullmatch(name):
                    found[name] = f"{found.get(name, '')};{_tidy(body)}"
    return found


def look_of(element: Element, around: Look, rules: Rules) -> Look:
    """Return how the words of an element look, given how those around it do."""
    declared = ";".join([*_declarations(element, rules), _tidy(element.attrib.get("style") or "")])
    if not declared.strip(";") and "hidden" not in element.attrib:
        return around
    hidden = around.hidden or "hidden" in element.attrib or bool(_HIDES.search(declared))
    return replace(
        around,
        hidden=hidden,
        size=_size(declared, around.size),
        colour=_last(_COLOUR, declared) or around.colour,
        ground=_ground(declared) or around.ground,
    )


def _ground(declared: str) -> _Colour | None:
    """Return the background declared; a picture or a gradient counts as one that shows words."""
    colour = _last(_GROUND, declared)
    if colour is None and re.search(r"background[^;]*(?:url|gradient)\(", declared):
        return _MIDDLE
    return colour


def _tidy(style: str) -> str:
    return re.sub(r"\s*([:;,(])\s*", r"\1", style.strip().lower())


def _declarations(element: Element, rules: Rules) -> Iterator[str]:
    tag = str(element.tag)
    names = [tag, *(f".{name}" for name in (element.attrib.get("class") or "").split())]
    names += [f"{tag}{name}" for name in names[1:]]
    if element.attrib.get("id"):
        names += [f"#{element.attrib['id']}", f"{tag}#{element.attrib['id']}"]
    yield from (rules[name.lower()] for name in names if name.lower() in rules)
    if tag == "font" and element.attrib.get("color"):
        yield f"color:{element.attrib['color'].lower()}"
    if element.attrib.get("bgcolor"):
        yield f"background:{element.attrib['bgcolor'].lower()}"


def _size(declared: str, around: float) -> float:
    sizes = list(_SIZE.finditer(declared))
    if not sizes:
        return around
    number, unit = float(sizes[-1].group("n")), sizes[-1].group("unit") or ""
    if unit == "%":
        return around * number / 100
    return number * (16.0 if unit == "rem" else around if unit == "em" else _PIXELS[unit])


def _last(pattern: re.Pattern[str], declared: str) -> _Colour | None:
    colours = [_colour(found.group("c").strip()) for found in pattern.finditer(declared)]
    return next((colour for colour in reversed(colours) if colour is not None), None)


def _colour(written: str) -> _Colour | None:
    if written in _NAMES:
        return _NAMES[written]
    if re.fullmatch("#[0-9a-f]{3}", written):
        red, green, blue = (int(digit * 2, 16) for digit in written[1:])
        return red, green, blue
    if re.fullmatch("#[0-9a-f]{6}", written):
        red, green, blue = (int(written[at : at + 2], 16) for at in (1, 3, 5))
        return red, green, blue
    parts = re.fullmatch(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,[\d.]+)?\)", written)
    if parts is None:
        return None
    red, green, blue = (int(part) for part in parts.groups())
    return red, green, blue
