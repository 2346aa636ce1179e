"""Whether words are affirmed, denied, excepted from a denial, or only preserved.

A denial governs what follows until a new predicate begins: in 未获同意的应支付违约金 the denial
ends at 应, in "if you do not pay, a fee is charged" at the comma. A double denial affirms.
"""

from __future__ import annotations

import re
from enum import StrEnum

from core.patterns import words_of


class Scope(StrEnum):
    """How words stand in their clause."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    EXCEPTED = "excepted"  # named as what a denial leaves out; so it holds
    PRESERVED = "preserved"  # cited only so that nothing else touches it


_STOP = r"。;\n!?"
# Words that begin with a denying sign and deny nothing, or deny something else than what follows.
_NO_DENIAL = words_of(
    r"不可撤[销回]|不限于|不[低高少多早晚迟]于|不超过|不少于|不足|不同|不管|不论|无论|不仅"
    r"|对不上|谈不拢|跟不上|不但|不只|不定期|不断|不良|不当|不利|不动产|不可抗力"
    r"|不能(?:按[时期]|如期|及时|足额)?(?:清偿|偿还|履行|支付|归还|还|付)|未(?:能|曾)?(?:清偿|偿还|归还|还|付|支付|到期|付清|履行|结清"
    r"|缴|足额|按|如期|及时)|不(?:按|及时|足额|还(?!款)"
    r"|履行|归还)|无条件|无抵押|无担保|无偿|无(?:限|法|效|理)|免息|未来"
    r"|不[得可]?变更?的?[^,]{0,4}利率"
    r"|不[得能可]不|不应?免除|不影响|不妨碍|不排除|非因|非经|未成年"
    r"|\bnot (?:only|limited|less than|more than|later than|fewer than|exceed(?:ing)?"
    r"|withstanding)\b|\bnotwithstanding\b|\bno (?:later|less|more|fewer) than\b"
    r"|\bwithout (?:limit(?:ation|ing)?|prejudice|notice|further notice|prior notice|delay)\b"
    r"|\bwhether or not\b|\bno matter\b|\bnot waived\b|\bnot to exceed\b|\bnon-",
    re.IGNORECASE,
)
_DENIES = words_of(
    r"(?:不(?:再|另|予|会|得|可以|能|应|需要?|必|用|须|承担|收取|计收|计|支付|包含|包括|含"
    r"|存在|设|接受|允许|支持|要求|适用|构成|提供|单独|额外)*"
    r"|无(?:需|须|任何|权|义务)?|没有|未(?:曾|获|经|约定|设|收取?|要求)?|免(?:予|除|收|缴|交"
    r"|于)?|禁止|严禁|并非|绝不|拒绝|取消|勿)"
    r"|\b(?:no|not|never|nothing|without|neither|nor|none|free (?:of|from)"
    r"|cannot|can't|won't|doesn't"
    r"|don't|isn't|aren't|waives?|waived"
    r"|prohibit(?:s|ed)?|exempt from|excludes?|excluding)\b",
    re.IGNORECASE,
)
# A new predicate behind a denial: what follows it is not denied any more.
_NEW_PREDICATE = words_of(
    r"的(?=[收按支应须加计另由,])|[应须将](?![还付收])|应(?=[还付支承向按])|须(?=支|按|向"
    r"|承)|(?<![不无可])则|有权|即可|即(?:视为|构成"
    r"|有权)|仍|均应|视为|需(?=支付|承担|缴纳|按)"
    r"|(?<=[还付清偿])(?:款|借款|贷款|本息)?(?:时|后|的)(?=[按需应])|构成违约|直接"
    r"|\band (?:there (?:is|are|will be)|it|we|you|they)\b"
    r"|\b(?:shall|will|must|may|is entitled|are entitled|then|but|however|otherwise)\b",
    re.IGNORECASE,
)
_CONDITIONAL = words_of(
    r"(?:如果?|若|倘若|一旦|当|凡)[^,。;\n]{0,40}$|(?:^|[,;.\s])(?:if|when|where|unless|should"
    r"|in the event|in case|failure to|fails? to)\b[^,.;\n]{0,80}$",
    re.IGNORECASE,
)
_AFTER_DENIED = words_of(
    rf"^[^{_STOP},]{{0,12}}?(?:[:为是]|均)?\s*(?:无(?![需须法条论效])|不(?:予|会|再|得"
    rf"|被)*(?:收取|计收|适用|支付|另收|承担"
    rf"|允许|存在|读取|采集|收集|使用|披露|公开|提供|转让|计算|计入)|免收|免除|零(?!售)"
    rf"|(?<![\d.,])0(?:\.0+)?\s*(?:元|%)"
    rf"|否(?![则定认])|没有|/\s*(?:$|[,。;\n]))"
    r"|^[^.;,\n]{0,40}?(?:[:=]|\bis|\bare)?\s*(?:\bnone\b|\bnil\b|\bn/?a\b|\bno\b(?=[.;,\n]|$)"
    r"|[$£€]0(?:\.0+)?(?![\d.])|(?<![\d.,])0 ?%)"
    r"|^[^.;,\n]{0,50}?\b(?:(?:is|are|was|were|will|shall|may|can|does|do|has"
    r"|have)(?: \w+){0,2} not (?:be )?(?:charged?|due|payable|applicable|required"
    r"|imposed?|owed?|collect(?:ed)?|assess(?:ed)?|allowed|permitted|appl(?:y|ied)|made"
    r"|used|shared|sold|disclosed|published|transferred|levied|read|accessed|stored|kept"
    r"|accepted|offered)\b|(?:is|are|shall be|will be) (?:waived|prohibited|excluded"
    r"|void|refused)|cannot\b|(?:is|are) never\b)"
    r"|^[^.;\n]{0,70}?, (?:is|are) not (?:made|charged|due|payable|owed)\b",
    re.IGNORECASE,
)
_EXCEPT_AFTER = words_of(
    rf"^[^{_STOP},]{{0,16}}?(?:除外|不在此限|不受此限)|^[^.;\n]{{0,30}}?\b(?:excepted"
    rf"|is an exception)\b",
    re.I,
)
_EXCEPT_BEFORE = words_of(
    rf"(?:(?<![免扣解排清消删开])除(?!外|以外|此|非)(?:了)?|(?<=,)但是?)[^{_STOP},]{{0,24}}$"
    rf"|\b(?:except(?: for"
    rf"| that)?|other than|apart from|save for|but for|unless)\b[^.;\n]{{0,60}}$",
    re.IGNORECASE,
)
_PRESERVES = words_of(
    r"不影响[^,。;\n]{0,20}$|\b(?:nothing (?:in|herein)[^.;\n]{0,60}(?:affects?|limits?|waives?"
    r"|shall)|without prejudice to|does not (?:affect|limit|waive|modify)|not (?:affect"
    r"|limit|modify)|survives?)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
_WRAPPED = words_of(r"(?<=[a-z,])\n(?=[a-z])")  # a line that only went on below
_REACH = 80


def scope_of(text: str, start: int, end: int) -> Scope:
    """Say how the words between two offsets stand in their clause.

    Args:
        text: a clause of folded text; its lead-in may stand before it, ended by a colon.
        start: of the words asked about.
        end: exclusive.
    """
    before = _WRAPPED.sub(" ", text[max(0, start - _REACH) : start])
    before = before[max(before.rfind(mark) for mark in "。;\n") + 1 :]
    after = text[end : end + _REACH]
    if _PRESERVES.search(before):
        return Scope.PRESERVED
    denials = _governing(before)
    if denials and _EXCEPT_AFTER.match(after):
        return Scope.EXCEPTED
    exception = _EXCEPT_BEFORE.search(before)
    if exception is not None and not _governing(exception.group()):
        denied_around = _DENIES.search(
            _without_false(before[: exception.start()] + text[end : end + 40])
        )
        return Scope.EXCEPTED if denied_around else Scope.AFFIRMED
    behind = bool(_AFTER_DENIED.match(_without_false(after)))
    return Scope.DENIED if (denials + behind) % 2 else Scope.AFFIRMED


def denied(text: str, start: int, end: int) -> bool:
    """Say whether the words do not hold: they are denied, or only preserved from something."""
    return scope_of(text, start, end) in {Scope.DENIED, Scope.PRESERVED}


def _without_false(words: str) -> str:
    """Blank out what looks like a denial and is none."""
    return _NO_DENIAL.sub(lambda found: "〓" * len(found.group()), words)


def _governing(before: str) -> int:
    """Count the denials whose reach lasts to the end of the words before."""
    words = _without_false(before)
    count = 0
    for found in _DENIES.finditer(words):
        if not found.group():
            continue
        rest = words[found.end() :].removeprefix("将")  # in 不得将 it marks the object
        if _NEW_PREDICATE.search(rest) or _is_closed(words, found.start(), rest):
            continue
        count += 1
    return count


def _is_closed(words: str, at: int, rest: str) -> bool:
    """Say whether the sub-clause of a denial has ended: a comma ends it, a list mark does not."""
    if "," not in rest:
        return False
    if _CONDITIONAL.search(words[:at]):
        return True
    # "no fee, charge or penalty" and 不收取手续费,管理费及违约金 go on as lists of nouns.
    tail = rest[rest.rfind(",") + 1 :]
    listed = re.fullmatch(
        r"\s*(?:or|and|nor|及|和|或|包括|including)?\s*(?:any )?(?:\w+[ -]?){0,3}", tail, re.I
    )
    chinese = re.search(r"[\u3400-\u9fff]", rest)
    if chinese:
        return re.fullmatch(
            r"(?:及|和|或|与|也不|亦不|包括|以及|含)?[〓\u3400-\u9fff]{0,12}?", tail
        ) is None or not _NOUNS.search(rest)
    return listed is None or not _NOUNS.search(rest)


_NOUNS = words_of(
    r"费|违约金|罚息|利息|\bfees?\b|\bcharges?\b|\bpenalt(?:y|ies)\b|\binterest\b|\bcosts?\b",
    re.IGNORECASE,
)
