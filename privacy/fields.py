"""Values that a word in front of them names: addresses, secrets, accounts, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from privacy.model import Label


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of value behind its word and a sign: `住址：…`, `"name": "…"`, `pwd=…`.

    Args:
        name: stands in the span, so that people can ask why.
        label: what the value is.
        words: in lower case; a longer word that ends in one of them counts too (家庭住址).
        value: what may follow the sign; the whole match is the span.
    """

    name: str
    label: Label
    words: tuple[str, ...]
    value: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One kind of value known by the phrase it stands in.

    Args:
        name: stands in the span.
        label: what the value is.
        pattern: its group `value` is the span.
        needs: at least one of these pieces must be in the text.
    """

    name: str
    label: Label
    pattern: re.Pattern[str]
    needs: tuple[str, ...]


def words(*groups: str) -> tuple[str, ...]:
    """Return the words of groups written with | between them."""
    return tuple(word for group in groups for word in group.split("|"))


def _field(name: str, label: Label, names: tuple[str, ...], value: str) -> Field:
    return Field(name, label, names, re.compile(value, re.IGNORECASE))


_ADDRESS_END = (
    r"(?=[，。；;！？\n\r\"'”|]|[ \t]{2}|$|[ \t,，]*(?:电话|手机|联系|身份证|邮编|姓名|邮箱"
    r"|phone|tel|email|zip))"
)
# A province, then at most forty characters to a road or village with a number, and what
# follows the number. Each step has an upper bound, so no text can make it slow.
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    "|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
)

PHRASES: tuple[Phrase, ...] = (
    Phrase(
        "address_by_road",
        Label.ADDRESS,
        re.compile(
            rf"(?P<value>(?:{_PROVINCES})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?"
            r"[\u4e00-\u9fff]{2,30}?(?:路|街|道|巷|弄|胡同|村|小区|花园|苑)[\u4e00-\u9fff]{0,4}"
            r"[0-9０-９]{1,5}(?:号|弄|巷|栋|幢|组)(?:[0-9A-Za-z\-]{0,6}[\u4e00-\u9fff]{0,6}?"
            r"(?:号楼|号|栋|幢|单元|室|楼|层|座)){0,4})"
        ),
        needs=("号", "弄", "巷", "栋", "幢", "组"),
    ),
)

FIELDS: tuple[Field, ...] = (
    _field(
        "address_field",
        Label.ADDRESS,
        words("住址|地址|住所|住所地|户籍所在地|居住地|address"),
        rf"[\u4e00-\u9fff0-9A-Za-z][^，。；;！？\n\r\"'”|]{{3,79}}?{_ADDRESS_END}",
    ),
    _field(
        "birth_date_field",
        Label.BIRTH_DATE,
        words(
            "出生日期|出生年月|出生年月日|生日|date of birth|birth date|birthdate|birth_date|dob"
        ),
        r"(?:19|20)[0-9]{2}(?:[-/.年][ ]?[0-9]{1,2}(?:[-/.月][ ]?[0-9]{1,2}日?)?|[0-9]{4})月?"
        r"|[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-](?:19|20)[0-9]{2}",
    ),
    _field(
        "employer_field",
        Label.EMPLOYER,
        words("工作单位|就职单位|任职单位|单位名称|所在单位|employer"),
        r"[\u4e00-\u9fffA-Za-z][^，。；;！？\n\r\"'”|：:]{2,39}",
    ),
    _field(
        "wechat_field",
        Label.WECHAT,
        words("微信|微信号|wechat|wechat id|weixin"),
        r"[A-Za-z][A-Za-z0-9_\-]{5,19}(?![A-Za-z0-9_@.\-])|1[3-9][0-9]{9}(?![0-9])",
    ),
    _field("qq_field", Label.QQ, words("qq|qq号|qq号码"), r"[1-9][0-9]{4,10}(?![0-9A-Za-z@])"),
    _field(
        "alipay_field",
        Label.ALIPAY,
        words("支付宝|支付宝账号|支付宝帐号|支付宝账户|支付宝号|alipay|alipay account|alipay id"),
        r"2088[0-9]{12}(?![0-9])|1[3-9][0-9]{9}(?![0-9])"
        r"|[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{3,80}",
    ),
    _field(
        "passport_field",
        Label.PASSPORT,
        words("护照|护照号|护照号码|passport|passport no|passport no.|passport number"),
        r"(?=[A-Z]{0,3}[0-9])[A-Z0-9]{6,9}(?![0-9A-Za-z])",
    ),
    _field(
        "resident_id_field",
        Label.ID_CARD,
        words(
            "身份证|身份证号|身份证号码|身份证件号码|证件号|证件号码",
            "id card|id card no|id card no.",
            "id card number|identity number|identity card number|id_no|idno",
        ),
        r"[1-9][0-9]{13,18}[0-9Xx]?(?![0-9A-Za-z])",
    ),
    _field(
        "landline_field",
        Label.PHONE,
        words("联系电话|家庭电话|办公电话|宅电|座机|电话|tel"),
        r"[2-8][0-9]{6,7}(?![0-9A-Za-z.\-])",
    ),
    _field(
        "secret_field",
        Label.CARD_SECRET,
        words("密码|口令|password|passwd|pwd|secret|pin|pin code"),
        r"[^\s，。；;,\"'“”&]{4,64}",
    ),
    _field(
        "card_code_field",
        Label.CARD_SECRET,
        words(
            "cvv|cvv2|cvc|cvc2|cvn|cvn2|安全码|验证码|校验码|动态码|动态密码|otp|verification code"
        ),
        r"[0-9]{3,8}(?![0-9])",
    ),
)
