"""One-time codes of an authenticator (RFC 6238): thirty seconds, six digits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pyotp import random_base32
from pyotp.exceptions import OTPVerificationError
from pyotp.totp import TOTP

ISSUER: Final = "Candor"
# A code stays good this long after its thirty seconds: the time it takes to type it.
# RFC 6238, 5.2 allows up to one whole step.
_TYPING: Final = timedelta(seconds=10)


def new_secret() -> str:
    """Return a fresh secret of 160 bits in base 32."""
    return random_base32()


def setup_address(secret: str, account: str) -> str:
    """Return the otpauth: address that an authenticator reads from a picture.

    Args:
        secret: in base 32.
        account: how the authenticator shows it; masked, since phones are looked at by others.
    """
    return TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def step_of_code(secret: str, code: str, at: datetime) -> int | None:
    """Return the thirty-second step a code belongs to; None when it is not good now.

    The caller stores the step and takes only a later one, so that no code counts twice.

    Source:
        RFC 6238, sections 4 and 5.2.
    """
    authenticator = TOTP(secret)
    digits = code.strip().replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    for instant in (at, at - _TYPING):
        try:
            return authenticator.verify_and_get_timecode(digits, for_time=instant)
        except OTPVerificationError:
            continue
    return None
