"""How numbers are written in folded text: one pattern a kind."""

from __future__ import annotations

from decimal import Decimal

from contracts.quantities.model import Kind
from contracts.quantities.numerals import (
    ENGLISH_NUMBER,
    HAN,
    HAN_NUMBER,
    RUN,
    decimal_of,
)
from core.patterns import words_of

MONTHS: tuple[str, ...] = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "(?:" + "|".join(name.capitalize() for name in MONTHS) + ")"
DAY = (
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:\s*日)?(?!\d)"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}})"
)
BLANK = (
    r"(?:【[\s_/]*】|\[[\s_/]*\]|_{2,}|\$\{[^}\n]{1,40}\}|\{\{[^}\n]{1,40}\}\}|«[^»\n]{1,40}»"
    r"|<<[^>\n]{1,40}>>|\[[A-Za-z][A-Za-z _-]{1,30}\]|(?<![A-Za-z\d])[Xx×*]{2,}(?![A-Za-z\d]))"
)
NUMBER = rf"(?:{RUN}|{HAN_NUMBER}|{ENGLISH_NUMBER}|{BLANK})"
_MARK = r"(?:人民币|RMB|CNY|HK\$|HKD|US\$|USD|EUR|GBP|[¥$€£])"
_SCALE = r"(?:[十百千]?万|[十百千]?萬|亿|億|千|百|十|thousand\b|million\b|k\b)"
_YUAN = r"(?:元|圆|圓|块|美元|欧元|英镑|港元|港币)"
_NAMED = r"(?:dollars?|pounds?|euros?|yuan|RMB|CNY|USD|EUR|GBP|HKD)\b"
_CAPITALS = rf"{HAN}{{1,24}}[元圆圓](?:{HAN}角)?(?:零?{HAN}分)?整?正?|{HAN}{{2,24}}整"
_SPAN_UNIT = (
    r"(?:个?(?:工作日|营业日|交易日|自然日|季度|星期|月(?!\d))|周|季|日(?!期)|天|年(?![度化利息费])"
    r"|\s*-?(?:business |banking |working |calendar )?(?:days?|weeks?|months?|quarters?|years?)\b)"
)
_POINT = r"(?:个?百分点|个?基点|percentage points?\b|basis points?\b|[Bb][Pp][Ss]?\b)"
_MYRIAD = rf"[万千](?:{RUN}|[一二三四五六七八九](?:点[一二三四五六七八九]+)?)(?![元千万百十\d])"
SHARE = (
    rf"(?:(?:{NUMBER})(?:\s*\((?:{RUN})\s*%?\))?\s*(?:%|‰|per ?cents?\b"
    rf"|{_POINT})(?:\s*\({RUN}\s*%\))?"
    rf"|[百千万]分之\s*{NUMBER}|(?:(?<=息)|(?<=费率)|(?<=利率)){_MYRIAD}|(?<=息)(?:{RUN}"
    rf"|{HAN}{{1,2}})[分厘](?:{HAN}厘)?)"
)
_BENCHMARK = (
    r"(?:LPR|贷款市场报价利率|贷款基础利率|贷款基准利率|基准利率|SOFR|EURIBOR|Euribor|SONIA"
    r"|[Pp]rime [Rr]ate|Bank Rate)"
)
_TENOR = r"(?:(?P<tenor>1|5|一|五)年期?(?:以上)?[^,。;\n]{0,14}?)?"
_SPREAD = r"(?:\+|-|加(?:点|计|上)?|减(?:点|去)?|上浮|下浮|上调|下调|plus|minus|increased by)"
PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.DAY, rf"(?P<day>{DAY})|(?<!\d)(?P<part_day>\d{{1,2}}月\d{{1,2}}[日号])"),
    (
        Kind.DAY_OF_MONTH,
        (
            rf"每(?:个?月|期)(?:的|第)?(?P<dom>{RUN}|{HAN}{{1,3}})[日号]"
            r"|(?P<dom_en>\d{1,2})(?:st|nd|rd|th)(?: day)? of (?:each|every"
            r"|the) (?:calendar )?month"
        ),
    ),
    (
        Kind.BENCHMARK,
        (
            rf"{_TENOR}(?P<bench>{_BENCHMARK})(?:\([^)\n]{{0,20}}\))?"
            rf"(?:(?:[^,。;\n\d%+-]{{0,12}}?(?P<sign>{_SPREAD})[^,。;\n\d%]{{0,6}}?(?P<spread"
            rf">{SHARE}))"
            rf"|[^,。;\n\d]{{0,8}}?(?P<bench_times>{RUN}|{HAN})倍)"
            rf"|(?P<times_of>{RUN}"
            rf"|{ENGLISH_NUMBER}) times (?:the )?(?:one-year )?(?P<bench_en>{_BENCHMARK})"
            rf"|(?P<times_zh>{RUN}|{HAN})倍(?:的)?(?:同期)?(?:一年期)?(?P<bench_zh>{_BENCHMARK})"
        ),
    ),
    (
        Kind.TIMES,
        (
            rf"(?:加收|上浮|增加|提高)(?P<more>{SHARE})|(?P<times>{RUN}|{HAN_NUMBER})倍"
            rf"|(?P<times_en>{RUN}|{ENGLISH_NUMBER}) times\b(?= the| that)"
            rf"|(?P<more_en>{SHARE}) (?:above|over|higher than) (?=the (?:\w+ )?rate)"
            rf"|(?:increased|raised) by (?P<raised>{SHARE})|\b(?P<double>double|twice"
            rf"|triple)(?= the)"
        ),
    ),
    (
        Kind.SHARE,
        (
            rf"(?P<odd>(?<!\d)\d+(?: \d+)?[/⁄]\d+ ?(?:%|per ?cent))"
            rf"|(?P<parts>(?:\d+/\d+|(?:[Oo]ne[- ])?(?:half|third|quarter|fifth|eighth|tenth"
            rf"|twelfth|fifty-second))) of (?P<of_share>{SHARE})"
            rf"|(?P<share>{SHARE})"
        ),
    ),
    (
        Kind.MONEY,
        (
            rf"(?P<capitals>(?:{_MARK})?(?:\(?大写\)?:?)?(?:{_CAPITALS}))"
            rf"(?:[(:,为即\s]*(?:小写)?[):\s]*(?P<same>{_MARK}\s*{RUN}(?:元)?))?"
            rf"|(?:{_MARK}[\s:(]*(?:小写\)?:?)?)+(?P<marked>{RUN}"
            rf"|{BLANK})(?:\s*(?P<scale>{_SCALE}))?(?:{_YUAN})?"
            rf"(?:\s*[(,:]?\(?大写\)?[:]?\s*(?:人民币)?(?P<then>{_CAPITALS}))?"
            rf"|(?P<bare>{RUN}|{BLANK})(?:\s*(?P<bare_scale>{_SCALE}))?\s*(?:余"
            rf"|多)?(?P<named>{_YUAN}"
            rf"|{_NAMED})"
            rf"(?:\s*[(,]\(?大写\)?[:]?\s*(?:人民币)?(?P<again>{_CAPITALS}))?"
        ),
    ),
    (
        Kind.SPAN,
        (
            rf"(?<!第)(?P<span>{NUMBER}"
            rf"|半)(?:\s*\((?:{RUN})\))?(?P<span_unit>{_SPAN_UNIT})(?P<half>半)?"
        ),
    ),
    (
        Kind.COUNT,
        (
            rf"(?<!第)(?<!最后)(?P<count>{RUN}|{HAN}{{1,4}}|{BLANK})个?(?P<count_unit>期(?!限|间|满"
            rf"|末)|次(?!性))"
            rf"|(?P<count_en>{RUN}|{ENGLISH_NUMBER})(?: \({RUN}\))?(?: equal| consecutive| monthly"
            rf"| weekly| biweekly"
            r"| fortnightly)* (?P<count_unit_en>instal?lments?|payments?)\b"
        ),
    ),
)
WRITTEN = words_of("|".join(f"(?P<k{i}>{p})" for i, (_, p) in enumerate(PATTERNS)))
_EXACTLY = words_of(BLANK)


def number(text: str) -> Decimal:
    """Read a number; a place left blank is refused with "blank".

    Raises:
        ValueError: why it has no value, in one phrase.
    """
    stripped = text.strip()
    if _EXACTLY.fullmatch(stripped):
        raise ValueError("blank")
    try:
        return decimal_of(stripped)
    except ValueError:
        raise ValueError(f"no single reading of {stripped}") from None
