"""Words that point to another clause: followed, left hanging, or gone astray."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contracts.quantities.numerals import han_number
from contracts.structure.model import Followed, Mark, Node, Reference, Tree
from core.patterns import words_of
from documents.matching import Searchable

_HAN = "[一二三四五六七八九十百零〇]"
_TOPIC = (
    r"(?:\((?P<topic{n}>[^)\n]{{2,16}})\)|[“\"「](?P<quoted{n}>[^”\"」\n]{{2,16}})[”\"」]"
    r"|(?:关于|有关|约定的|规定的|所述的?)(?P<about{n}>[\u3400-\u9fff]{{2,10}}?)(?=的|之|,"
    r"|。|;|\n|约定|条款"
    r"|方式|$))?"
)
_CHINESE = words_of(
    rf"(?P<law>《[^》\n]{{2,40}}》|(?:民法典|合同法|民间借贷规定|保护法|条例|办法|规定|解释"
    rf"|通则))?(?:的)?"
    rf"第(?P<article>{_HAN}{{1,5}}|\d{{1,3}})(?:条(?:之一)?|(?P<dotted>(?:\.\d{{1,2}})+)[条款项]?)"
    rf"(?:第?(?P<para>{_HAN}{{1,3}}|\d{{1,2}})款)?(?:第?\(?(?P<item>{_HAN}{{1,3}}|\d{{1,2}})\)?项)?"
    + _TOPIC.format(n="")
)
_BARE = words_of(
    r"(?:依|按|照|据|见|如|之|本合同|本协议"
    r"|第)(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?:[条款项]|(?=[的之所约规,。;]))"
)
_ANNEX = words_of(rf"(?:附件|附表|附录)(?P<annex>{_HAN}{{1,3}}|\d{{1,2}})")
_ENGLISH = words_of(
    r"\b(?:section|article|clause"
    r"|paragraph)s? (?P<number>\d{1,4}(?:\.\d{1,2}){0,3})(?:[A-Z]{1,2}\b)?"
    r"(?P<subs>(?:\([a-z0-9]{1,4}\))*)"
    r"(?P<law>(?:,? (?:to|and|or) \d{1,4}[A-Z]{0,2})* of (?:the |that )?(?:[A-Z][A-Za-z]+ )*"
    r"(?:Act|Code|Regulation|Directive|Rules?"
    r"|C\.?F\.?R|U\.?S\.?C)| CFR| U\.?S\.?C)?"
    r"(?:\s*\((?P<topic>[A-Z][A-Za-z ]{2,30})\))?",
    re.IGNORECASE,
)
_ENGLISH_ANNEX = words_of(r"\b(?:Annex|Schedule|Appendix|Exhibit) (?P<annex>\d{1,2}|[A-Z])\b")
_STATUTE_BEFORE = words_of(
    r"(?:法|典|条例|办法|规定|解释|通知|Act|Code|Regulation|Directive|C\.?F\.?R\.?|U\.?S\.?C\.?"
    r"|Reg\.? ?Z)[》\s,]*(?:\d{4}年?)?$"
)
_ARTICLES = (Mark.ARTICLE, Mark.HAN, Mark.ARABIC)
_WORDS = words_of(r"[\u3400-\u9fff]|[a-z]{4,}")
_COMMON = frozenset("的与和及之约定条款方式合同借贷款人本其他")
_COMMON_ENGLISH = frozenset(["loan", "agreement", "section", "with", "your", "this"])


def references_in(files: Sequence[tuple[Searchable, Tree]], index: int) -> tuple[Reference, ...]:
    """Return the references of one file of a package; annexes may stand in the others.

    Args:
        files: the texts in force of the package, each with its tree.
        index: the one whose references are wanted.
    """
    file, tree = files[index]
    heads = {node.start for node in tree.nodes}
    found = list(_pointers(file, tree, heads))
    found += _annexes(files, file, heads)
    return tuple(sorted(found, key=lambda one: one.start))


def _pointers(file: Searchable, tree: Tree, heads: set[int]) -> Iterator[Reference]:
    text = file.text
    taken: set[int] = set()
    for pattern in (_CHINESE, _ENGLISH, _BARE):
        for match in pattern.finditer(text):
            label = match.start() if match.groupdict().get("law") else _label_start(match)
            if label in heads or label in taken:
                continue
            taken.add(label)
            yield _followed(file, tree, match)


def _label_start(match: re.Match[str]) -> int:
    name = "article" if "article" in match.re.groupindex else "number"
    at = match.start(name)
    return at - 1 if name == "article" else match.start()


def _followed(file: Searchable, tree: Tree, match: re.Match[str]) -> Reference:
    groups = match.groupdict()
    words = match.group().strip()
    before = file.text[max(0, match.start() - 16) : match.start()]
    start, end = match.start(), match.start() + len(match.group().rstrip())
    if groups.get("law") or _STATUTE_BEFORE.search(before):
        return Reference(Followed.LAW, start, end, words)
    node = _target(tree, match)
    topic = next((groups[n] for n in ("topic", "quoted", "about") if groups.get(n)), "") or ""
    if node is None:
        return Reference(Followed.DANGLING, start, end, words, topic=topic)
    if topic and _about(node, file, topic) is False:
        meant = next((other for other in tree.nodes if _titled(other, topic)), None)
        if meant is not None and meant is not node:
            return Reference(Followed.ASTRAY, start, end, words, node, topic, meant)
    return Reference(Followed.FOUND, start, end, words, node, topic)


def _target(tree: Tree, match: re.Match[str]) -> Node | None:
    groups = match.groupdict()
    written = groups.get("article") or groups.get("number") or ""
    tail = groups.get("dotted") or ""
    number = tuple(_whole(part) for part in (written + tail).split("."))
    nodes = [
        node for node in tree.nodes if node.number == number and _addressable(tree, node, number)
    ]
    if not nodes:
        return None
    node = nodes[0]
    for sub in _subs(groups):
        below = [child for child in tree.children(node) if child.number[-1] == sub]
        if not below:
            # Paragraphs (款) carry no number; only a numbered list can be missed in.
            return node if not tree.children(node) or groups.get("para") else None
        node = below[0]
    return node


def _addressable(tree: Tree, node: Node, number: tuple[int, ...]) -> bool:
    if len(number) > 1:
        return node.mark is Mark.DOTTED
    if node.mark is Mark.ARTICLE:
        return True
    above = tree.path(node.start)[:-1]
    return node.mark in _ARTICLES and not any(one.mark in _ARTICLES for one in above)


def _subs(groups: dict[str, str | None]) -> list[int]:
    if groups.get("item"):
        return [_whole(groups["item"] or "")]
    out: list[int] = []
    for part in re.findall(r"\(([a-z0-9]{1,4})\)", groups.get("subs") or ""):
        out.append(int(part) if part.isdigit() else ord(part[0]) - ord("a") + 1)
    return out


def _whole(written: str) -> int:
    """Return a clause's number; 0, which no clause has, for what is none."""
    try:
        return int(written) if written.isdigit() else han_number(written)
    except ValueError:
        return 0


def _about(node: Node, file: Searchable, topic: str) -> bool:
    return _titled(node, topic) or topic.lower() in file.text[node.start : node.own_end].lower()


def _titled(node: Node, topic: str) -> bool:
    wanted, known = _signs(topic), _signs(node.title)
    return bool(wanted) and len(wanted & known) * 2 >= len(wanted)


def _signs(words: str) -> set[str]:
    return set(_WORDS.findall(words.lower())) - _COMMON - _COMMON_ENGLISH


def _annexes(
    files: Sequence[tuple[Searchable, Tree]], file: Searchable, heads: set[int]
) -> Iterator[Reference]:
    known = {
        (node.mark, node.number): node
        for _, tree in files
        for node in tree.nodes
        if node.mark is Mark.ANNEX
    }
    names = " ".join(other.document.name for other, _ in files)
    for pattern in (_ANNEX, _ENGLISH_ANNEX):
        for match in pattern.finditer(file.text):
            if match.start() in heads:
                continue
            written = match.group("annex")
            number = (
                (ord(written) - 64,)
                if written.isalpha() and written.isascii()
                else (_whole(written),)
            )
            node = known.get((Mark.ANNEX, number))
            there = node is not None or match.group() in names
            state = Followed.FOUND if there else Followed.DANGLING
            yield Reference(state, match.start(), match.end(), match.group(), node)
