"""May this data be used, for this purpose, at this instant? Pure answers, each with its reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from consent.model import Code, Grant, Permitted, Purpose, Refused
from core.text import Text


def permission(
    purpose: Purpose | None,
    categories: Iterable[str],
    grants: Iterable[Grant],
    at: datetime,
    use: UUID | None = None,
) -> Permitted | Refused:
    """Say whether data of these categories may be used for a purpose at that instant, and why.

    Args:
        purpose: the purpose bound; None when none is.
        categories: the data that is wanted.
        grants: the subject's grants to this recipient, of any purpose and state.
        at: the instant of use; states are computed from it, never from a job's last run.
        use: the application the data is wanted for; None asks whether a grant stands at all.

    Returns:
        The basis that holds, or the code of the first reason it does not.
    """
    wanted = set(categories)
    if purpose is None or not wanted <= set(purpose.categories):
        return Refused(purpose.code if purpose else "", Code.NO_PURPOSE)
    if not purpose.needs_grant:
        return Permitted(purpose.code, purpose.basis, None)
    candidates = [grant for grant in grants if grant.purpose == purpose.code]
    if not candidates:
        return Refused(purpose.code, Code.NO_GRANT)
    newest_first = sorted(candidates, key=lambda grant: grant.granted_at, reverse=True)
    newest_first.sort(key=lambda grant: use not in grant.used_for)  # one use is counted once
    for grant in newest_first:
        if standing(grant, at, wanted, use) is None:
            return Permitted(purpose.code, purpose.basis, grant.id)
    code = standing(newest_first[0], at, wanted, use)
    return Refused(purpose.code, code or Code.NO_GRANT)


def standing(grant: Grant, at: datetime, wanted: set[str], use: UUID | None = None) -> Code | None:
    """Return why a grant does not hold at that instant, or None when it does."""
    if grant.withdrawn_at is not None:
        return Code.WITHDRAWN
    if not grant.valid_from <= at < grant.valid_until:
        return Code.EXPIRED
    if not wanted <= set(grant.categories):
        return Code.NO_GRANT
    return None if use is None or has_use_for(grant, use) else Code.OVER_USE


def has_use_for(grant: Grant, use: UUID) -> bool:
    """Say whether a grant serves an application already, or may still be used for it."""
    if grant.use_limit is None or use in grant.used_for:
        return True
    return len(grant.used_for) < grant.use_limit


def bundling(purposes: Sequence[Purpose]) -> Refused | None:
    """Refuse one yes to several purposes when one of them must be asked for by itself.

    Source:
        PIPL 29; Network Data Security Management Regulation 62(7).
    """
    if len(purposes) > 1:
        for purpose in purposes:
            if purpose.separate_consent or purpose.written_consent:
                return Refused(purpose.code, Code.NEEDS_SEPARATE)
    return None


def notice_text(purpose: Purpose, categories: Text, lender: Text) -> Text:
    """Return what a person is told: who, what for, which data, how long, and how to end it.

    Args:
        purpose: the purpose asked for.
        categories: the names of its categories, joined for reading.
        lender: who asks.

    Source:
        PIPL 17 (what a notice must say), 23 (recipients by name), 30 (sensitive data).
    """
    life, opening = _life(purpose.data_life_days), _OPENING[purpose.needs_grant]
    told = Text(
        zh=(
            f"{lender.zh}{opening.zh}您的{categories.zh}，用于“{purpose.name.zh}”。{purpose.plain.zh}"
            f"信息提供给：{purpose.recipient.zh}。最长保存 {life.zh}。{purpose.consequence.zh}"
        ),
        en=(
            f"{lender.en} {opening.en} your {categories.en} for “{purpose.name.en}”. "
            f"{purpose.plain.en} It goes to: {purpose.recipient.en}. It is kept for at most "
            f"{life.en}. {purpose.consequence.en}"
        ),
    )
    # Of what rests on law or contract, the consequence says why it cannot be turned off.
    if not (purpose.needs_grant and purpose.revocable):
        return told
    return Text(f"{told.zh}{_TAKE_BACK.zh}", f"{told.en} {_TAKE_BACK.en}")


_OPENING = {True: Text("申请使用", "asks to use"), False: Text("使用", "uses")}
_TAKE_BACK = Text(
    "您可以随时在“我的数据”页面撤回，撤回和同意一样方便；撤回前已经完成的使用仍然有效。",
    "You can take this back at any time on the page “My data”, as easily as you gave it; what was"
    " done before stays valid.",
)


def _life(days: int) -> Text:
    years, rest = divmod(days, 365)
    if not years or rest:
        return Text(f"{days} 天", f"{days} day{'' if days == 1 else 's'}")
    return Text(f"{years} 年", f"{years} year{'' if years == 1 else 's'}")


def notice_hash(text: Text) -> str:
    """Return the SHA-256 of both wordings, as hex; what is shown and what is stored must agree."""
    canonical = json.dumps(
        {"en": text.en, "zh": text.zh}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
