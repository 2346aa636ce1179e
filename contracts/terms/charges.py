"""What lateness and leaving early cost: shares, their base, their period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType

from contracts.model import Term, TermName
from contracts.terms.numbers import MONEY, PERCENT, money, percent, readable
from contracts.terms.passages import Clause, negated
from core.patterns import words_of

_SHARE = words_of(PERCENT, re.IGNORECASE)
_MONEY = words_of(MONEY)
_TIMES = {"一点五": Decimal("1.5"), "两": Decimal(2)}


_YEARLY = words_of(
    r"(?:年利率|年化|每年|/年|按年)[^,。;]{0,10}$|per (?:annum|year)|p\.a\.|annual|yearly|a year",
    re.I,
)
_MONTHLY = words_of(
    r"每月|按月|/月|月利率|月息|每期|per month|monthly|a month|each month", re.IGNORECASE
)
_FIXED = ("value", "second", "third", "fourth", "fifth")  # the groups of LATE_FIXED
_WEEKLY = words_of(r"per week|a week|weekly|each week|every week|late week", re.IGNORECASE)
_RESTATED = words_of(
    r"(?:即|折合|相当于|也就是|折算|约为|换算|年化约?|i\.e\.|that is|equivalent to|equal to"
    r"|which is|or about)"
    r"[^,。;]{0,12}$",
    re.IGNORECASE,
)
_CAP = words_of(
    r"(?:不超过|不高于|最高|上限|以内|封顶|not (?:to )?exceed|(?:not|no) more than"
    r"|up to|at most|maximum|capped"
    r"|limit(?:ed)?)"
    r"[^,。;]{0,24}$",
    re.IGNORECASE,
)
# "不按每日0.1%计收", "不另收催收费50元"; never "不按时还款的" or "不支付的".
_NOT_TAKEN = words_of(
    r"不(?:再|另|另行|得|应|会)?(?:按(?!时|期|约|照|本|合同|规定)[^,。;]{0,8}"
    r"|(?:收取?|加收|计收)[^,。;的]{0,10})$"
)
_NEW_RATE = words_of(
    r"(?:上调|提高|调高|调整|[调升涨改变]|increase|raise|rise|become)[^,。;]{0,40}(?:至|到|为|成|\bto|\bby|becomes?)[^,。;]{0,8}$",
    re.I,
)
_KEPT_RATE = words_of(
    r"利率(?:从|由|维持|仍为|保持)[^,。;]{0,4}$"
    r"|\brate (?:stays|remains|is kept)(?: \w+){0,2} $",
    re.IGNORECASE,
)
_OF_WHOLE = words_of(
    r"\s*(?:a day |per day |daily )?"
    r"(?:(?:is |are )?(?:figured|calculated|computed|charged|taken) )?(?:of|on) "
    r"(?:the |that |its )?(?:(?:whole|total|entire|full|original|initial) )*"
    r"(?:(?:loan )?principal|capital|amount financed|order value|(?:purchase|cash) price|loan)\b"
    r"(?!,? (?:overdue|past due|in arrears|then due|unpaid|that is (?:late|overdue)"
    r"|of (?:the|that) (?:late|overdue)))",
    re.IGNORECASE,
)
# What the lender or the seller owes for its own delay is no charge of the borrower.
_OWED_TO_BORROWER = words_of(
    r"向(?:借款人|借款方|客户|消费者|学员|用户|您|你)(?:支付|赔偿|赔付|返还|退还|给付)"
    r"|(?:贷款人|出借人|商家|供应商|培训方)(?:应当?|须)?(?:赔偿|承担)"
    r"|\b(?:supplier|seller|merchant|dealer|lender|creditor|bank|we) (?:shall |will |must )?"
    r"(?:owes?|pays?|credits?|compensates?)"
    r" (?:you|the (?:consumer|borrower|customer|debtor))\b"
    r"|\bparty a (?:shall |will |must )?(?:owes?|pays?) party b\b",
    re.IGNORECASE,
)
_FREE_EXIT = words_of(
    r"提前(?:还款|结清|清偿|归还|还清)\s*[:为]\s*(?:无|免|不收)(?:任何)?(?:费用|违约金|手续费)?"
    r"|提前[^;。]{0,40}(?<!不)(?<!不予)(?<!不得)退(?:还|回)"
    r"|(?<!not )\b(?:refunded|rebated|given back)\b[^.;]{0,90}\bearly\b",
    re.IGNORECASE,
)
_ONE_OF = words_of(r"whichever|孰[高低]|较[高低]者|(?:greater|lesser|higher|lower) of", re.I)


def late_charges(clause: Clause, words: ModuleType) -> Iterator[Term]:
    """Yield what a clause charges for paying late.

    A share that only says another in other units, a cap, and the second of two of which one
    is owed, are left out.
    """
    text = clause.text
    if not words.LATE_CLAUSE.search(text) or words.LATE_NOT.search(text):
        return
    if _OWED_TO_BORROWER.search(text):
        return
    found = list(_late_shares(clause, words)) + list(_late_sums(clause, words))
    yield from found[:1] if _ONE_OF.search(text) else found


def _late_shares(clause: Clause, words: ModuleType) -> Iterator[Term]:
    text = clause.text
    taken: tuple[int, int] = (0, 0)
    times = words.LATE_TIMES.search(text)
    if times is not None and (
        not _in_brackets(text, times.start()) or not _SHARE.search(text, 0, times.start())
    ):
        taken = times.span()
        yield _late(clause, _factor(times), "times", _late_base(text, taken[0], words))
    told = taken != (0, 0)
    for found in _SHARE.finditer(text):
        before = text[: found.start()]
        inside = taken[0] <= found.start() < taken[1]
        unread = not readable(found.group())
        if inside or unread or _denied(text, found):
            continue
        if _CAP.search(before) or _NEW_RATE.search(before) or _KEPT_RATE.search(before):
            continue
        if told and (_RESTATED.search(before) or _in_brackets(text, found.start())):
            continue
        told = True
        base = _late_base(text, found.start(), words)
        yield _late(
            clause, percent(found.group()), "percent", base, _late_period(text, found, words)
        )


def _denied(text: str, found: re.Match[str]) -> bool:
    return negated(text, *found.span()) or _NOT_TAKEN.search(text[: found.start()]) is not None


def _in_brackets(text: str, at: int) -> bool:
    """Say whether a place stands in brackets, where the same is said once more in other units."""
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def _late_sums(clause: Clause, words: ModuleType) -> Iterator[Term]:
    for found in words.LATE_FIXED.finditer(clause.text):
        name = next(key for key in _FIXED if found.groupdict().get(key))
        before = clause.text[: found.start(name)]
        if not readable(found.group(name)) or _CAP.search(before) or _NOT_TAKEN.search(before):
            continue
        value, unit = money(found.group(name))
        per = found.group("per") or found.group("before") or ""
        period = "day" if re.search("日|天|day", per) else "once"
        yield _late(clause, value, unit, "", period)


def _late_period(text: str, found: re.Match[str], words: ModuleType) -> str:
    before = text[max(0, found.start() - 24) : found.start()]
    after = text[found.end() : found.end() + 16]
    if words.DAILY.match(after.strip()) or _is_daily(text, found, words):
        return "day"
    if _YEARLY.search(before) or _YEARLY.search(after) or re.match(r"/年|每年", after):
        return "year"
    if _WEEKLY.search(before[-12:] + text[found.end() : found.end() + 60].partition(",")[0]):
        return "week"
    return "month" if _MONTHLY.search(before[-12:] + after) else "once"


def _is_daily(text: str, found: re.Match[str], words: ModuleType) -> bool:
    """Say whether a share is for each day: told beside it, or before the first share."""
    start = text.rfind(",", 0, found.start()) + 1
    end = text.find(",", found.end())
    if words.DAILY.search(text[start : end if end >= 0 else len(text)]):
        return True
    before = text[max(0, found.start() - 40) : found.start()]
    return not _SHARE.search(before) and bool(words.DAILY.search(before))


def _late(
    clause: Clause,
    value: Decimal,
    unit: str,
    base: str,
    period: str = "year",
) -> Term:
    return Term(TermName.LATE_CHARGE, value, unit, base, period, source=clause.source())


def _factor(found: re.Match[str]) -> Decimal:
    if found.group("more"):
        return 1 + percent(found.group("more")) / 100
    if found.group("share"):
        return percent(found.group("share")) / 100
    text = found.group("times")
    return _TIMES[text] if text in _TIMES else Decimal(text)


def _late_base(text: str, before: int, words: ModuleType) -> str:
    """Return the base noun that stands nearest before a place: the arrears or the whole loan."""
    if _is_of_whole(text, before):
        return "total"
    arrears = [found.end() for found in words.LATE_ARREARS.finditer(text, 0, before)]
    total = [found.end() for found in words.LATE_TOTAL.finditer(text, 0, before)]
    if not arrears and not total:
        behind = text[before : before + 60]
        if words.LATE_ARREARS.search(behind):
            return "arrears"
        return "total" if words.LATE_TOTAL.search(behind) else ""
    return "total" if max(total, default=-1) > max(arrears, default=-1) else "arrears"


def _is_of_whole(text: str, at: int) -> bool:
    """Say whether a share is said, right behind it, to be of the whole loan."""
    share = _SHARE.match(text, at)
    return share is not None and _OF_WHOLE.match(text, share.end()) is not None


def prepayment_charges(clause: Clause, words: ModuleType) -> Iterator[Term]:
    """Yield what a clause charges for paying early; zero when it says that nothing is due."""
    text = clause.text
    if not words.PREPAY_CLAUSE.search(text):
        return
    barred = words.PREPAY_BARRED.search(text)
    if barred is not None:
        yield Term(TermName.PREPAYMENT_CHARGE, "barred", condition="barred", source=clause.source())
        return
    if not words.PREPAY_CHARGE.search(text) or _OWED_TO_BORROWER.search(text):
        return
    if _FREE_EXIT.search(text):
        yield Term(TermName.PREPAYMENT_CHARGE, Decimal(0), "percent", source=clause.source())
        return
    amounts = [
        found
        for pattern in (_SHARE, _MONEY)
        for found in pattern.finditer(text)
        if readable(found.group()) and not negated(text, found.start(), found.end())
    ]
    if words.PREPAY_FREE.search(text) and not amounts:
        yield Term(TermName.PREPAYMENT_CHARGE, Decimal(0), "percent", source=clause.source())
        return
    for found in amounts[:1]:
        yield _prepayment(clause, found, words)


def _prepayment(clause: Clause, found: re.Match[str], words: ModuleType) -> Term:
    if _SHARE.fullmatch(found.group()):
        value, unit = percent(found.group()), "percent"
    else:
        value, unit = money(found.group())
    base = "outstanding" if words.PREPAID.search(clause.text) else "principal"
    return Term(TermName.PREPAYMENT_CHARGE, value, unit, base, "once", source=clause.source())
