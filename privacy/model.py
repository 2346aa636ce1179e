"""A span of personal data: where it stands, what it is, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a span is; the names of the public interface."""

    PERSON = "PERSON"
    ADDRESS = "ADDRESS"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ID_CARD = "ID_CARD"
    PASSPORT = "PASSPORT"
    HKMO_PERMIT = "HKMO_PERMIT"
    TW_PERMIT = "TW_PERMIT"
    FOREIGN_PR_ID = "FOREIGN_PR_ID"
    BANK_CARD = "BANK_CARD"
    USCC = "USCC"
    PLATE = "PLATE"
    VIN = "VIN"
    IMEI = "IMEI"
    MAC = "MAC"
    IP = "IP"
    WECHAT = "WECHAT"
    QQ = "QQ"
    ALIPAY = "ALIPAY"
    IBAN = "IBAN"
    US_SSN = "US_SSN"
    LOCATION = "LOCATION"
    CARD_SECRET = "CARD_SECRET"  # noqa: S105 - the name of a kind, not a secret
    BIRTH_DATE = "BIRTH_DATE"
    EMPLOYER = "EMPLOYER"


class Sensitivity(StrEnum):
    """The class of sensitive data a kind falls into, in the words of PIPL article 28."""

    GENERAL = "general"  # personal, not sensitive by itself
    FINANCIAL_ACCOUNT = "financial_account"  # 金融账户
    LOCATION_TRAIL = "location_trail"  # 行踪轨迹
    ORGANISATION = "organisation"  # tells of a company; of a person only through it


class Level(StrEnum):
    """The level of JR/T 0171-2020: what harm a leak of financial data does."""

    C3 = "C3"  # lets someone in: credentials
    C2 = "C2"  # tells who a person is, or how they stand
    C1 = "C1"  # for use inside the institution


class Evidence(StrEnum):
    """What speaks for a span."""

    STRUCTURE = "structure"  # region, birth date, issuer range or range of values fit
    NAMED = "named"  # a word shortly before says what it is
    CHECK_DIGIT = "check_digit"  # the check digit is right


# How sure we are, for each combination of evidence; the bare shape is the empty set. A check
# digit alone says little: one random number in ten or eleven has the right one.
SCORES: dict[frozenset[Evidence], float] = {
    frozenset({Evidence.STRUCTURE, Evidence.NAMED, Evidence.CHECK_DIGIT}): 0.99,
    frozenset({Evidence.STRUCTURE, Evidence.CHECK_DIGIT}): 0.95,
    frozenset({Evidence.NAMED, Evidence.CHECK_DIGIT}): 0.9,
    frozenset({Evidence.STRUCTURE, Evidence.NAMED}): 0.9,
    frozenset({Evidence.STRUCTURE}): 0.65,
    frozenset({Evidence.NAMED}): 0.7,
    frozenset({Evidence.CHECK_DIGIT}): 0.3,
    frozenset(): 0.2,
}


@dataclass(frozen=True, slots=True)
class Span:
    """One place in a text that tells something about a person.

    Args:
        start: where it begins, in code points (not bytes, not UTF-16 units).
        end: the code point after its last.
        label: what it is.
        score: how sure, from 0 to 1; see `SCORES`.
        recognizer: the row that found it.
        sensitivity: its class in the sense of PIPL article 28.
        evidence: what speaks for it.
    """

    start: int
    end: int
    label: Label
    score: float
    recognizer: str
    sensitivity: Sensitivity
    evidence: frozenset[Evidence] = frozenset()

    def as_dict(self) -> dict[str, str | int | float]:
        """Return the form of the public interface."""
        return {
            "start": self.start,
            "end": self.end,
            "label": self.label.value,
            "score": self.score,
            "recognizer": self.recognizer,
            "sensitivity": self.sensitivity.value,
        }
