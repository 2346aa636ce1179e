"""What a borrower's pages say about bases, states and standards: one row, one wording."""

from __future__ import annotations

from typing import Final

from consent.model import Basis
from core.text import Text
from underwriting.model import State
from webapp.views.decision import Standing
from webapp.views.shared import Tag, Tone

BASES: dict[Basis, Tag] = {
    Basis.CONSENT: Tag(Text("您说了算", "Yours to decide"), Tone.INFO),
    Basis.CONTRACT: Tag(Text("办理合同所需", "Needed for the contract"), Tone.QUIET),
    Basis.LEGAL_DUTY: Tag(Text("法律要求", "The law asks for it"), Tone.QUIET),
}
WRITTEN = Tag(Text("需要您的书面同意", "Needs your written consent"), Tone.INFO)
SEPARATE = Tag(Text("需要您单独同意", "Needs a consent of its own"), Tone.INFO)
GOES_ON: dict[Basis, Text] = {
    Basis.CONSENT: Text("您已同意，没有收回。", "You agreed to it and have not taken it back."),
    Basis.CONTRACT: Text("办理您的申请或合同需要。", "Your application or contract needs it."),
    Basis.LEGAL_DUTY: Text("法律要求，不依靠同意。", "The law asks for it, whoever agrees."),
}
STATES: dict[State, tuple[Standing, Tag]] = {
    State.WAITING: (Standing.WAITING, Tag(Text("办理中", "Under way"), Tone.INFO)),
    State.PAUSED: (
        Standing.PAUSED,
        Tag(Text("暂停，等您决定", "Paused, waits for you"), Tone.WARN),
    ),
    State.IN_REVIEW: (Standing.REFERRED, Tag(Text("由人审核", "A person is looking"), Tone.INFO)),
    State.APPROVED: (Standing.APPROVED, Tag(Text("已批准", "Approved"), Tone.OK)),
    State.DECLINED: (Standing.DECLINED, Tag(Text("未批准", "Not approved"), Tone.DANGER)),
    State.CANCELLED: (Standing.CANCELLED, Tag(Text("您已撤回", "Taken back by you"), Tone.QUIET)),
}
STANDARDS: dict[str, Text] = {
    "cn-simple": Text("单利", "simple"),
    "cn-irr": Text("复利（IRR）", "compound (IRR)"),
    "eu-aprc": Text("欧盟 APRC", "EU APRC"),
    "uk-aprc": Text("英国 APRC", "UK APRC"),
    "us-appendix-j": Text("美国 APR", "US APR"),
}
SIMPLE = STANDARDS["cn-simple"]
USES: tuple[tuple[str, Text], ...] = (
    ("education", Text("教育", "Education")),
    ("medical", Text("医疗", "Medical care")),
    ("travel", Text("旅行", "Travel")),
    ("purchase", Text("购物", "A purchase")),
    ("other", Text("其他", "Something else")),
)
REASON_FROM: dict[str, Text] = {
    "credit": Text(
        "来自征信报告里的还款记录。", "From the repayment record in your credit report."
    ),
    "fraud": Text(
        "来自防欺诈检查，由人核对。",
        "From the fraud check; a person settles whether it means anything.",
    ),
    "names": Text(
        "来自名单核对，通常是重名。", "From the check of public lists; mostly a namesake."
    ),
    "contract": Text(
        "来自机构自己的合同，不是您的问题。",
        "From the lender's own contract; nothing to do with you.",
    ),
    "joint": Text("来自共同借款的另一部分。", "From another part of the joint loan."),
    "permission": Text("来自您的同意状态。", "From what you agreed to."),
    "person": Text("来自审核人员的判断。", "From the judgement of the person who looked."),
}


def joined(words: tuple[Text, ...]) -> Text:
    """Return several wordings as one list.

    Raises:
        ValueError: there are none.
    """
    return Text("、".join(word.zh for word in words), ", ".join(word.en for word in words))


# Whether one studies, asked of everybody who applies: some purposes take no yes from students.
STUDIES: Final = (
    ("no", Text("不是在校学生", "No")),
    ("yes", Text("是在校学生", "Yes, I study")),
)
STUDENT: Final = Text("请选择您是不是在校学生。", "Please say whether you study now.")

# What is said beside a field of the last step, by the place that a refusal names.
FIELDS: Final[dict[str, tuple[str, Text]]] = {
    "/applicant/name": ("name", Text("请填写姓名，2 至 64 个字。", "Please write your name.")),
    "/applicant/id_number": (
        "id_number",
        Text("请填写 18 位身份证号。", "Please write the 18 characters of your identity number."),
    ),
    "/applicant/phone": (
        "phone",
        Text("请填写 11 位手机号。", "Please write the 11 digits of your mobile number."),
    ),
}
