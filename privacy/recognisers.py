"""Numbers that carry their meaning in themselves: one row for each shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from privacy import judges, words
from privacy.model import Evidence, Label

# Python's \b does not help here: Han characters are word characters to it, so a number in
# Chinese prose has no boundary. Patterns begin with a character class, which the engine can
# look for quickly, and only then look back over it.
_FREE = r"(?<![0-9A-Za-z].)(?<![0-9][.\-_].)"
_END = r"(?![0-9A-Za-z])(?![.\-_][0-9])"


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One shape of number and what speaks for or against it.

    Args:
        name: stands in the span, so that people can ask why.
        label: what it would be.
        pattern: the shape; the whole match is the span.
        judge: what the value itself says, without separators; None means "not this".
        words: said shortly before, they name the number.
        never: said right before, they name something else.
        needs: a text without this piece is not searched.
        stands: the value holds against `never` when its check digit and structure are right.
    """

    name: str
    label: Label
    pattern: re.Pattern[str]
    judge: Callable[[str], frozenset[Evidence] | None]
    words: re.Pattern[str]
    never: re.Pattern[str]
    needs: str = ""
    stands: bool = False


_PROVINCE_SIGNS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

RECOGNISERS: tuple[Recogniser, ...] = (
    Recogniser(
        "cn_resident_id",
        Label.ID_CARD,
        re.compile(
            rf"[0-9]{_FREE}(?:[0-9]{{5}}([ -]?)[0-9]{{8}}\1[0-9]{{3}}[0-9Xx]|[0-9]{{14}}){_END}"
        ),
        judges.resident,
        words.RESIDENT_ID,
        words.SERIAL,
        stands=True,
    ),
    Recogniser(
        "cn_hkmo_residence_permit",
        Label.HKMO_PERMIT,
        re.compile(rf"8{_FREE}[12]0000[0-9]{{11}}[0-9Xx]{_END}"),
        judges.permit,
        words.words("居住证", "证件", "身份", "permit"),
        words.SERIAL,
        stands=True,
    ),
    Recogniser(
        "cn_tw_residence_permit",
        Label.TW_PERMIT,
        re.compile(rf"8{_FREE}30000[0-9]{{11}}[0-9Xx]{_END}"),
        judges.permit,
        words.words("居住证", "证件", "身份", "permit"),
        words.SERIAL,
        stands=True,
    ),
    Recogniser(
        "cn_foreign_resident_id",
        Label.FOREIGN_PR_ID,
        re.compile(rf"9{_FREE}[0-9]{{16}}[0-9Xx]{_END}"),
        judges.foreign_resident,
        words.words("永久居留", "permanent resident"),
        words.SERIAL,
        stands=True,
    ),
    Recogniser(
        "cn_foreign_resident_id_old",
        Label.FOREIGN_PR_ID,
        re.compile(rf"[A-Z]{_FREE}[A-Z]{{2}}[0-9]{{12}}{_END}"),
        judges.foreign_resident_old,
        words.words("永久居留", "permanent resident"),
        words.SERIAL,
    ),
    Recogniser(
        "hkmo_travel_permit",
        Label.HKMO_PERMIT,
        re.compile(rf"[HM]{_FREE}[0-9]{{8}}(?:[0-9]{{2}})?{_END}"),
        judges.words_must_say_it,
        words.words("通行证", "回乡证", "港澳", "travel permit"),
        words.SERIAL,
    ),
    Recogniser(
        "tw_travel_permit",
        Label.TW_PERMIT,
        re.compile(rf"[0-9]{_FREE}[0-9]{{7}}{_END}"),
        judges.words_must_say_it,
        words.words("台胞证", "台湾居民来往", "台湾居民.{0,6}通行证"),
        words.SERIAL,
    ),
    Recogniser(
        "cn_passport",
        Label.PASSPORT,
        re.compile(rf"[EGDSPKeg]{_FREE}(?:[0-9]{{8}}|[A-HJ-NP-Z][0-9]{{7}}){_END}"),
        judges.words_must_say_it,
        words.words("护照", "passport"),
        words.SERIAL,
    ),
    Recogniser(
        "cn_mobile",
        Label.PHONE,
        re.compile(
            rf"[+018]{_FREE}(?:(?<=\+)86[ -]?1|(?<=0)086[ -]?1|(?<=8)6[ -]?1|(?<=1))"
            rf"[3-9][0-9](?:[0-9]{{8}}|([ -])[0-9]{{4}}\1[0-9]{{4}}){_END}"
        ),
        judges.mobile,
        words.PHONE,
        words.SERIAL_OR_HOTLINE,
    ),
    Recogniser(
        "cn_landline",
        Label.PHONE,
        re.compile(
            rf"[0(（]{_FREE}(?:(?<=0)|0)[1-9][0-9]{{1,2}}[-)） ]{{1,2}}"
            rf"[2-8][0-9]{{6,7}}(?:-[0-9]{{1,5}})?{_END}"
        ),
        judges.shape_says_it,
        words.PHONE,
        words.SERIAL_OR_HOTLINE,
    ),
    Recogniser(
        "us_phone",
        Label.PHONE,
        re.compile(
            rf"[+(2-9]{_FREE}(?:(?<=\+)1[ .-]?\(?[2-9]|(?<=\()[2-9]|(?<=[2-9]))[0-9]{{2}}"
            rf"\)?[ .-]{{1,2}}[2-9][0-9]{{2}}[ .-][0-9]{{4}}{_END}"
        ),
        judges.phone_us,
        words.PHONE,
        words.SERIAL_OR_HOTLINE,
    ),
    Recogniser(
        "international_phone",
        Label.PHONE,
        re.compile(rf"\+[1-9][0-9]{{0,2}}(?:[ -]?[0-9]{{2,4}}){{2,5}}{_END}"),
        judges.phone_abroad,
        words.PHONE,
        words.SERIAL_OR_HOTLINE,
        needs="+",
    ),
    Recogniser(
        "bank_card",
        Label.BANK_CARD,
        re.compile(rf"[1-9]{_FREE}[0-9]{{12,18}}{_END}"),
        judges.card,
        words.CARD,
        words.SERIAL_OR_WALLET,
    ),
    Recogniser(
        "bank_card_in_groups",
        Label.BANK_CARD,
        re.compile(
            rf"[1-9]{_FREE}[0-9]{{3}}([ -])[0-9]{{4}}\1[0-9]{{4}}(?:\1[0-9]{{1,4}}){{1,2}}{_END}"
        ),
        judges.grouped_card,
        words.CARD,
        words.SERIAL_OR_WALLET,
    ),
    Recogniser(
        "uscc",
        Label.USCC,
        re.compile(rf"[1-9ANY]{_FREE}[0-9A-HJ-NPQRTUWXY][0-9]{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}{_END}"),
        judges.uscc,
        words.words("信用代码", "纳税人识别号", "税号", "credit code", "USCC"),
        words.SERIAL,
        stands=True,
    ),
    Recogniser(
        "cn_plate",
        Label.PLATE,
        re.compile(
            rf"[{_PROVINCE_SIGNS}][A-HJ-NP-Z][·• ]?(?=[A-Z]{{0,5}}[0-9])"
            rf"(?:[DFABCEGHJK][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[DFABCEGHJK]|[A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳]){_END}"
        ),
        judges.shape_says_it,
        words.words("车牌", "号牌"),
        words.SERIAL,
    ),
    Recogniser(
        "vin",
        Label.VIN,
        re.compile(rf"[A-HJ-NPR-Z0-9]{_FREE}[A-HJ-NPR-Z0-9]{{16}}{_END}"),
        judges.vin,
        words.words("车架号", "车辆识别", r"\bVIN\b"),
        words.SERIAL,
    ),
    Recogniser(
        "imei",
        Label.IMEI,
        re.compile(rf"[0-9]{_FREE}[0-9]{{14}}{_END}"),
        judges.imei,
        words.words("IMEI", "串号", "设备号"),
        words.SERIAL,
    ),
    Recogniser(
        "mac",
        Label.MAC,
        re.compile(
            rf"[0-9A-Fa-f]{_FREE}[0-9A-Fa-f](?:([:-])[0-9A-Fa-f]{{2}})(?:\1[0-9A-Fa-f]{{2}}){{4}}(?![0-9A-Za-z:])"
        ),
        judges.shape_says_it,
        words.words("MAC", "网卡"),
        words.SERIAL,
    ),
    Recogniser(
        "ipv4",
        Label.IP,
        re.compile(
            rf"[0-9]{_FREE}(?<![A-Za-z]/.)[0-9]{{0,2}}(?:\.[0-9]{{1,3}}){{3}}(?![0-9A-Za-z])(?!\.[0-9])"
        ),
        judges.ipv4,
        words.words(r"\bIP", "地址", "登录", "client", "host", "address"),
        words.VERSION,
        needs=".",
    ),
    Recogniser(
        "ipv6",
        Label.IP,
        re.compile(
            r"[0-9A-Fa-f](?<![0-9A-Za-z:.].)[0-9A-Fa-f]{0,3}(?::{1,2}[0-9A-Fa-f]{1,4}){2,7}(?![0-9A-Za-z:])"
        ),
        judges.ipv6,
        words.words(r"\bIP"),
        words.SERIAL,
        needs=":",
    ),
    Recogniser(
        "iban",
        Label.IBAN,
        re.compile(
            rf"[A-Z]{_FREE}[A-Z][0-9]{{2}}"
            rf"(?:[A-Z0-9]{{11,30}}|(?: [A-Z0-9]{{4}}){{2,7}}(?: [A-Z0-9]{{1,3}})?){_END}"
        ),
        judges.iban,
        words.words("IBAN"),
        words.SERIAL,
    ),
    Recogniser(
        "us_ssn",
        Label.US_SSN,
        re.compile(rf"[0-9]{_FREE}[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}}{_END}"),
        judges.ssn,
        words.words("SSN", "social security"),
        words.SERIAL,
        needs="-",
    ),
    Recogniser(
        "email",
        Label.EMAIL,
        re.compile(
            r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,127}+@(?:[A-Za-z0-9\-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])"
        ),
        judges.shape_says_it,
        words.words("邮箱", "邮件", "e-?mail"),
        words.NOTHING,
        needs="@",
    ),
    Recogniser(
        "coordinates",
        Label.LOCATION,
        re.compile(
            rf"[0-9]{_FREE}[0-9]{{0,2}}\.[0-9]{{4,12}}[,，] ?-?[0-9]{{1,3}}\.[0-9]{{4,12}}(?![0-9])"
        ),
        judges.shape_says_it,
        words.words("经纬度", "坐标", "位置", "GPS", "location"),
        words.SERIAL,
        needs=".",
    ),
)
