"""Where each page lives, and which of them a visitor sees in the header."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from core.access import Role
from core.text import Text

FRONT = "/"
SIGN_IN = "/sign-in"
SIGN_IN_AS = "/sign-in/as"
CODE = "/sign-in/code"
SEND_CODE = "/sign-in/send-code"
MESSAGE_CODE = "/sign-in/message"
CHOOSE = "/sign-in/choose"
CONFIRM = "/confirm"
AUTHENTICATOR = "/authenticator"
NEW_PASSWORD = "/sign-in/new-password"  # noqa: S105  # a place, not a secret
ACCOUNT = "/account"
PASSWORD = "/account/password"  # noqa: S105  # a place, not a secret
SIGN_OUT_EVERYWHERE = "/account/sign-out-everywhere"
SIGN_OUT = "/sign-out"
REGISTER = "/register"
MY_DATA = "/my-data"
RECEIPTS = "/my-data/receipts"
TOLD = "/my-data/told"
VERIFY_RECEIPT = "/verify-receipt"
MY_RIGHTS = "/my-rights"
HELPERS = "/my-helpers"
HELPING = "/helping"
REQUESTS = "/requests"
ASK_FOR_SOMEONE = "/ask-for-someone"
TRUE_COST = "/true-cost"
CALCULATOR = "/true-cost/calculator"
CHECK = "/check"
APPLY = "/apply"
TOGETHER = "/apply/together"
MY_DECISIONS = "/my-decisions"
HELP = "/help"
DECISIONS = "/decisions"
CONTRACTS = "/contracts"
SHELF = "/shelf"
PRODUCTS = "/products"
LAW = "/law"
CONSENT_BOARD = "/consent-board"
BOARDS = "/boards/"
MESSAGES = "/messages"
API_PREFIX = "/api/"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, as the header shows it; the sign-in guard puts it in `flask.g.visitor`.

    Args:
        name: how the person is addressed, such as 王女士; never an account number.
        roles: what they may do; decides the links they see.
        organisation: whom they work for; None for a borrower.
    """

    name: str
    roles: frozenset[Role]
    organisation: Text | None = None

    @property
    def borrows(self) -> bool:
        """Whether the pages of borrowers are theirs."""
        return Role.BORROWER in self.roles


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """One link of the header: its word, where it leads, and who sees it."""

    label: Text
    path: str
    roles: frozenset[Role]


_BORROWER = frozenset({Role.BORROWER})
_DECIDES = frozenset({Role.OFFICER, Role.COMPLIANCE})
_COMPLIANCE = frozenset({Role.COMPLIANCE})
_ADMIN = frozenset({Role.ADMIN})
_SIGNS = frozenset({Role.COMPLIANCE, Role.ADMIN})
_REGULATOR = frozenset({Role.SUPERVISOR})

NAVIGATION: tuple[NavigationLink, ...] = (
    NavigationLink(Text("我的数据", "My data"), MY_DATA, _BORROWER),
    NavigationLink(Text("真实成本", "True cost"), TRUE_COST, _BORROWER),
    NavigationLink(Text("申请借款", "Apply"), APPLY, _BORROWER),
    NavigationLink(Text("我的结果", "My decisions"), MY_DECISIONS, _BORROWER),
    NavigationLink(Text("审批", "Decisions"), DECISIONS, _DECIDES),
    NavigationLink(Text("合同检查", "Contracts"), CONTRACTS, _COMPLIANCE),
    NavigationLink(Text("个人请求", "Requests"), REQUESTS, _COMPLIANCE),
    NavigationLink(Text("产品与密钥", "Products"), SHELF, _ADMIN),
    NavigationLink(Text("产品核对", "Findings"), PRODUCTS, _SIGNS),
    NavigationLink(Text("法规", "Law"), LAW, _SIGNS),
    NavigationLink(Text("同意", "Consent"), CONSENT_BOARD, _COMPLIANCE),
    NavigationLink(Text("监管看板", "Boards"), BOARDS, _REGULATOR),
)


def visitor() -> Visitor | None:
    """Return who is signed in, as the guard of the present request found."""
    return g.get("visitor")


def links_for(someone: Visitor | None) -> tuple[NavigationLink, ...]:
    """Return the header's links for one visitor; strangers see none."""
    if someone is None:
        return ()
    return tuple(link for link in NAVIGATION if link.roles & someone.roles)
