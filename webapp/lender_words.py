"""What a lender's pages say about states, bands, gate answers and standards: one row, one word."""

from __future__ import annotations

from consent.model import Basis, Code
from contracts.model import Jurisdiction, LenderType
from core.errors import InvalidInput
from core.text import Text
from documents.refusals import words_of
from underwriting.model import Action, State
from webapp.views.shared import Tag, Tone

STATES: dict[State, Tag] = {
    State.WAITING: Tag(Text("等待资料", "Waiting"), Tone.QUIET),
    State.PAUSED: Tag(Text("暂停", "Paused"), Tone.WARN),
    State.IN_REVIEW: Tag(Text("转人工", "To a person"), Tone.INFO),
    State.APPROVED: Tag(Text("已批准", "Approved"), Tone.OK),
    State.DECLINED: Tag(Text("未批准", "Declined"), Tone.QUIET),
    State.CANCELLED: Tag(Text("已撤回", "Taken back"), Tone.QUIET),
}
ACTIONS: dict[str, Tag] = {
    Action.APPROVE.value: Tag(Text("批准", "Approve"), Tone.OK),
    Action.DECLINE.value: Tag(Text("不批准", "Decline"), Tone.QUIET),
    Action.REFER.value: Tag(Text("转人工", "To a person"), Tone.INFO),
    Action.PAUSE.value: Tag(Text("暂停", "Pause"), Tone.WARN),
}
NOT_ASKED = Tag(Text("还没有", "Not yet"), Tone.QUIET)
CREDIT: dict[str, Tag] = {
    "strong": Tag(Text("强", "Strong"), Tone.OK),
    "fair": Tag(Text("中", "Fair"), Tone.QUIET),
    "weak": Tag(Text("弱", "Weak"), Tone.WARN),
}
FRAUD: dict[str, Tag] = {
    "clear": Tag(Text("没有信号", "Clear"), Tone.OK),
    "suspect": Tag(Text("可疑", "Suspect"), Tone.DANGER),
}
NAMES: dict[str, Tag] = {
    "clear": Tag(Text("没有相近", "Clear"), Tone.OK),
    "resembles": Tag(Text("有相近", "Resembles"), Tone.WARN),
    "unsettled": Tag(Text("没能核对", "Could not be checked"), Tone.WARN),
}
STANDARDS: dict[str, Text] = {
    "cn-simple": Text("单利（人行〔2021〕3号）", "simple (PBOC [2021] No. 3)"),
    "cn-irr": Text("复利（IRR）", "compound (IRR)"),
    "eu-aprc": Text("欧盟 APRC", "EU APRC"),
    "uk-aprc": Text("英国 APRC", "UK APRC"),
    "us-appendix-j": Text("美国 APR（附录 J）", "US APR (Appendix J)"),
}
SIMPLE = Text("单利", "simple")
BASES: dict[Basis, Text] = {
    Basis.CONSENT: Text("申请人已同意", "the applicant agreed"),
    Basis.CONTRACT: Text("办理合同所需", "needed for the contract"),
    Basis.LEGAL_DUTY: Text("法定义务", "a legal duty"),
}
GATE: dict[Code, Text] = {
    Code.NO_PURPOSE: Text("没有可用的用途", "there is no purpose for it"),
    Code.NO_GRANT: Text("申请人没有同意", "the applicant has not agreed"),
    Code.EXPIRED: Text("同意已经到期", "the consent has run out"),
    Code.WITHDRAWN: Text("申请人已撤回同意", "the applicant took the consent back"),
    Code.PAUSED: Text("申请人暂停了同意", "the applicant has paused the consent"),
    Code.STALE: Text(
        "告知内容已变，申请人还没有重新同意",
        "the notice has changed, and the applicant has not agreed anew",
    ),
    Code.OUT_OF_RANGE: Text(
        "信息早于同意的范围", "the data is older than what the applicant agreed to"
    ),
    Code.OVER_USE: Text(
        "这项同意是为另一件申请给的", "the applicant agreed to it for another application"
    ),
    Code.NEEDS_SEPARATE: Text("需要单独同意", "a separate yes is needed"),
}
AGREED = Tag(Text("已同意", "Agreed"), Tone.OK)
CONSENT_STATES: dict[Code, Tag] = {
    Code.NO_GRANT: Tag(Text("未同意", "Not agreed"), Tone.QUIET),
    Code.WITHDRAWN: Tag(Text("已撤回", "Taken back"), Tone.WARN),
    Code.PAUSED: Tag(Text("已暂停", "Paused"), Tone.WARN),
    Code.STALE: Tag(Text("告知已变，待重新同意", "Notice changed, to be agreed anew"), Tone.WARN),
    Code.OUT_OF_RANGE: Tag(Text("超出时间范围", "Too old to be used"), Tone.QUIET),
    Code.NEEDS_SEPARATE: Tag(Text("需要单独同意", "Needs a separate yes"), Tone.QUIET),
    Code.EXPIRED: Tag(Text("已到期", "Run out"), Tone.QUIET),
    Code.OVER_USE: Tag(Text("为另一件申请同意", "Agreed for another"), Tone.QUIET),
}
NOT_SHOWN = Text("不显示：{why}。", "Not shown: {why}.")
NOT_COLLECTED = Text("没有收集", "not collected")
NO_REPORT_YET = Text("还没有收到", "none has come yet")
FIELDS: dict[str, Text] = {
    "name": Text("姓名", "Name"),
    "id_number": Text("身份证号", "Resident ID"),
    "phone": Text("手机", "Mobile"),
    "device": Text("设备", "Device"),
    "monthly_income": Text("月收入", "Monthly income"),
    "use": Text("借款用途", "Use of the loan"),
    "note": Text("备注", "Note"),
    "credit_report": Text("征信报告", "Credit report"),
}
USES: dict[str, Text] = {
    "education": Text("教育", "Education"),
    "medical": Text("医疗", "Medical"),
    "travel": Text("旅行", "Travel"),
    "purchase": Text("购物", "A purchase"),
    "other": Text("其他", "Other"),
}
DEVICE_KNOWN = Text(
    "只保留比对用的密文，不保留设备号", "kept only as a blind key, never as the number"
)
CREDIT_LABEL = Text("信用", "Credit")
FRAUD_LABEL = Text("欺诈信号", "Signs of fraud")
NAMES_LABEL = Text("名单", "Names")
FRAUD_SOURCE = Text("命中的规则才计分", "only rules that fire count")
NAMES_SOURCE = Text(
    "OFAC 与联合国名单；相近不等于是同一人",
    "OFAC and UN lists; to resemble is not to be the same person",
)
TRAINED_ON = Text("用 UCI 信用卡违约数据集训练", "trained on the UCI credit-default set")
OUTCOMES: tuple[tuple[str, Text], ...] = (
    (Action.APPROVE.value, Text("批准", "Approve")),
    (Action.DECLINE.value, Text("不批准", "Decline")),
)
CHOOSE_OUTCOME = Text("请选择批准或不批准。", "Please choose to approve or to decline.")
CHOOSE_REASON = Text(
    "不批准时，请选择申请人会读到的主要理由。",
    "For a no, please choose the principal reason the applicant will read.",
)
NEVER_WORSE = Text(
    "是申请人自己请人复核的；机器已经批准的，不会因此变成不批准。",
    "The applicant asked for this look: what the machine approved never becomes a no for it.",
)
WRITE_WORDS = Text("请写一两句您的判断，留存备查。", "Please write a sentence or two for the file.")
TOO_LONG = Text("请把说明控制在 2000 字以内。", "Please keep it within 2,000 characters.")
STALE = Text(
    "您打开之后，这件申请已有变化；刚才的决定没有记录。请看过现在的内容再决定。",
    "This case changed after you opened it; what you sent was not recorded. Please look again.",
)
PAUSED = Text("申请暂停，在等申请人", "The application waits for the applicant")
PAUSED_BODY = Text(
    "需要“{purpose}”这项同意。没有同意不会导致拒绝；恢复后会继续办理。",
    "It needs the consent “{purpose}”. It is not declined for want of it, and goes on once given.",
)
TITLE_IN_REVIEW = Text("机器把这件申请转给您", "The machine refers this application to you")
TITLE_REFERRED = Text(
    "机器把这件申请转给您：{reason}", "The machine refers this application to you: {reason}"
)
TITLE_ASKED = Text("申请人请人再看一次", "The applicant asks for a person to look again")
TITLES: dict[State, Text] = {
    State.WAITING: Text("这件申请还在等资料", "This application still waits"),
    State.PAUSED: Text(
        "这件申请在等申请人的同意", "This application waits for the applicant's consent"
    ),
    State.APPROVED: Text("这件申请已批准", "This application is approved"),
    State.DECLINED: Text("这件申请未批准", "This application is declined"),
    State.CANCELLED: Text("申请人撤回了申请", "The applicant took the application back"),
}
NO_VERDICT = Text("机器还没有结果", "the machine has come to nothing yet")
RULE = Text(
    "规则表 {policy}：信用“{credit}”、欺诈“{fraud}”、名单“{names}” → {action}",
    "table {policy}: credit “{credit}”, fraud “{fraud}”, names “{names}” → {action}",
)
RULE_PAUSED = Text("规则表 {policy}：缺少一项同意", "table {policy}: a consent is missing")
CREDIT_VALUE = Text(
    "{points} 分，违约概率 {share}%", "{points} points, {share} % likely to default"
)
FRAUD_VALUE = Text("{fired} 条规则命中，共 {points} 分", "Rules fired: {fired}, points: {points}")
UNANSWERED = Text("没能核对：{title}（{code}）", "could not be checked: {title} ({code})")
NAMES_VALUE = Text("{matches} 条相近", "Near matches: {matches}")
MATCH = Text("{list} 第 {entry} 条，相似度 {score}", "{list} entry {entry}, likeness {score}")
REASON_FROM: dict[str, Text] = {
    "credit": Text("来自信用评分（{code}）", "from the credit score ({code})"),
    "fraud": Text("来自欺诈规则（{code}）", "from the fraud rules ({code})"),
    "names": Text("来自名单核对（{code}）", "from the list check ({code})"),
    "contract": Text("来自合同检查（{code}）", "from the contract check ({code})"),
    "joint": Text("来自另一部分（{code}）", "from another part of the loan ({code})"),
    "permission": Text("来自同意状态（{code}）", "from the consents ({code})"),
}
WHOLE_CONTRACT = Text("看合同全文与检查结果", "The whole contract with its check")
PURPOSE = Text("用途：{purpose}", "for: {purpose}")
PURPOSE_HELD = Text("用途：{purpose}（{basis}）", "for: {purpose} ({basis})")
COLUMNS = Text("共 {count} 项，其余只供评分", "{count} columns, the others for the score only")
DISCLOSURES: dict[str, Tag] = {
    "present": Tag(Text("已写明", "present"), Tone.OK),
    "contradicted": Tag(Text("前后矛盾", "contradicted"), Tone.DANGER),
    "not_mentioned": Tag(Text("没有提到", "not mentioned"), Tone.WARN),
}
CONFIDENCE: dict[str, Text] = {
    "high": Text("高", "high"),
    "medium": Text("中", "medium"),
    "low": Text("低", "low"),
}
STATED = Text("合同写明", "What the contract says")
STATED_SOURCE = Text("合同中的年化利率", "the yearly rate in its text")
REBUILT = Text("按实际收到和支付的金额计算", "worked out from what is received and paid")
BETWEEN = Text(
    "合同留有余地：在 {low}% 与 {high}% 之间", "left open by the contract: from {low} % to {high} %"
)
NO_RATE = Text("合同没有写全，算不出来", "the contract does not say enough to work it out")
UNSETTLED = Text("{title}：还缺{missing}", "{title}: {missing} is not known")
HIDDEN = Text("放款时的价值", "Worth on the day of the payout")
OF_WHICH = Text("其中：{name}", "of which: {name}")
UNEXPLAINED = Text("没有说明的部分", "not explained by any named fee")
PRINCIPAL = Text("合同写的本金", "Principal as written")
RECEIVED = Text("实际到账", "Really received")
PAID = Text("{payments} 期一共偿还", "Paid back in all, {payments} payments")
PAYEE = Text("收取人：{payee}", "goes to {payee}")
NO_PAYEE = Text("没有写明收取人", "who receives it is not said")
CONTINGENT: dict[str, Text] = {
    "late_charge": Text("逾期时：“{quote}”", "When late: “{quote}”"),
    "prepayment_charge": Text("提前还款时：“{quote}”", "When leaving early: “{quote}”"),
}
CHOOSE_FILE = Text("请选择至少一个文件。", "Please choose at least one file.")
WRONG_DAY = Text("请填写合同日期，例如 2026-11-22。", "Please give a day such as 2026-11-22.")
NOT_OUR_FORM = Text(
    "机构类型或适用规则不在可选的范围内，请重新选择。",
    "The kind of lender or the law is none of those offered; please choose again.",
)
JSON = Text("数据（JSON）", "Data (JSON)")
HTML = Text("网页报告", "Report (web page)")
PDF = Text("报告（PDF）", "Report (PDF)")
ALL = Text("全部", "All")
SEVERITIES: dict[str, Text] = {
    "critical": Text("严重", "Critical"),
    "high": Text("较重", "High"),
    "medium": Text("中等", "Medium"),
    "low": Text("轻微", "Low"),
}
CHECK = Text("合同检查", "Contract check")
COUNT_OF_FILES = Text("请一次上传 1 到 10 个文件。", "Hand in 1 to 10 files at a time.")
BEING_CHECKED = Text("正在检查合同", "The contract is being checked")
WAITS = Text("已收到，正在排队。", "It has been taken in and waits for its turn.")
TAKEN_IN = Text("已收到", "Taken in")
READING = Text("读文件：已读 {done} / {files}", "Reading the files: {done} of {files}")
ASKS_ALL = Text("逐项提问：费用、条款、披露", "Asking every question: cost, clauses, disclosures")
NOT_CHECKED = Text("这份合同没能检查", "This contract could not be checked")
TRIED = Text(
    "试了几次都没有完成。内容可能太复杂。",
    "Several tries did not finish it. It may be too involved.",
)
FILES_DROPPED = Text(
    "交来的文件已经删除，没有留下内容。其他检查结果不受影响。",
    "The files handed in are deleted; nothing of them is left. Other checks are not affected.",
)
HAND_IN_AGAIN = Text(
    "请按上面说的换一份文件，再交一次。", "Change the file as said above, and hand it in again."
)
NOT_READ = Text("随申请交来的合同读不出来", "The contract that came along cannot be read")
AS_CAME = Text(
    "原件仍按原样封存；申请本身照常办理。",
    "The original stays sealed as it came; the application goes on.",
)
ASK_ANEW = Text(
    "请申请人换一份能读的文件（PDF、Word 或文本），或看纸质原件。",
    "Ask the applicant for a file that can be read (PDF, Word or text), or look at the paper.",
)
COMPARE_TWO = Text("比较两个版本", "Compare two versions")
CHOOSE_ONE = Text("请选择一份合同。", "Please choose a contract.")
TOO_LONG_TO_COMPARE = Text(
    "其中一份太长，无法逐行比较（最多 3000 行）。",
    "One of them is too long to compare line by line (at most 3,000 lines).",
)
SAME_FINDINGS = Text("两个版本的发现相同", "Both versions have the same findings")
CAME_AND_WENT = Text("新增 {came} 处发现，消失 {went} 处", "Findings: {came} appear, {went} vanish")
FORM = Text("{name}（{version}）", "{name} ({version})")
LENDER_TYPES: dict[LenderType, Text] = {
    LenderType.BANK: Text("银行", "Bank"),
    LenderType.CONSUMER_FINANCE: Text("消费金融公司", "Consumer finance company"),
    LenderType.AUTO_FINANCE: Text("汽车金融公司", "Car finance company"),
    LenderType.TRUST: Text("信托公司", "Trust company"),
    LenderType.MICROLOAN: Text("小额贷款公司", "Microloan company"),
    LenderType.PAWN: Text("典当行", "Pawnbroker"),
    LenderType.PRIVATE: Text("民间借贷", "Private lender"),
    LenderType.CREDIT_UNION: Text("信用社", "Credit union"),
}
JURISDICTIONS: dict[Jurisdiction, Text] = {
    Jurisdiction.CN: Text("中国", "China"),
    Jurisdiction.US: Text("美国", "United States"),
    Jurisdiction.EU: Text("欧盟", "European Union"),
    Jurisdiction.UK: Text("英国", "United Kingdom"),
}
END_KEY = Text("停用", "End it")
WAITS_FOR = Text("等申请人同意“{purpose}”", "waits for the consent “{purpose}”")
PROOF = Text("第 {number} 号记录的证明", "Proof of entry {number}")
NOT_SEALED = Text("已记录，正在封存", "recorded, being sealed")


def unreadable(refusal: InvalidInput) -> Text:
    """Say in one line which file cannot be checked, and what can."""
    why = words_of(refusal) or Text(
        "请一次上传 1 到 10 个文件。" if not refusal.where else "读不出来。",
        f"Expected {refusal.expected}, found {refusal.found}.",
    )
    if not refusal.where:
        return why
    return Text(
        f"“{refusal.where}”无法检查：{why.zh}", f"“{refusal.where}” cannot be checked: {why.en}"
    )


def text_of(given: dict[str, str]) -> Text:
    """Return a wording as it was kept in JSON."""
    return Text(given["zh"], given["en"])
