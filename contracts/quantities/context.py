"""What stands around a number: what it is taken of, for which time, under which condition."""

from __future__ import annotations

import re
from dataclasses import replace

from contracts.quantities.model import Kind, Quantity
from core.patterns import words_of

_CHARGES = frozenset({Kind.SHARE, Kind.MONEY, Kind.TIMES, Kind.BENCHMARK})
_SHARES = frozenset({Kind.SHARE, Kind.TIMES})

# The first row that fits names the base; the closest words before a number are tried first.
BASES: tuple[tuple[str, str], ...] = (
    (
        "arrears",
        (
            r"(?:逾期|晚还|迟还|拖欠)(?:未还|归还)?的?(?:那)?部分?的?本金"
            r"|逾期(?:未(?:还|付|偿还))?(?:的)?(?:本金|金额|本息|款项|部分|欠款|贷款|借款"
            r"|还款)|应(?:还|付)未(?:还|付)(?:款项|金额|本金"
            r"|部分|本息)?"
            r"|欠(?:款|付|缴)(?:金额|总额|本金)?|拖欠(?:的)?(?:金额|款项|本金)?"
            r"|逾期(?:应还)?(?:总)?额"
            r"|overdue (?:amount|payment|instal?lment|principal|sum|balance)s?"
            r"|past[- ]due (?:amount|payment|instal?lment|balance)s?"
            r"|(?:amount|sum|instal?lment|payment)s? (?:in arrears|overdue|past due)|arrears"
            r"|late (?:amount|payment|instal?lment)"
            r"|(?:unpaid|missed) (?:instal?lment|payment)s?"
            r"|(?:unpaid|overdue|late) (?:part|portion) of (?:the |an? |that |your )?"
            r"(?:scheduled )?(?:payment|instal?lment)"
        ),
    ),
    (
        "outstanding",
        (
            r"(?:剩余|未还|未偿还?|未到期|尚未(?:归还|偿还|清偿)|待还|在贷)(?:的)?(?:借款"
            r"|贷款)?(?:本金|余额|本息|款项)?"
            r"|(?:本金|贷款|借款)余额|提前(?:偿还|还款|归还)(?:的)?(?:本金|金额|部分)"
            r"|(?:outstanding|remaining|unpaid|declining"
            r"|prepaid)(?: loan)?(?: principal)?(?: balance| amount)?|amount prepaid"
        ),
    ),
    (
        "instalment",
        (
            r"(?:当期|每期|该期|本期)(?:的)?(?:应还(?:款)?(?:金额|额|本息)?|还款额|本息"
            r"|应付款|金额)"
            r"|(?:scheduled|monthly|each|regular) (?:instal?lment|payment)s?"
        ),
    ),
    (
        "total",
        (
            r"(?:借款|贷款|合同|培训费|分期|授信|订单|融资)(?:总额|总金额|总价款?|金额|全额"
            r"|额度)|全部(?:借款|贷款)(?:本金|金额)?"
            r"|(?:total|entire|full|whole|original) (?:loan|contract|credit"
            r"|financed)?(?: ?amount)?|loan amount|amount (?:of the loan|financed)"
            r"|face amount"
        ),
    ),
    (
        "price",
        (
            r"(?:商品|货款|车辆|购车|课程|学费|培训|服务)(?:总)?(?:价款?|(?<!服务)费用?总?额?"
            r"|金额)?总?额?|purchase price|total price"
            r"|cash price|tuition"
        ),
    ),
    (
        "principal",
        (
            r"(?:借款|贷款|初始|原始|出借|未减)?本金(?:总额|金额)?|(?:original |initial "
            r"|loan )?principal(?: amount"
            r"| sum)?"
        ),
    ),
    (
        "rate",
        (
            r"(?:合同|约定|借款|贷款|执行|原|本合同|正常|罚息|年|月|日)*利率(?:水平|标准"
            r"|的?基础)?|(?:contract|agreed|interest"
            r"|normal|applicable) rate"
        ),
    ),
    (
        "interest",
        r"(?:应付|应还|未付|剩余|全部)?利息(?:总额|金额)?|(?:accrued |unpaid |remaining )?interest",
    ),
)
_BASES = tuple((name, words_of(words, re.IGNORECASE)) for name, words in BASES)
_ANY = words_of("|".join(f"(?P<{name}>{words})" for name, words in BASES), re.IGNORECASE)
_OF = words_of(
    r"^\s*(?:per (?:year|annum|month|day|week)|an? (?:year|month|day)|monthly|daily|annually"
    r"|p\.a\.)?\s*"
    r"(?:of|on|times|above|over)\s+(?:the |your |any |each |such |that |its |all )*"
    r"(?P<noun>(?:[A-Za-z-]+ ?){1,8})"
)
_ONE_PAYMENT = words_of(r"(?:an? |that |this |the )?(?:instal?lment|payment)\b", re.IGNORECASE)
_DIVIDED = words_of(r"\s*(?:[÷/]|除以|divided by)\s*(?:365|366|360|12)\b")
_SUBCLAUSE = words_of(r"[,。;\n]|(?<!\d)\.(?=\s)")
_PERIOD = (
    ("business_day", "工作日|business day"),
    ("day", r"[日天]|day|daily|diem"),
    ("week", "周|星期|week"),
    ("quarter", "季|quarter"),
    ("month", "月|month"),
    ("year", "年|year|annum|p\\.a|annual|APR"),
    ("instalment", "期|instal?lment|payment"),
    ("occurrence", "次|笔|occurrence|time"),
)
_PERIODS = tuple((name, words_of(words, re.IGNORECASE)) for name, words in _PERIOD)
_PERIOD_AFTER = words_of(
    r"^\s*(?:\([^)\n]{0,16}\))?\s*(?:元)?(?P<p>[/／]\s*(?:个?[年月日天期次笔周季]|year|month"
    r"|day|week"
    r"|annum)|每(?:个?[年月日天期次笔周季]|逾期一[日天])"
    r"|per (?:calendar )?(?:year|annum|month|day|week|instal?lment|payment|quarter|occurrence"
    r"|diem)|(?:a|each|every|for each|for every) (?:year|month|day|week|instal?lment"
    r"|payment)"
    r"|p\.\s?a\.?|annually|yearly|monthly|daily|weekly)",
    re.IGNORECASE,
)
_PERIOD_NOUN = words_of(
    r"(?P<p>[年月日周季]化?(?:综合)?(?:资金|融资)?(?:利率|费率|息|利息|利|化|成本|罚息率?"
    r"|万分之|千分之)|按[年月日天期周季]"
    r"|每(?:个?[年月日天期次笔周季]|逾期一[日天])|逐[日月期]|[日月年](?=[百千万]分之)"
    r"|\bAPRC?\b|(?:annual|yearly|monthly|daily|weekly)(?: interest| percentage| periodic"
    r"| late)?(?: rate| charge| fee)?|per (?:year|annum|month|day|week)|(?:each"
    r"|every) (?:day|month|year|week))",
    re.IGNORECASE,
)
_ONCE = words_of(r"一次性|one[- ]time|once|单次", re.IGNORECASE)
_CONDITION = words_of(
    r"(?:(?:如果?|若|倘若|一旦|当(?![日期月天年地事前])|凡|在)[^,。;\n]{2,48}?(?:的|时|后"
    r"|情况下|情形下|的话)?(?=[,，])"
    r"|(?:逾期|提前|未按|未能|超过|连续|累计|发生|违反)[^,。;\n]{0,40}?(?:的|时|后)(?=[,，])"
    r"|(?:^|(?<=[.;\n,] ))(?:if|when|where|after|unless|in the event|in case|provided that"
    r"|upon)\b[^,.;\n]{3,100}(?=,))"
    r"|(?<=[\s])(?:if|when|unless|after)\b [^,.;\n]{3,100}$",
    re.IGNORECASE,
)


def with_context(text: str, found: list[Quantity], index: int) -> Quantity:
    """Return a number with its base noun, its period and its condition, where they are said."""
    one = found[index]
    if one.kind not in _CHARGES:
        return replace(one, condition=_condition(text, one))
    floor = found[index - 1].end if index else 0
    ceiling = found[index + 1].start if index + 1 < len(found) else len(text)
    base, noun = one.base, one.noun
    if one.kind in _SHARES and not base:
        base, noun = _base(text, one, floor, ceiling)
    return replace(
        one,
        base=base,
        noun=noun,
        period=one.period or _period(text, one, floor, ceiling),
        condition=_condition(text, one),
    )


def _base(text: str, one: Quantity, floor: int, ceiling: int) -> tuple[str, str]:
    """Return what a share is taken of: the nearest base noun before it, or the one behind "of"."""
    behind = _OF.match(text[one.end : ceiling])
    if behind is not None:
        noun = behind.group("noun")
        named = _ANY.search(noun)
        if named is not None:
            return named.lastgroup or "", named.group()
        alone = _ONE_PAYMENT.match(noun)
        if alone is not None:
            return "instalment", alone.group()
    near = list(_ANY.finditer(text, floor, one.start))
    near = [found for found in near if one.start - found.end() <= 30]
    if near and not _is_the_rate_itself(text, near[-1], one):
        return near[-1].lastgroup or "", near[-1].group()
    nouns = [found for found in near if found.lastgroup not in {"rate", "interest"}]
    if nouns:
        return nouns[-1].lastgroup or "", nouns[-1].group()
    back = (
        _ANY.search(text, one.end, min(ceiling, one.end + 8))
        if text[one.end : one.end + 1] == "的"
        else None
    )
    return (back.lastgroup or "", back.group()) if back else ("", "")


def _is_the_rate_itself(text: str, named: re.Match[str], one: Quantity) -> bool:
    """年利率为12% says what the rate is; 利率的150% takes a share of it."""
    if named.lastgroup not in {"rate", "interest"}:
        return False
    between = text[named.end() : one.start]
    return re.match(r"的|上|基础|水平| by", between) is None and one.kind is not Kind.TIMES


def _period(text: str, one: Quantity, floor: int, ceiling: int) -> str:
    if _DIVIDED.match(text, one.end):
        return "year"  # 剩余本金×7.30%÷365: the day's share of a yearly rate
    after = _PERIOD_AFTER.match(text[one.end : min(ceiling, one.end + 40)])
    if after is not None:
        return _named_period(after.group("p"))
    start = _subclause(text, one.start)
    before = [
        found.group("p") for found in _PERIOD_NOUN.finditer(text, max(floor, start), one.start)
    ]
    if not before and one.kind is not Kind.MONEY:
        before = [found.group("p") for found in _PERIOD_NOUN.finditer(text, floor, one.start)]
    if before:
        return _named_period(before[-1])
    return "once" if _ONCE.search(text, max(floor, start), min(ceiling, one.end + 12)) else ""


def _named_period(words: str) -> str:
    return next((name for name, pattern in _PERIODS if pattern.search(words)), "")


def _subclause(text: str, at: int) -> int:
    marks = [found.end() for found in _SUBCLAUSE.finditer(text, 0, at)]
    return marks[-1] if marks else 0


def _condition(text: str, one: Quantity) -> str:
    """Return the words of the condition that stands last before a number, or closes the clause."""
    before = [found for found in _CONDITION.finditer(text) if found.end() <= one.start]
    if before:
        return before[-1].group().strip()
    behind = list(_CONDITION.finditer(text, one.end))
    return behind[0].group().strip() if behind else ""


def is_repeated(text: str, one: Quantity, other: Quantity) -> bool:
    """Say whether a share is written twice: 百分之十八(18.00%)."""
    return (
        one.kind is other.kind is Kind.SHARE
        and text[one.end : other.start] in {"(", "(即", ",即", "即"}
        and text[one.start : one.start + 2] in {"百分", "千分", "万分"}
    )


def repeats(one: Quantity, other: Quantity) -> Quantity:
    """Return the second writing of a share with the meaning of the first, or say they disagree."""
    second = replace(
        other, base=one.base, noun=one.noun, period=one.period, condition=one.condition
    )
    if one.unread or other.unread or one.low == other.low:
        return second
    apart = tuple(value for value in (one.low, other.low) if value is not None)
    return replace(second, low=None, high=None, readings=apart, unread="words and figures disagree")
