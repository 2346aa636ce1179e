"""The words of requests: what each right means in plain words, and how a request stands."""

from __future__ import annotations

from typing import Final

from consent.requests import Asker, Kind, Outcome, State
from core.text import Text
from webapp.views.shared import Tag, Tone

PLAIN: Final[dict[Kind, Text]] = {
    Kind.ACCESS_LOG: Text(
        "马上得到一份清单：谁在什么时候、为什么看过您的信息。",
        "You get at once a list of who looked at your data, when and why.",
    ),
    Kind.EXPORT: Text(
        "马上得到全部信息的副本：您填写的、收到的、作出的决定和理由。可以在电脑上打开，也可以打印。",
        "You get a copy of everything at once: what you filled in, what was received, each decision"
        " with its reasons. To open on a computer, or to print.",
    ),
    Kind.CORRECT: Text(
        "告诉我们哪一项不对、应该是什么。由人核实后改正，原来的内容留有记录。",
        "Tell us what is wrong and what it should be. A person checks it and puts it right; what it"
        " was before stays on record.",
    ),
    Kind.ERASE: Text(
        "由人核对后删除。法律要求保存的，告诉您留到什么时候，并且不再作别的用途。您会得到一份可以验证的证明。",
        "A person looks, then it is erased. Where a law keeps something you are told until when,"
        " and it is used for nothing else. You get a proof that can be checked.",
    ),
    Kind.RESTRICT: Text(
        "马上停止使用，只留法律要求的。等待中的申请会暂停，不会因此被拒绝。您可以随时解除。",
        "Use stops at once, but for what a law asks for. A waiting application pauses and is not"
        " declined for it. You can lift this at any time.",
    ),
    Kind.OBJECT: Text(
        "从现在起，您的申请都由人来决定，机器只作参考。您可以随时解除。",
        "From now on a person decides your applications; the machine only prepares. You can lift"
        " this at any time.",
    ),
    Kind.EXPLAIN: Text(
        "马上得到说明：每个决定的理由，用了哪些信息，凭什么用，按哪一版规则。",
        "You get at once the reasons of each decision, the data it used, by what right, and by"
        " which version of the rules.",
    ),
}

RIGHT_LAW: Final[dict[Kind, Text]] = {
    Kind.ACCESS_LOG: Text("《个人信息保护法》第 44、45 条", "PIPL, art. 44, 45"),
    Kind.EXPORT: Text("《个人信息保护法》第 45 条", "PIPL, art. 45"),
    Kind.CORRECT: Text("《个人信息保护法》第 46 条", "PIPL, art. 46"),
    Kind.ERASE: Text("《个人信息保护法》第 47 条", "PIPL, art. 47"),
    Kind.RESTRICT: Text("《个人信息保护法》第 44 条", "PIPL, art. 44"),
    Kind.OBJECT: Text("《个人信息保护法》第 24 条", "PIPL, art. 24"),
    Kind.EXPLAIN: Text("《个人信息保护法》第 24、48 条", "PIPL, art. 24, 48"),
}

BUTTONS: Final[dict[Kind, Text]] = {
    Kind.ACCESS_LOG: Text("给我清单", "Give me the list"),
    Kind.EXPORT: Text("给我副本", "Give me the copy"),
    Kind.CORRECT: Text("提出更正", "Ask for the correction"),
    Kind.ERASE: Text("提出删除", "Ask for the erasure"),
    Kind.RESTRICT: Text("马上暂停使用", "Restrict it now"),
    Kind.OBJECT: Text("以后由人决定", "Have a person decide"),
    Kind.EXPLAIN: Text("给我说明", "Explain it to me"),
}

ASKERS: Final[dict[Asker, Text]] = {
    Asker.PERSON: Text("本人", "the person"),
    Asker.AGENT: Text("受托人", "an agent"),
    Asker.HEIR: Text("近亲属（本人已去世）", "a near relative of somebody who died"),
}

STATES: Final[dict[State, Tag]] = {
    State.CHECKING: Tag(Text("核对身份和授权", "Papers are checked"), Tone.WARN),
    State.WORKING: Tag(Text("处理中", "Being worked on"), Tone.INFO),
    State.ANSWERED: Tag(Text("已答复", "Answered"), Tone.OK),
    State.WITHDRAWN: Tag(Text("已撤回", "Taken back"), Tone.QUIET),
}
OVERDUE: Final = Tag(Text("已超期", "Overdue"), Tone.DANGER)

OUTCOMES: Final[dict[Outcome, Text]] = {
    Outcome.GRANTED: Text("已照办", "Granted"),
    Outcome.PARTLY: Text("部分照办", "Granted in part"),
    Outcome.REFUSED: Text("没有照办", "Not granted"),
}

# How one event of a request reads; codes of the events that are kept.
EVENTS: Final[dict[str, Text]] = {
    "received": Text("收到请求", "The request arrived"),
    "identified": Text("核实了提出请求的人", "It was shown who asks"),
    "extended": Text("延长了答复时间", "The time was made longer"),
    "answered": Text("作出答复", "It was answered"),
    "withdrawn": Text("请求被撤回", "It was taken back"),
    "fetched": Text("副本被取走", "The copy was fetched"),
    "stated": Text("出具了删除证明", "The proof of erasure was issued"),
}

AUTHORITIES: Final[tuple[tuple[str, Text], ...]] = (
    ("mandate", Text("委托书", "A mandate")),
    ("notarised", Text("公证书", "A notarised paper")),
    ("kinship", Text("亲属关系证明", "A proof of kinship")),
    ("death", Text("死亡证明和亲属关系证明", "A death certificate and a proof of kinship")),
    ("court", Text("法院文书", "A paper of a court")),
)

FACTS: Final[dict[str, Text]] = {
    "field": Text("哪一项", "Which field"),
    "old": Text("现在的内容", "As it is now"),
    "new": Text("应当是", "As it should be"),
    "evidence": Text("证明材料", "What shows it"),
    "note": Text("补充", "Anything else"),
    "about_name": Text("姓名", "Name"),
    "about_id_number": Text("证件号码", "Identity number"),
    "authority": Text("授权文件", "Paper of authority"),
    "authority_reference": Text("文件编号", "Its number"),
    "contact": Text("联系方式", "How to reach them"),
}

MISSING: Final = Text("请填写这一项", "Please fill this in")
NOT_FIT: Final = Text("这一项的内容不合格式", "This field cannot have that")
MOVED: Final = Text(
    "请求刚刚有变，请再看一遍", "The request has just changed; please read it again"
)
CHOOSE_REASON: Final = Text("请选择理由", "Please choose a reason")
HELD_BY_DISPUTE: Final = Text("正在进行的争议需要这些信息", "An open dispute needs this data")
