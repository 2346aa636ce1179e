"""Who the parties are, by whatever name the text calls them, and what its own terms mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from contracts.structure.model import Definition, Party, Role
from core.patterns import words_of
from documents.matching import Searchable

_ROLES: tuple[tuple[Role, str], ...] = (
    (Role.CO_BORROWER, r"共同借款人|共同还款人|co-?borrower|cosigner|co-?signer"),
    (Role.GUARANTOR, r"担保人|保证人|担保方|保证方|guarantor|surety"),
    (
        Role.BROKER,
        r"居间(?:人|方)|中介(?:人|方)|咨询(?:人|方)|服务方|助贷(?:机构|方)|broker|service provider",
    ),
    (Role.PLATFORM, r"平台(?:方|运营方)?|platform(?: operator)?"),
    (Role.INSURER, r"保险人|保险公司|insurer"),
    (Role.MERCHANT, r"商户|销售方|经销商|培训机构|merchant|seller|dealer"),
    (
        Role.BORROWER,
        (
            r"借[款入](?:人|方|客户)|债务人|贷款申请人|borrower|customer|consumer"
            r"|debtor|buyer"
        ),
    ),
    (
        Role.LENDER,
        (
            r"贷款(?:人|方|机构)|[出贷]借(?:人|方|行)|贷款方|放款(?:人|方|机构)|债权人"
            r"|授信人|lender|(?:seller-)?creditor"
        ),
    ),
)
_ROLE = "|".join(words for _, words in _ROLES)
_SIDE = "[甲乙丙丁戊]方"
_NEXT = (
    rf"签[订署约]|日期|住所|地址|联系|电话|统一社会|法定代表|身份证|证件|{_SIDE}|借[款入][人方]"
    rf"|[贷出][款借][人方]|担保人|保证人"
)
_NAME = rf"(?P<name>[^\s,;。:()\n]{{2,40}}?)(?=[\s,;。:()]|$|{_NEXT})"
_BLANK_NAME = r"[_【\[\s】\]]{2,}"
_LABELLED = words_of(
    rf"(?:^|(?<=[\s,;。:)】、]))(?P<side>{_SIDE}"
    rf"|[\u4e00-\u9fff]{{2,6}}(?=\((?:{_ROLE})\):))(?:[(/、](?P<role>{_ROLE})\)?)?:\s*(?:"
    rf"{_NAME}"
    rf"|(?P<open>{_BLANK_NAME}))"
    rf"|(?:^|(?<=[\s,;。:)】、]))(?P<role2>{_ROLE})(?:\((?:以下(?:简称"
    rf"|称)?)?[“\"「]?(?P<side2>{_SIDE})?[^)\n]{{0,12}}\))?:\s*(?:(?P<name2>[^\s,;。:()\n]{{"
    rf"2,40}}?)(?=[\s,;。:()]|$|{_NEXT})|(?P<open2>{_BLANK_NAME}))",
    re.MULTILINE,
)
_ENGLISH = words_of(
    rf"(?:^"
    rf"|(?<=[\s(]))(?P<role>(?i:{_ROLE}))(?:\s*\([^)\n]{{1,24}}\))?:\s*(?P<name>[A-Z][^,;\n("
    rf"]{{2,60}}?)(?=[,;.\n(]|$)"
    rf"|(?P<name2>[A-Z][A-Za-z&.' -]{{2,60}}?),?\s*(?:\((?:the |hereinafter "
    rf"|as )*[“\"](?P<role2>(?i:{_ROLE}))[”\"]\))"
    rf"|Party [A-D] ?\((?P<role4>(?i:{_ROLE}))\):\s*(?P<name4>[A-Z][^,;\n(]{{2,60}}?)(?=[,;.\n(]|$)"
    rf"|(?P<name5>[A-Z][A-Za-z&.' -]{{2,60}}?)\s*\((?:[“\"][^”\"\n]{{1,24}}[”\"],? ?(?:and )?)*"
    rf"[“\"](?P<alias5>we|us|you)[”\"]"
    rf"|(?P<we>We are|You are) (?P<name6>[A-Z][A-Za-z&.' -]{{2,60}}?)(?=[,;.\n(])"
    rf"|(?P<role3>(?i:{_ROLE}))\s*\(\s*[“\"](?P<alias>we|us|you|I)[”\"]",
    re.MULTILINE,
)
_CALLED = words_of(
    rf"(?P<name>[\u4e00-\u9fff]{{2,40}})\((?:以下|下)?(?:简称|统称|称)为?[“\"「]?(?P<word>{_SIDE}"
    rf"|{_ROLE})[”\"」]?\)"
)
_ALIASES = {"we": Role.LENDER, "us": Role.LENDER, "you": Role.BORROWER, "i": Role.BORROWER}
_NO_NAME = words_of(r"(?:Do|Please|The|This|If|By|You|We|Not|No|A|An|Any)\b")
_LEAD = words_of(r"^.*\b(?:between|by and|among|and|from|to)\s+(?=(?-i:[A-Z]))", re.IGNORECASE)
_LENDS = words_of(
    rf"(?P<lender>{_SIDE})(?:同意)?向(?P<borrower>{_SIDE})(?:提供|发放"
    rf"|出借)[^,。;\n]{{0,8}}(?:借款|贷款|款)"
)
_BORROWS = words_of(
    rf"(?P<borrower>{_SIDE})(?:自愿|因[^,。;\n]{{0,16}})?向(?P<lender>{_SIDE})(?:申请)?借(?:款|入)"
)
_MEANS = (
    words_of(
        r"[“\"「](?P<term>[^”\"」\n]{1,24})[”\"」](?:一词)?,?(?:是指|系指|指的是|指|系|即|:"
        r"|意指)(?P<meaning>[^\n;。]{2,200})"
    ),
    words_of(
        r"(?:^|(?<=[\n;。)、.]))(?P<term>[\u4e00-\u9fffA-Za-z]{2,12}?)(?:是指|系指|:指|,指"
        r"|指的是|:是指"
        r"|:系指)(?P<meaning>[^\n;。]{2,200})"
    ),
    words_of(
        r"(?P<meaning>[^\n;。,(]{2,60})\((?:以下|下|以下统|以下简|简)?(?:简称|统称|称"
        r"|称为)[为:]?[“\"「]?(?P<term>[^”\"」)\n]{1,24})[”\"」]?\)"
    ),
    words_of(
        r"[“\"](?P<term>[A-Z][^”\"\n]{1,40})[”\"]\s+(?:means?|shall mean|refers? to"
        r"|has the meaning)\s+(?P<meaning>[^\n;.]{2,240})"
    ),
    words_of(
        r"(?P<meaning>[A-Z][^\n;.(]{2,80})\((?:the|each an?|collectively,? the"
        r"|hereinafter(?: called)?(?: the)?)\s*[“\"](?P<term>[^”\"\n]{1,40})[”\"]\)"
    ),
)


def parties_in(file: Searchable) -> tuple[Party, ...]:
    """Return the sides of the contract, each once; 甲方 is known by its label or by who lends."""
    text = file.text
    found = [*_labelled(text), *_called(text), *_english(text)]
    sides = _sides(text)
    merged: list[Party] = []
    for party in found:
        role = party.role or next((sides[w] for w in party.words if w in sides), None)
        party = replace(party, role=role)
        at = next((i for i, other in enumerate(merged) if _same(other, party)), None)
        if at is None:
            merged.append(party)
        else:
            merged[at] = _merged(merged[at], party)
    known = {word for party in merged for word in party.words}
    for side, role in sides.items():
        if side not in known:
            at = text.index(side)
            merged.append(Party(role, "", (side,), at, at + len(side)))
    return tuple(merged)


def _same(one: Party, other: Party) -> bool:
    if one.name and other.name:
        return one.name == other.name
    return bool(set(one.words) & set(other.words))


def _merged(one: Party, other: Party) -> Party:
    words = tuple(dict.fromkeys((*one.words, *other.words)))
    return replace(one, role=one.role or other.role, name=one.name or other.name, words=words)


def role_named(word: str) -> Role | None:
    """Return the role a word such as 出借人 or "Borrower" names; None for 甲方."""
    return next(
        (role for role, words in _ROLES if re.fullmatch(words, word.strip(), re.IGNORECASE)), None
    )


def _labelled(text: str) -> Iterator[Party]:
    for found in _LABELLED.finditer(text):
        side = found.group("side") or found.group("side2")
        written = found.group("role") or found.group("role2")
        name = found.group("name") or found.group("name2") or ""
        if role_named(name) is not None:
            continue  # 贷款人:借款人 heads a table of both, and names nobody
        role = role_named(written) if written else None
        words = tuple(word for word in (side, written) if word)
        yield Party(role, name.strip("_ "), words, found.start(), found.end())


def _called(text: str) -> Iterator[Party]:
    for found in _CALLED.finditer(text):
        word = found.group("word")
        yield Party(role_named(word), found.group("name"), (word,), found.start(), found.end())


def _english(text: str) -> Iterator[Party]:
    for found in _ENGLISH.finditer(text):
        groups = found.groupdict()
        written = next((groups[f"role{n}"] for n in ("", 2, 3, 4) if groups[f"role{n}"]), "")
        name = next((groups[f"name{n}"] for n in ("", 2, 4, 5, 6) if groups[f"name{n}"]), "")
        alias = groups["alias"] or groups["alias5"] or (groups["we"] or "").partition(" ")[0]
        name = _LEAD.sub("", name.strip())
        if name and _NO_NAME.match(name):
            continue
        role = role_named(written) or _ALIASES.get(alias.lower())
        words = tuple(word for word in (written, alias.lower()) if word)
        yield Party(role, name, words, found.start(), found.end())


def _sides(text: str) -> dict[str, Role]:
    for pattern in (_LENDS, _BORROWS):
        found = pattern.search(text)
        if found is not None and found.group("lender") != found.group("borrower"):
            return {found.group("lender"): Role.LENDER, found.group("borrower"): Role.BORROWER}
    return {}


def definitions_in(file: Searchable) -> tuple[Definition, ...]:
    """Return what the contract's own terms mean, the first meaning of each."""
    found: dict[str, Definition] = {}
    for pattern in _MEANS:
        for match in pattern.finditer(file.text):
            term = match.group("term").strip()
            one = Definition(term, match.group("meaning").strip(), match.start(), match.end())
            found.setdefault(term, one)
    return tuple(sorted(found.values(), key=lambda one: one.start))
