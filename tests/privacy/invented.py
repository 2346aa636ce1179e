"""Invented people with well-formed identifiers, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from privacy import rules
from privacy.model import Label

REGIONS = ("110101", "310115", "330106", "440308", "510107", "620102", "650102", "371302")
BINS = ("622202", "621700", "622848", "625912", "436742", "408812", "552599", "356833")
SURNAMES = (
    "赵",
    "钱",
    "孙",
    "李",
    "周",
    "吴",
    "郑",
    "王",
    "欧阳",
    "诸葛",
    "上官",
    "司马",
    "冯",
    "陈",
)
GIVEN = (
    "伟",
    "芳",
    "娜",
    "秀英",
    "敏",
    "静",
    "志强",
    "磊",
    "洋",
    "建国",
    "思远",
    "雨桐",
    "浩然",
    "梓涵",
)
ROADS = ("建国路", "人民东路", "中山大道", "解放街", "学院路", "科技南十二路")
CITIES = ("北京市朝阳区", "广东省深圳市南山区", "浙江省杭州市西湖区", "四川省成都市武侯区")


@dataclass(frozen=True)
class Invented:
    name: str
    resident_id: str
    mobile: str
    card: str
    email: str
    address: str


def person(rng: random.Random) -> Invented:
    return Invented(
        name=rng.choice(SURNAMES) + rng.choice(GIVEN),
        resident_id=resident_id(rng),
        mobile=f"1{rng.randint(3, 9)}{rng.randint(0, 10**9 - 1):09}",
        card=card(rng),
        email=f"u{rng.randint(1, 10**6)}.{rng.choice('abcxyz')}@example.com",
        address=f"{rng.choice(CITIES)}{rng.choice(ROADS)}{rng.randint(1, 999)}号"
        f"{rng.randint(1, 30)}栋{rng.randint(101, 2999)}室",
    )


def resident_id(rng: random.Random) -> str:
    born = date(1950, 1, 1) + timedelta(days=rng.randint(0, 20_000))
    first17 = f"{rng.choice(REGIONS)}{born:%Y%m%d}{rng.randint(0, 999):03}"
    return first17 + rules.resident_check(first17)


def card(rng: random.Random) -> str:
    bin_ = rng.choice(BINS)
    length = 19 if bin_.startswith("62") and rng.random() < 0.5 else 16
    payload = bin_ + "".join(str(rng.randint(0, 9)) for _ in range(length - 7))
    return payload + rules.luhn_check(payload)


def in_fours(number: str) -> str:
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


TEMPLATES = (
    "借款人：{name}，身份证号：{id}，手机号码{phone}，现住{address}。",
    "本人{name}（身份证号码：{id}）同意将贷款划入卡号{card}的账户，联系邮箱是{email}。",
    "{name}先生来电反映扣款问题，回拨{phone}即可，邮件请发{email}谢谢。",
    "姓名：{name}\n证件号码：{id}\n联系电话：{phone}\n银行卡：{cards}\n住址：{address}\n",
    '{{"姓名": "{name}", "mobile": "{phone}", "card": "{card}", "email": "{email}"}}',
    "客户{phone}于2026年3月1日提交申请，订单号：20260301{serial}，金额12,500.00元，证件{id}。",
)
SILENT = (
    "订单号：202603011530001234，流水号 6222021234567894 已受理，合同编号：HT-2026-000123。",
    "客服热线400-820-8820，服务电话：95588，传真：010-66550000，金额 13812345678.00 元。",
    "系统版本 1.2.3.4 升级到v10.20.30.40，章节2.3.4.5见附件，日期2026-11-22 15:30:45。",
    "本合同项下年利率为15.40%，借款人应当按期还款，担保人承担连带责任，联系人信息以登记为准。",
    "Order No. 4111111111111111, invoice number 4012888888881881, release 10.0.26100.1 of 2026.",
    "甲方：某某消费金融有限公司，贷款人：示例银行股份有限公司，本金100000元分36期，每期3205.12元。",
)


@dataclass(frozen=True)
class Document:
    text: str
    gold: tuple[tuple[int, int, Label], ...]


def document(rng: random.Random) -> Document:
    """A lending text of three invented people, with the places of what is theirs."""
    pieces: list[str] = []
    gold: list[tuple[int, int, Label]] = []
    place = 0
    for _ in range(3):
        text, spans = _filled(rng)
        gold += [(place + start, place + end, label) for start, end, label in spans]
        pieces += (text, rng.choice(SILENT))
        place += len(pieces[-2]) + len(pieces[-1])
    return Document("".join(pieces), tuple(gold))


def _filled(rng: random.Random) -> tuple[str, list[tuple[int, int, Label]]]:
    who = person(rng)
    values = {
        "name": (who.name, Label.PERSON),
        "id": (who.resident_id, Label.ID_CARD),
        "phone": (who.mobile, Label.PHONE),
        "card": (who.card, Label.BANK_CARD),
        "cards": (in_fours(who.card), Label.BANK_CARD),
        "email": (who.email, Label.EMAIL),
        "address": (who.address, Label.ADDRESS),
    }
    template = rng.choice(TEMPLATES)
    plain = {name: value for name, (value, _) in values.items()}
    text = template.format(**plain, serial=f"{rng.randint(0, 10**10):010}")
    gold = [
        (text.index(value), text.index(value) + len(value), label)
        for name, (value, label) in values.items()
        if f"{{{name}}}" in template
    ]
    return text, sorted(gold)
