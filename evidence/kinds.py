"""The kinds of facts: what each may hold, who may see it, how long its details are kept.

A row that has been used never changes: a new field means a new version beside the old one. How
long is the house's own rule, for the operator to lengthen where a law asks for more; the leaf and
its proof stay for ever, only the details go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.access import Access, Role
from core.errors import InvalidInput
from core.text import Text
from evidence import request_kinds
from evidence.delivery_kinds import ROWS as DELIVERY_ROWS
from evidence.model import Fact

_CASE = frozenset({Role.OFFICER, Role.COMPLIANCE})
_PEOPLE = frozenset({Role.COMPLIANCE, Role.ADMIN})
_OWN = frozenset({Role.BORROWER, Role.OFFICER, Role.COMPLIANCE})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact, in one version.

    Args:
        code: kind and version, such as "application.decided@1".
        title: what happened, as people read it.
        fields: the only names its payload may have.
        seen_by: the roles that may read its details; a borrower only those about themselves.
        kept_years: how long the details are kept after the fact.
    """

    code: str
    title: Text
    fields: frozenset[str]
    seen_by: frozenset[Role]
    kept_years: int


def _kind(
    code: str, title: Text, fields: str, seen_by: Iterable[Role] = _CASE, kept_years: int = 5
) -> Kind:
    return Kind(code, title, frozenset(fields.split()), frozenset(seen_by), kept_years)


KINDS: tuple[Kind, ...] = (
    # -- one application, from arriving to its answer
    _kind(
        "application.submitted@1",
        Text("收到一份申请", "An application arrived"),
        "channel product offer form_version amount_minor currency term_months contract_sha256 "
        "idempotency_key_sha256 version",
        _OWN,
    ),
    _kind(
        "cost_statement.read@1",
        Text("阅读了综合融资成本明示表", "The cost statement was read"),
        "sha256 shown_at read_at seconds_wanted apr_percent standard",
        _OWN,
    ),
    _kind(
        "application.decided@1",
        Text("申请有了结果", "An application was decided"),
        "action reasons rules policy scorecard points band fraud_band fraud_score names_result "
        "findings apr_percent standard amount_minor currency permissions version decided_by",
        _OWN,
    ),
    _kind(
        "application.paused@1",
        Text("申请暂停，等待您的许可", "An application waits for a permission"),
        "purpose code version",
        _OWN,
    ),
    _kind(
        "application.resumed@1",
        Text("申请继续办理", "An application goes on"),
        "purpose version",
        _OWN,
    ),
    _kind(
        "application.withdrawn@1",
        Text("申请人撤回了申请", "The applicant took the application back"),
        "reason version",
        _OWN,
    ),
    _kind(
        "review.requested@1",
        Text("要求由人来审核", "A person was asked to look at it"),
        "reason requested_by version",
        _OWN,
    ),
    _kind(
        "review.decided@1",
        Text("审核人作出了决定", "A person decided"),
        "action reasons machine_action note_sha256 override second_person version",
        _OWN,
    ),
    _kind(
        "review.decided@2",
        Text("审核人作出了决定", "A person decided"),
        "action reasons machine_action note_sha256 override second_person version apr_percent "
        "standard",
        _OWN,
    ),
    _kind(
        "contract.audited@1",
        Text("核对了一份合同", "A contract was checked"),
        "files findings severities rates stated_percent apr_percent standard rule_pack "
        "jurisdiction lender_type contract_date hidden_cost_minor currency",
    ),
    _kind(
        "fraud.alert@1",
        Text("出现欺诈信号", "A sign of fraud"),
        "rules score band event action",
    ),
    _kind(
        "names.matched@1",
        Text("姓名与名单相近", "A name resembles one on a list"),
        "lists best_score matches list_dates",
    ),
    # -- permission to use data
    _kind(
        "consent.granted@1",
        Text("您同意了一项用途", "A purpose was allowed"),
        "purpose purpose_version notice notice_sha256 basis categories recipient valid_from "
        "valid_until receipt channel language",
        _OWN,
    ),
    _kind(
        "consent.withdrawn@1",
        Text("您收回了一项同意", "A permission was taken back"),
        "purpose purpose_version grant requested_at effective_at scope channel epoch",
        _OWN,
    ),
    _kind(
        "consent.refused@1",
        Text("没有许可，因此未使用数据", "Data was not used: no permission"),
        "purpose code act",
        _OWN,
    ),
    _kind(
        "consent.paused@1",
        Text("您暂停了一项同意", "A permission rests for now"),
        "purpose grant requested_at effective_at channel",
        _OWN,
    ),
    _kind(
        "consent.resumed@1",
        Text("您恢复了一项同意", "A permission stands again"),
        "purpose grant requested_at effective_at channel",
        _OWN,
    ),
    _kind(
        "notice.changed@1",
        Text("一份告知的内容有实质变化", "What a notice tells has changed in substance"),
        "purpose version notice notice_sha256 terms_sha256 stale",
    ),
    _kind(
        "consent.receipt@1",
        Text("开具了授权回执", "A consent receipt was issued"),
        "receipt number previous_sha256",
        _OWN,
    ),
    # -- what people ask about their data
    *(_kind(*row, seen_by=_OWN) for row in request_kinds.ROWS),
    # -- who else gets data, and what each was told
    _kind(
        "recipient.changed@1",
        Text("调整了数据接收方", "Who receives data was changed"),
        "recipient state purposes key_id acknowledge_seconds delete_days",
        _PEOPLE,
    ),
    *(_kind(code, title, fields, _OWN) for code, title, fields in DELIVERY_ROWS),
    # -- people and what they may do
    _kind(
        "subject.registered@1",
        Text("登记了一位客户", "A customer was registered"),
        "channel reference",
        _OWN,
    ),
    _kind(
        "member.changed@1",
        Text("调整了人员的权限", "Somebody's rights were changed"),
        "member roles_before roles_after",
        _PEOPLE,
    ),
    _kind(
        "key.issued@1",
        Text("发放了接口密钥", "An API key was issued"),
        "key scopes expires_at",
        _PEOPLE,
    ),
    _kind(
        "key.revoked@1",
        Text("作废了接口密钥", "An API key was revoked"),
        "key reason",
        _PEOPLE,
    ),
    # -- what the house said and offered
    _kind(
        "notice.sent@1",
        Text("发出了一份通知", "A notice was sent"),
        "notice template template_version channel language sha256 reasons application",
        _OWN,
    ),
    _kind(
        "product.published@1",
        Text("发布了产品或条款", "A product or its terms were published"),
        "product version form_sha256 apr_percent standard valid_from",
    ),
    # -- what was found on a form, and what a lender's people made of it
    _kind(
        "finding.opened@1",
        Text("合同文本有一处发现", "Something was found on a form"),
        "product form_sha256 version finding severity",
        _PEOPLE,
    ),
    _kind(
        "finding.owned@1",
        Text("有人负责这处发现", "Somebody took a finding on"),
        "finding owner",
        _PEOPLE,
    ),
    _kind(
        "finding.owned@2",
        Text("这处发现交由一位同事负责", "A finding was given to somebody"),
        "finding owner given_by",
        _PEOPLE,
    ),
    _kind(
        "finding.asked@1",
        Text("有人请第二人签核", "A second person was asked to sign"),
        "finding state accepted_until reason_sha256 asked_by",
        _PEOPLE,
    ),
    _kind(
        "finding.answered@1",
        Text("第二人作了答复", "The second person answered"),
        "finding state accepted_until agreed asked_by answered_by",
        _PEOPLE,
    ),
    _kind(
        "law.text_attached@1",
        Text("附上了一条规则的原文", "The text of a rule was attached"),
        "law row_sha256 text_sha256 asked_by",
        _PEOPLE,
    ),
    _kind(
        "law.confirmed@1",
        Text("本机构两人确认了一条规则", "Two people of the lender confirmed a rule"),
        "law row_sha256 text_sha256 asked_by answered_by agreed",
        _PEOPLE,
    ),
    _kind(
        "loans.owed@1",
        Text("算出了应退给借款人的钱", "What is owed to borrowers was worked out"),
        "product loans affected owed_minor currency basis counted_until",
        _PEOPLE,
    ),
)

_BY_CODE = {kind.code: kind for kind in KINDS}
_CODE = re.compile(r"[a-z_]+\.[a-z_]+@[1-9][0-9]*\Z")


def kind_of(code: str) -> Kind:
    """Return the row of a kind.

    Raises:
        InvalidInput: there is none.
    """
    if code not in _BY_CODE:
        shown = code if _CODE.match(code) else "another text"
        raise InvalidInput("a kind of fact listed in evidence/kinds.py", shown)
    return _BY_CODE[code]


def may_see(code: str, access: Access) -> bool:
    """Say whether an actor's roles open the details of a kind; the machine's own open all."""
    row = _BY_CODE.get(code)
    return row is not None and bool(access.roles & (row.seen_by | {Role.SYSTEM}))


def check_fact(fact: Fact) -> Kind:
    """Return the row of a fact that keeps to it.

    Raises:
        InvalidInput: the kind is not listed, or the payload has a field that its row lacks.
    """
    kind = kind_of(fact.kind)
    strange = sorted(set(fact.payload) - kind.fields)
    if strange:
        raise InvalidInput(f"fields of {kind.code}", ", ".join(strange)[:200], "payload")
    return kind
