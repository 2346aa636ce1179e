"""May this data be used, for this purpose, at this instant? Pure answers, each with its reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from consent.model import Basis, Code, Grant, Permitted, Purpose, Refused
from core.text import Text


def permission(
    purpose: Purpose | None,
    categories: Iterable[str] | Mapping[str, datetime],
    grants: Iterable[Grant],
    at: datetime,
    use: UUID | None = None,
) -> Permitted | Refused:
    """Say whether data of these categories may be used for a purpose at that instant, and why.

    Args:
        purpose: the purpose bound; None when none is.
        categories: the data that is wanted; a mapping also says when each came to be.
        grants: the subject's grants to this recipient, of any purpose and state.
        at: the instant of use; states are computed from it, never from a job's last run.
        use: the application the data is wanted for; None asks whether a grant stands at all.

    Returns:
        The basis that holds, or the code of the first reason it does not.
    """
    answer = partial_permission(purpose, categories, grants, at, use)
    if isinstance(answer, Permitted) and answer.masked:
        return Refused(answer.purpose, Code.NO_GRANT)
    return answer


def partial_permission(
    purpose: Purpose | None,
    categories: Iterable[str] | Mapping[str, datetime],
    grants: Iterable[Grant],
    at: datetime,
    use: UUID | None = None,
) -> Permitted | Refused:
    """Answer as `permission` does, but a grant of a part permits that part.

    Returns:
        As `permission`; `masked` names the categories that the best grant leaves out.
    """
    wanted, dated = set(categories), _oldest(categories)
    if purpose is None or not wanted <= set(purpose.categories):
        return Refused(purpose.code if purpose else "", Code.NO_PURPOSE)
    if not purpose.needs_grant:
        return Permitted(purpose.code, purpose.basis, None)
    candidates = [grant for grant in grants if grant.purpose == purpose.code]
    if not candidates:
        return Refused(purpose.code, Code.NO_GRANT)
    ordered = sorted(candidates, key=lambda grant: grant.granted_at, reverse=True)
    ordered.sort(key=lambda grant: len(wanted - set(grant.categories)))  # who covers most
    ordered.sort(key=lambda grant: use not in grant.used_for)  # one use is counted once
    for grant in ordered:
        if standing(purpose, grant, at, use, dated) is None and wanted & set(grant.categories):
            left_out = tuple(sorted(wanted - set(grant.categories)))
            return Permitted(purpose.code, purpose.basis, grant.id, left_out)
    code = standing(purpose, ordered[0], at, use, dated)
    return Refused(purpose.code, code or Code.NO_GRANT)


def within_limit(
    purpose: Purpose | None, answer: Permitted | Refused, *, restricted: bool
) -> Permitted | Refused:
    """Return an answer as it is once the person had the use of their data restricted.

    What rests on a legal duty goes on; what rests on contract or consent does not. The policies of
    the gated tables say the same (`migrations.policies.gate_by_limit`).

    Source:
        PIPL 44; GDPR 18(2), which leaves more room: this is the stricter for the lender.
    """
    if not restricted or purpose is None or isinstance(answer, Refused):
        return answer
    if purpose.basis is Basis.LEGAL_DUTY:
        return answer
    return Refused(purpose.code, Code.RESTRICTED)


def standing(
    purpose: Purpose,
    grant: Grant,
    at: datetime,
    use: UUID | None = None,
    dated: datetime | None = None,
) -> Code | None:
    """Return why a grant does not hold at that instant, or None when it does.

    The policies of the gated tables say the same in the database: `migrations.policies`.
    """
    stale = grant.stale_at is not None and not served_before(grant, use, grant.stale_at)
    old = dated is not None and _out_of_range(grant, dated, at)
    over = use is not None and not has_use_for(grant, use, at)
    checks = (
        (grant.withdrawn_at is not None, Code.WITHDRAWN),
        (not grant.valid_from <= at < grant.valid_until, Code.EXPIRED),
        (purpose.alone and not grant.separate, Code.NEEDS_SEPARATE),
        (stale, Code.STALE),
        (grant.paused_at is not None, Code.PAUSED),
        (old, Code.OUT_OF_RANGE),
        (over, Code.OVER_USE),
    )
    return next((code for fails, code in checks if fails), None)


def _oldest(categories: Iterable[str] | Mapping[str, datetime]) -> datetime | None:
    if not isinstance(categories, Mapping):
        return None
    return min(cast("Mapping[str, datetime]", categories).values(), default=None)


def _out_of_range(grant: Grant, dated: datetime, at: datetime) -> bool:
    if grant.look_back_days is None:
        return False
    return dated < at - timedelta(days=grant.look_back_days)


def served_before(grant: Grant, use: UUID | None, at: datetime) -> bool:
    """Say whether a grant served an application already at an instant.

    An application that was counted goes on under what was agreed to: taking back, and asking anew,
    undo nothing that was done before (PIPL 14 and 15).
    """
    uses = zip(grant.used_for, grant.used_at, strict=True)
    return any(one == use and since < at for one, since in uses)


def has_use_for(grant: Grant, use: UUID, at: datetime) -> bool:
    """Say whether a grant serves an application already, or may still be used for it."""
    if use in grant.used_for:
        return True
    if grant.use_limit is not None and len(grant.used_for) >= grant.use_limit:
        return False
    if grant.frequency_uses is None or grant.frequency_days is None:
        return True
    since = at - timedelta(days=grant.frequency_days)
    return sum(one > since for one in grant.used_at) < grant.frequency_uses


def bundling(purposes: Sequence[Purpose]) -> Refused | None:
    """Refuse one yes to several purposes when one of them must be asked for by itself.

    Source:
        PIPL 29; Network Data Security Management Regulation 62(7).
    """
    if len(purposes) > 1:
        for purpose in purposes:
            if purpose.alone:
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
    limits_zh, limits_en = _limits(purpose)
    told = Text(
        zh=(
            f"{lender.zh}{opening.zh}您的{categories.zh}，用于“{purpose.name.zh}”。{purpose.plain.zh}"
            f"信息提供给：{purpose.recipient.zh}。{limits_zh}最长保存 {life.zh}。"
            f"{purpose.consequence.zh}"
        ),
        en=(
            f"{lender.en} {opening.en} your {categories.en} for “{purpose.name.en}”. "
            f"{purpose.plain.en} It goes to: {purpose.recipient.en}. {limits_en}It is kept for at"
            f" most {life.en}. {purpose.consequence.en}"
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


def _limits(purpose: Purpose) -> tuple[str, str]:
    """Return how often and how far back in both languages, empty where it is not limited."""
    zh, en = "", ""
    if purpose.look_back_days is not None:
        far = _life(purpose.look_back_days)
        zh += f"只用最近 {far.zh}的信息。"
        en += f"Nothing older than {far.en} is used. "
    if purpose.frequency is not None:
        often, span = purpose.frequency.uses, _life(purpose.frequency.days)
        zh += f"每 {span.zh}最多使用 {often} 次。"
        en += f"It is used at most {often} time{'' if often == 1 else 's'} in {span.en}. "
    return zh, en


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


def terms_hash(purpose: Purpose) -> str:
    """Return the SHA-256 of what a yes is given to: a change of it asks for a new yes.

    Source:
        PIPL 14: new consent where purpose, manner or kind of data change; 23: where the recipient
        does; 19 and NDR 22: where the time it is kept does.
    """
    often = purpose.frequency
    terms = {
        "purpose": purpose.code,
        "categories": sorted(purpose.categories),
        "recipient": {"en": purpose.recipient.en, "zh": purpose.recipient.zh},
        "manner": {
            "basis": purpose.basis.value,
            "separate": purpose.separate_consent,
            "written": purpose.written_consent,
            "use_limit": purpose.use_limit,
            "frequency": None if often is None else [often.uses, often.days],
            "look_back_days": purpose.look_back_days,
        },
        "data_life_days": purpose.data_life_days,
    }
    canonical = json.dumps(terms, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
