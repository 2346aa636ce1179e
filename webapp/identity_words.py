"""What the pages of coming in say, in both languages."""

from __future__ import annotations

from typing import Final

from core.errors import CandorError, InvalidInput
from core.text import Text
from identity.model import Channel, Entry, MessageKind
from identity.registration import PasswordRefused
from identity.rights import ROLE_NAMES
from identity.rules import PASSWORD_FAULTS
from webapp.views.shared import Problem

SIGN_IN_REFUSED: Final = Text(
    "没有登录成功。请核对登录名和密码；如果试了很多次，请过一会儿再来。",
    "That did not work. Please check the name and the password; after many tries, wait a while.",
)
CODE_REFUSED: Final = Text(
    "验证码不对，或者已经用过、过期了。请输入最新的一个；如果试了很多次，请过一会儿再来。",
    "The code is not right, was used before or is too old. Please type the newest; after many"
    " tries, wait a while.",
)
SEND_CODE: Final = Text("给我发验证码", "Send me a code")
CONFIRM_TITLE: Final = Text("请再确认一次是您本人", "Please confirm once more that it is you")
CONFIRM_LEAD: Final = Text(
    "接下来的事比较重要。我们把验证码发到您的手机或邮箱。",
    "What comes next matters, so we send a code to your phone or e-mail.",
)
CHOOSE_TITLE: Final = Text("您这次以什么身份进入？", "What do you come in as?")
CHOOSE_LEAD: Final = Text("以后随时可以换。", "You can change this at any time.")
_NAME_REFUSED: Final = Text(
    "请填写身份证上的姓名。", "Please give the name as on your identity card."
)
_ACCOUNT_REFUSED: Final = Text(
    "请填写手机号码或邮箱地址。", "Please give a mobile number or an e-mail address."
)
_ACCOUNT_TAKEN: Final = Text(
    "这个登录名不能用。如果是您的，请直接登录。",
    "This sign-in name cannot be used. If it is yours, please sign in instead.",
)

CHANNELS: dict[Channel, Text] = {
    Channel.SMS: Text("短信", "Text message"),
    Channel.EMAIL: Text("电子邮件", "E-mail"),
}
SUBJECTS: dict[MessageKind, Text] = {
    MessageKind.CODE: Text("验证码", "Code"),
    MessageKind.SECURITY: Text("账户安全", "Account safety"),
    MessageKind.DECISION: Text("申请结果", "Decision"),
    MessageKind.CONSENT: Text("同意与收回", "Consent"),
}


def office(role: Text, organisation: Text | None) -> Text:
    """Return a role with whom it is held for: 海港消费金融 · 审批人员."""
    if organisation is None:
        return role
    return Text(f"{organisation.zh} · {role.zh}", f"{organisation.en} · {role.en}")


def way_in(entry: Entry) -> Text:
    """Return one way into the house in words."""
    return office(ROLE_NAMES[entry.role], entry.organisation.name if entry.organisation else None)


def registration_problem(refusal: CandorError) -> Problem:
    """Return which field of a registration needs another look, and why."""
    if isinstance(refusal, PasswordRefused):
        return Problem("password", PASSWORD_FAULTS[refusal.fault])
    if isinstance(refusal, InvalidInput):
        named = refusal.where == "/name"
        return Problem("name", _NAME_REFUSED) if named else Problem("account", _ACCOUNT_REFUSED)
    return Problem("account", _ACCOUNT_TAKEN)
