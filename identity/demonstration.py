"""The invented organisations and people of a demonstration; a row here is a person to enter as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from core.access import Role
from core.text import Text
from identity.model import OrganisationKind
from identity.provisioning import NewOrganisation
from identity.rules import DEMONSTRATION_DOMAIN


def _fixed(number: int) -> UUID:
    """Return the key of an invented organisation, the same in every demonstration."""
    return UUID(f"00000000-0000-7000-8000-0000000d{number:04x}")


HARBOUR: Final = _fixed(1)
MILLSTONE: Final = _fixed(2)
SWALLOW: Final = _fixed(3)
SUPERVISOR: Final = _fixed(9)

DEMO_ORGANISATIONS: tuple[NewOrganisation, ...] = (
    NewOrganisation(
        OrganisationKind.LENDER,
        Text("海港消费金融", "Harbour Consumer Finance"),
        "cn",
        lender_type="consumer_finance",
        territory=("CN-31",),
        id=HARBOUR,
    ),
    NewOrganisation(
        OrganisationKind.LENDER,
        Text("磨坊银行", "Millstone Bank"),
        "cn",
        lender_type="bank",
        territory=("CN-32",),
        id=MILLSTONE,
    ),
    NewOrganisation(
        OrganisationKind.LENDER,
        Text("飞燕小额贷款", "Swallow Microloans"),
        "cn",
        lender_type="microloan",
        territory=("CN-33",),
        id=SWALLOW,
    ),
    NewOrganisation(
        OrganisationKind.REGULATOR,
        Text("东海省金融监督管理局", "Donghai Provincial Financial Supervisor"),
        "cn",
        territory=("CN-31", "CN-32", "CN-33"),
        id=SUPERVISOR,
    ),
)


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Someone of the demonstration.

    Args:
        key: the part of their sign-in name before the @.
        name: how they are called.
        role: what they act as.
        organisation_id: for whom; None for a borrower.
        story: what there is to see as this person, in one sentence.
    """

    key: str
    name: Text
    role: Role
    organisation_id: UUID | None
    story: Text

    @property
    def sign_in(self) -> str:
        """The name they sign in with."""
        return f"{self.key}@{DEMONSTRATION_DOMAIN}"


DEMO_PEOPLE: tuple[InventedPerson, ...] = (
    InventedPerson(
        "wang-fang",
        Text("王芳", "Wang Fang"),
        Role.BORROWER,
        None,
        Text(
            "看一笔借款的真实成本，决定谁可以用她的资料。",
            "See what a loan really costs, and decide who may use her data.",
        ),
    ),
    InventedPerson(
        "li-jianguo",
        Text("李建国", "Li Jianguo"),
        Role.BORROWER,
        None,
        Text(
            "六十八岁，用大字版，一页只做一件事。",
            "Sixty-eight years old; reads in large type, one task a page.",
        ),
    ),
    InventedPerson(
        "chen-min",
        Text("陈敏", "Chen Min"),
        Role.OFFICER,
        HARBOUR,
        Text(
            "审批申请，需要人看的由她决定。", "Decides the applications that a person must look at."
        ),
    ),
    InventedPerson(
        "zhao-lei",
        Text("赵磊", "Zhao Lei"),
        Role.COMPLIANCE,
        HARBOUR,
        Text(
            "检查合同写的与真正要还的是否一致。",
            "Checks whether contracts say what is really paid.",
        ),
    ),
    InventedPerson(
        "sun-li",
        Text("孙丽", "Sun Li"),
        Role.ADMIN,
        HARBOUR,
        Text(
            "管理本机构的人员、产品和接口密钥。",
            "Looks after her institution's people, products and keys.",
        ),
    ),
    InventedPerson(
        "qian-jun",
        Text("钱军", "Qian Jun"),
        Role.OFFICER,
        MILLSTONE,
        Text(
            "另一家机构的审批人员，看不到海港的任何一行。",
            "Works for another lender, and sees not one row of Harbour's.",
        ),
    ),
    InventedPerson(
        "zhou-yan",
        Text("周燕", "Zhou Yan"),
        Role.COMPLIANCE,
        SWALLOW,
        Text("一家小额贷款公司的合规人员。", "Compliance at a microloan company."),
    ),
    InventedPerson(
        "wu-gang",
        Text("吴刚", "Wu Gang"),
        Role.SUPERVISOR,
        SUPERVISOR,
        Text(
            "实时看各机构的真实价格与风险，看不到任何个人。",
            "Watches price and risk across lenders live, without seeing a person.",
        ),
    ),
)
