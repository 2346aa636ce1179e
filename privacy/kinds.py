"""The kinds of personal data: wording, class, level, and how a kind is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.text import Text
from privacy.model import Label, Level, Sensitivity


@dataclass(frozen=True, slots=True)
class Basis:
    """A text that says how a kind is to be treated.

    Args:
        citation: how people name it.
        since: in force from that day.
        until: the first day it is no longer in force, if any.
        source: where it was read; what was not read is named as such.
        verified: whether its words were read at the source.
    """

    citation: str
    since: date
    until: date | None
    source: str
    verified: bool


BASES: tuple[Basis, ...] = (
    Basis(
        citation="《个人信息保护法》第二十八条",
        since=date(2021, 11, 1),
        until=None,
        source="LawRefBook/Laws@2f4c5c23716267af9dbebbbbd6cbbf732b101981",
        verified=True,
    ),
    Basis(
        citation="GB/T 45574-2025",
        since=date(2025, 11, 1),
        until=None,
        source="notes of law firms; the standard itself was not read",
        verified=False,
    ),
    Basis(
        citation="JR/T 0171-2020",
        since=date(2020, 2, 13),
        until=None,
        source="secondary descriptions; the standard itself was not read",
        verified=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data.

    Args:
        label: its name in the interface.
        wording: its name for people.
        sensitivity: its class in the sense of PIPL article 28. A bare identity number is
            general: GB/T 45574-2025 counts a picture of the card, not its number, as sensitive.
        level: its level by JR/T 0171-2020.
        free_text: runs of words, of which a part may be something else; the rest stays found.
    """

    label: Label
    wording: Text
    sensitivity: Sensitivity
    level: Level
    free_text: bool = False


_GENERAL = Sensitivity.GENERAL
_ACCOUNT = Sensitivity.FINANCIAL_ACCOUNT

KINDS: tuple[Kind, ...] = (
    Kind(Label.PERSON, Text("姓名", "name"), _GENERAL, Level.C2),
    Kind(Label.ADDRESS, Text("住址", "address"), _GENERAL, Level.C2, free_text=True),
    Kind(Label.PHONE, Text("电话号码", "phone number"), _GENERAL, Level.C2),
    Kind(Label.EMAIL, Text("电子邮箱", "e-mail address"), _GENERAL, Level.C2),
    Kind(Label.ID_CARD, Text("居民身份证号码", "resident identity number"), _GENERAL, Level.C2),
    Kind(Label.PASSPORT, Text("护照号码", "passport number"), _GENERAL, Level.C2),
    Kind(
        Label.HKMO_PERMIT,
        Text("港澳居民证件号码", "permit number of a Hong Kong or Macao resident"),
        _GENERAL,
        Level.C2,
    ),
    Kind(
        Label.TW_PERMIT,
        Text("台湾居民证件号码", "permit number of a Taiwan resident"),
        _GENERAL,
        Level.C2,
    ),
    Kind(
        Label.FOREIGN_PR_ID,
        Text("外国人永久居留身份证号码", "foreign permanent resident number"),
        _GENERAL,
        Level.C2,
    ),
    Kind(Label.BANK_CARD, Text("银行卡号", "bank card number"), _ACCOUNT, Level.C2),
    Kind(
        Label.USCC,
        Text("统一社会信用代码", "unified social credit code"),
        Sensitivity.ORGANISATION,
        Level.C1,
    ),
    Kind(Label.PLATE, Text("车牌号码", "number plate"), _GENERAL, Level.C2),
    Kind(Label.VIN, Text("车辆识别代号", "vehicle identification number"), _GENERAL, Level.C2),
    Kind(Label.IMEI, Text("手机设备号", "device number (IMEI)"), _GENERAL, Level.C2),
    Kind(Label.MAC, Text("网卡地址", "network card address"), _GENERAL, Level.C2),
    Kind(Label.IP, Text("网络地址", "network address"), _GENERAL, Level.C2),
    Kind(Label.WECHAT, Text("微信号", "WeChat name"), _GENERAL, Level.C2),
    Kind(Label.QQ, Text("QQ号码", "QQ number"), _GENERAL, Level.C2),
    Kind(Label.ALIPAY, Text("支付宝账号", "Alipay account"), _ACCOUNT, Level.C2),
    Kind(Label.IBAN, Text("国际银行账号", "international bank account number"), _ACCOUNT, Level.C2),
    Kind(Label.US_SSN, Text("美国社会保障号码", "US social security number"), _GENERAL, Level.C2),
    Kind(Label.LOCATION, Text("所在位置", "whereabouts"), Sensitivity.LOCATION_TRAIL, Level.C2),
    Kind(Label.CARD_SECRET, Text("密码或验证码", "password or code"), _ACCOUNT, Level.C3),
    Kind(Label.BIRTH_DATE, Text("出生日期", "date of birth"), _GENERAL, Level.C2),
    Kind(Label.EMPLOYER, Text("工作单位", "employer"), _GENERAL, Level.C2, free_text=True),
)

_BY_LABEL: dict[Label, Kind] = {row.label: row for row in KINDS}


def kind(label: Label) -> Kind:
    """Return the row of a label."""
    return _BY_LABEL[label]
