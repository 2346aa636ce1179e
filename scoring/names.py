"""Screens names against watchlists: near matches with their reasons, for a person to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz, process

from core.errors import InvalidInput
from core.text import Text
from scoring import name_forms
from scoring.model import ListedName, Match, Query, Watchlist

LEAST = 85.0  # below it a match is not worth a person's time
_CHARACTERS_MAX = 500
_WORD_LEAST = 0.78  # two words less alike than this are not the same word
_SAME_SOUND, _SOUND_LEAST, _SOUND_LENGTH = 0.9, 0.6, 5  # of longer words that sound alike
_INITIAL = 0.85  # what an initial is worth beside a full word
_ROUGH_LEAST = 65  # the quick look before the careful one
_RARE = 1200  # a key that so few names share finds them by itself
_COMMON = 3000  # a key that so many names share finds nothing by itself
_WEAK_ALIAS = -10.0
_SAME_BIRTH, _SAME_YEAR, _OTHER_BIRTH = 5.0, 2.0, -15.0
_SAME_COUNTRY, _OTHER_COUNTRY = 2.0, -5.0


class _Name(NamedTuple):
    entry: int
    text: str
    words: tuple[str, ...]
    joined: str
    weak: bool


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Watchlists made ready; built once, never changed.

    Args:
        lists: what was put in.
        entries: all their entries.
        names: every name of every entry.
        rough: sorted words of every name, for the quick look.
        postings: names by key.
        singles: names of one word by key.
    """

    lists: tuple[Watchlist, ...]
    entries: tuple[ListedName, ...]
    names: tuple[_Name, ...]
    rough: tuple[str, ...]
    postings: dict[str, set[int]]
    singles: dict[str, set[int]]


def build(lists: Sequence[Watchlist]) -> NameIndex:
    """Make lists ready to be screened."""
    entries = tuple(entry for each in lists for entry in each.entries)
    names = tuple(_names(entries))
    postings: defaultdict[str, set[int]] = defaultdict(set)
    singles: defaultdict[str, set[int]] = defaultdict(set)
    for number, name in enumerate(names):
        postings[name_forms.whole_key(name.words)].add(number)
        for word_keys in name_forms.keys(name_forms.words_and_pairs(name.words)):
            for key in word_keys:
                (singles if len(name.words) == 1 else postings)[key].add(number)
    rough = tuple(" ".join(sorted(name.words)) for name in names)
    return NameIndex(tuple(lists), entries, names, rough, dict(postings), dict(singles))


def screen(
    query: Query, index: NameIndex, lists: Sequence[str] = (), least: float = LEAST
) -> tuple[Match, ...]:
    """Return the listed names that are near enough, the nearest first.

    Args:
        query: the name; a birth date (2001-02-03 or 2001) and a country narrow the answer.
        index: from `build`.
        lists: codes of the lists to look into; all when empty.
        least: score from which a match is told.

    Returns:
        One match an entry. An empty answer says that nothing near is on these lists, no more.

    Raises:
        InvalidInput: the name has no letters that can be read.
    """
    words = _words(query.name)
    if not words:
        raise InvalidInput("a name in Latin, Chinese or Cyrillic letters", "none of these", "name")
    best: dict[int, Match] = {}
    for number in _near(words, index):
        name = index.names[number]
        entry = index.entries[name.entry]
        if lists and entry.list_code not in lists:
            continue
        likeness = name_score(words, name.words)
        if likeness < least + _WEAK_ALIAS:
            continue
        match = _match(query, entry, name, likeness)
        if match.score >= least and match.score > _score(best.get(name.entry)):
            best[name.entry] = match
    return tuple(sorted(best.values(), key=lambda match: (-match.score, match.entry_id)))


def compare(left: str, right: str) -> float:
    """Return how alike two names are, 0 to 100, by the measure that screening uses.

    Raises:
        InvalidInput: one of them has no letters that can be read.
    """
    both = _words(left), _words(right)
    if not all(both):
        raise InvalidInput("names in Latin, Chinese or Cyrillic letters", "none of these")
    return max(name_score(*both), name_score(both[1], both[0]))


def _words(name: str) -> tuple[str, ...]:
    """Return a name's words.

    Raises:
        InvalidInput: it is far longer than a name; comparing it would take minutes.
    """
    if len(name) > _CHARACTERS_MAX:
        found = f"{len(name)} characters"
        raise InvalidInput(f"a name of at most {_CHARACTERS_MAX} characters", found, "name")
    return name_forms.tokens(name)


def name_score(asked: tuple[str, ...], listed: tuple[str, ...]) -> float:
    """Return 0 to 100: words are paired best first, what stays alone counts against.

    A word asked for that the list lacks weighs more than a listed one that was not asked for,
    since people leave out middle names. Neighbouring words are also tried as one: 'San Feng'
    and 'Sanfeng' are the same given name.
    """
    best = _paired(asked, listed)
    if len(asked) > len(listed):
        best = max(best, *(_paired(each, listed) for each in name_forms.joined(asked)), 0.0)
    elif len(listed) > len(asked):
        best = max(best, *(_paired(asked, each) for each in name_forms.joined(listed)), 0.0)
    return max(best, fuzz.ratio("".join(asked), "".join(listed), score_cutoff=80))


def _paired(asked: tuple[str, ...], listed: tuple[str, ...]) -> float:
    pairs = sorted(
        (
            (likeness, a, b)
            for a, left in enumerate(asked)
            for b, right in enumerate(listed)
            if (likeness := _word_likeness(left, right)) >= _WORD_LEAST
        ),
        reverse=True,
    )
    used_asked: set[int] = set()
    used_listed: set[int] = set()
    found = 0.0
    for likeness, a, b in pairs:
        if a not in used_asked and b not in used_listed:
            used_asked.add(a)
            used_listed.add(b)
            found += likeness
    return 100 * (0.6 * found / len(asked) + 0.4 * found / len(listed))


def _word_likeness(left: str, right: str) -> float:
    if left == right:
        return 1.0
    if len(left) == 1 or len(right) == 1:
        return _INITIAL if left[0] == right[0] else 0.0
    alike = fuzz.ratio(left, right) / 100
    if alike >= _WORD_LEAST or min(len(left), len(right)) < _SOUND_LENGTH:
        return alike
    # Muhammad and Mohamed: other letters, one sound.
    same_sound = name_forms.skeleton(left) == name_forms.skeleton(right)
    return _SAME_SOUND if same_sound and alike >= _SOUND_LEAST else alike


def _names(entries: Sequence[ListedName]) -> Iterable[_Name]:
    for number, entry in enumerate(entries):
        for texts, weak in ((entry.names, False), (entry.weak_aliases, True)):
            for text in texts:
                words = name_forms.tokens(text)
                if words:
                    yield _Name(number, text, words, "".join(words), weak)


def _near(words: tuple[str, ...], index: NameIndex) -> Iterable[int]:
    """Return names that share the keys of two words, of one rare word, or of the whole name."""
    found: list[set[int]] = []
    for word_keys in name_forms.keys(name_forms.words_and_pairs(words)):
        held = [index.postings[key] for key in word_keys if key in index.postings]
        found.append(held[0] if len(held) == 1 else set[int]().union(*held))
    near = set(index.postings.get(name_forms.whole_key(words), ()))
    for left, right in combinations(found, 2):
        near |= left & right
    for word in words:  # a rare word finds by itself, whatever happened to the others
        alone = index.postings.get(name_forms.skeleton(word), ())
        if len(alone) <= _RARE:
            near |= set(alone)
    if len(words) == 1:
        near |= found[0] if len(found[0]) <= _COMMON else set[int]()
        for key in name_forms.keys(words)[0]:
            near |= index.singles.get(key, set())
    numbers = list(near)
    rough = process.extract(
        " ".join(sorted(words)),
        [index.rough[number] for number in numbers],
        scorer=fuzz.ratio,
        score_cutoff=_ROUGH_LEAST,
        limit=None,
    )
    return [numbers[place] for _text, _likeness, place in rough]


def _match(query: Query, entry: ListedName, name: _Name, likeness: float) -> Match:
    why = [_name_reason(entry, name)]
    points = likeness
    if name.weak:
        points += _WEAK_ALIAS
    for change, text in (_birth(query.birth, entry.births), _country(query.country, entry)):
        points += change
        if text is not None:
            why.append(text)
    score = round(min(100.0, max(0.0, points)), 2)
    return Match(score, round(likeness, 2), entry.list_code, entry.entry_id, name.text, tuple(why))


def _name_reason(entry: ListedName, name: _Name) -> Text:
    if name.weak:
        return Text("与名单所列的弱别名相近", "near a weak alias on the list")
    if name.text == entry.names[0]:
        return Text("与名单所列的主要名称相近", "near the main name on the list")
    return Text("与名单所列的别名相近", "near an alias on the list")


def _birth(asked: str, listed: Sequence[str]) -> tuple[float, Text | None]:
    if not asked or not listed:
        return 0.0, None
    if len(asked) > 4 and asked in listed:
        return _SAME_BIRTH, Text("出生日期相同", "same date of birth")
    years = {each[:4] for each in listed if each[:4].isdigit()}
    if asked[:4] in years:
        return _SAME_YEAR, Text("出生年份相同", "same year of birth")
    near = any(abs(int(asked[:4]) - int(year)) <= 1 for year in years if asked[:4].isdigit())
    if near or not years:
        return 0.0, None
    return _OTHER_BIRTH, Text("出生年份不同", "another year of birth")


def _country(asked: str, entry: ListedName) -> tuple[float, Text | None]:
    if not asked or not entry.countries:
        return 0.0, None
    wanted = " ".join(name_forms.tokens(asked))
    if any(wanted == " ".join(name_forms.tokens(country)) for country in entry.countries):
        return _SAME_COUNTRY, Text("国家或地区相同", "same country")
    return _OTHER_COUNTRY, Text("国家或地区不同", "another country")


def _score(match: Match | None) -> float:
    return -1.0 if match is None else match.score
