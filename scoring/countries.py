"""Which country is meant: an ISO code, or a name as people and watchlists write it."""

from __future__ import annotations

from functools import cache

from babel import Locale

from scoring.name_forms import tokens

# Names on the lists of OFAC and the United Nations that the CLDR's tables spell otherwise.
_ALSO = {
    "BO": ("Bolivia, Plurinational State of",),
    "BN": ("Brunei Darussalam",),
    "CD": ("Congo, Democratic Republic of the",),
    "CG": ("Congo", "Congo, Republic of the"),
    "CI": ("Ivory Coast",),
    "CN": ("People's Republic of China",),
    "CV": ("Cabo Verde",),
    "CZ": ("Czech Republic",),
    "FM": ("Micronesia, Federated States of",),
    "GB": ("United Kingdom of Great Britain and Northern Ireland",),
    "IR": ("Iran, Islamic Republic of",),
    "KN": ("Saint Kitts and Nevis",),
    "KP": ("Democratic People's Republic of Korea",),
    "KR": ("Republic of Korea",),
    "LA": ("Lao People's Democratic Republic",),
    "LC": ("Saint Lucia",),
    "MD": ("Republic of Moldova",),
    "MK": ("Macedonia", "Macedonia, The Former Yugoslav Republic of"),
    "MM": ("Burma", "Myanmar"),
    "PS": ("Palestinian", "Palestine", "State of Palestine"),
    "RU": ("Russian Federation",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland",),
    "TR": ("Turkey",),
    "TZ": ("Tanzania, United Republic of",),
    "US": ("United States of America",),
    "VC": ("Saint Vincent and the Grenadines",),
    "VE": ("Venezuela, Bolivarian Republic of",),
    "VN": ("Viet Nam",),
}
# Lists name these by themselves; who lives there may hold a resident number of the mainland too,
# so that the two names tell nobody apart.
_SAME_AS = {"HK": "CN", "MO": "CN", "TW": "CN"}
_ALSO_HERE = {"CN": ("Hong Kong", "Macau", "Macao", "Taiwan, Province of China")}


def country_of(written: str) -> str | None:
    """Return the ISO 3166 code of what is written; None where the tables do not know it.

    Args:
        written: a code of two letters ("CN"), or a name in English or Chinese in any order of
            its words ("Korea, North").
    """
    words = frozenset(tokens(written))
    code = written.strip().upper()
    found = code if code in _territories() else _names().get(words)
    return None if found is None else _SAME_AS.get(found, found)


@cache
def _territories() -> frozenset[str]:
    # The CLDR also names continents by numbers, and a few that are no countries.
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2) - {"EU", "EZ", "UN", "ZZ"}


@cache
def _names() -> dict[frozenset[str], str]:
    found: dict[frozenset[str], str] = {}
    for language in ("en", "zh"):
        names = Locale(language).territories
        found |= {frozenset(tokens(names[code])): code for code in _territories() if code in names}
    for table in (_ALSO, _ALSO_HERE):
        found |= {frozenset(tokens(name)): code for code, also in table.items() for name in also}
    return found
