"""What the open contract check says, in both languages: one row, one wording."""

from __future__ import annotations

from typing import Final

from contracts.five_numbers import Every
from contracts.licences import LicenceState
from core.text import Text
from webapp.calculator_words import PERCENT, YUAN
from webapp.views.calculator import Asked
from webapp.views.check import Ask

NOTHING: Final = Text("请选择文件，或粘贴合同文字。", "Please choose a file, or paste the words.")
TOO_MUCH: Final = Text(
    "一次最多 10 个文件，合计不超过 20 MB。", "At most 10 files at a time, 20 MB together."
)
TOO_LONG: Final = Text(
    "文字太长：这一页最多查 15 万字，大约 150 页。请只交与借款有关的文件。",
    "That is too long: this page checks at most 150,000 characters, some 50 pages of English."
    " Hand in only the papers that belong to the loan.",
)
EVERY: Final[dict[Every, Text]] = {
    Every.WEEK: Text("每周", "Every week"),
    Every.FORTNIGHT: Text("每两周", "Every two weeks"),
    Every.MONTH: Text("每月", "Every month"),
    Every.QUARTER: Text("每三个月", "Every three months"),
}
UNKNOWN: Final = ("unknown", Text("不清楚", "I do not know"))
NUMBERS: Final = (
    Asked("received", Text("到手多少", "How much you received"), None, YUAN, required=True),
    Asked("payment", Text("每次还多少", "How much each payment is"), None, YUAN, required=True),
    Asked("count", Text("一共还几次", "How many payments"), required=True, mode="numeric"),
    Asked(
        "every",
        Text("多久还一次", "How often you pay"),
        choices=(UNKNOWN, *((one.value, word) for one, word in EVERY.items())),
    ),
    Asked(
        "fees",
        Text("另外先付过的费用", "Other fees paid before"),
        Text("没有就填 0；不清楚就空着。", "None: write 0. Not sure: leave it empty."),
        YUAN,
    ),
    Asked(
        "told",
        Text("对方说的年利率（可不填）", "The yearly rate you were told, if any"),
        None,
        PERCENT,
    ),
    Asked(
        "lender",
        Text("对方的全名（可不填）", "The lender's full name, if you know it"),
        Text("用来查有没有牌照。", "To look it up on the register of licences."),
        mode="text",
    ),
)
NUMBER_PROBLEMS: Final[dict[str, Text]] = {
    "received": Text("到手的钱要大于零。", "What you received has to be above nought."),
    "payment": Text("每次还的钱要大于零。", "Each payment has to be above nought."),
    "count": Text("次数请填 1 到 600。", "Payments can be 1 to 600."),
    "fees": Text(
        "先付的费用比到手的还多，等于没有拿到钱。",
        "The fees take all that you received; nothing would be left.",
    ),
}
# ---- the register
REGISTER: Final = Text("{name}（{day}，{whole}）", "{name} ({day}, {whole})")
COMPLETE: Final = Text("完整", "complete")
INCOMPLETE: Final = Text("不完整", "incomplete")
NO_REGISTER: Final = Text(
    "这里还没有导入牌照名录", "No register of licences has been imported here"
)
NO_REGISTER_BODY: Final = Text(
    "所以说不出对方有没有牌照。请在监管机构网站上按全名查询。",
    "So nothing can be said about the lender's licence. Look its full name up at the regulator.",
)
NO_NAME: Final = Text("没有读到放款方是谁", "It does not say who lends")
NO_NAME_BODY: Final = Text(
    "先问清楚放款方的全名，再查它有没有牌照。正规机构会写在合同上。",
    "Ask for the lender's full name, then look up its licence. A licensed lender prints it.",
)
LISTED: Final = Text("“{lender}”在牌照名录上", "“{lender}” stands on the register of licences")
LISTED_BODY: Final = Text(
    "{kind}，编号 {number}。名录：{register}。有牌照不等于价格合适，请往下看。",
    "{kind}, number {number}. Register: {register}. A licence does not make a price fair.",
)
LAPSED: Final = Text(
    "“{lender}”在名录上，但牌照{state}", "“{lender}” is on the register, but its licence {state}"
)
LAPSED_BODY: Final = Text(
    "{kind}，编号 {number}。名录：{register}。签字、付钱之前，请先向监管机构核实。",
    "{kind}, number {number}. Register: {register}. Ask the regulator before you sign or pay.",
)
LAPSES: Final[dict[LicenceState, Text]] = {
    LicenceState.IN_FORCE: Text("在这一天不在有效期内", "does not cover this day"),
    LicenceState.SUSPENDED: Text("已暂停", "is suspended"),
    LicenceState.ENDED: Text("已终止", "has ended"),
}
NOT_LISTED: Final = Text(
    "“{lender}”不在这里的牌照名录上", "“{lender}” is not on the register of licences here"
)
NOT_LISTED_BODY: Final = Text(
    "查的是：{registers}。名录不完整，没查到不等于没有牌照；请按合同上的全名向监管机构核实。",
    "Looked at: {registers}. It is incomplete, so this does not mean there is no licence; ask the"
    " regulator by the full name in the contract.",
)
NOT_LISTED_WHOLE: Final = Text(
    "查的是：{registers}。请按合同上的全名向监管机构核实，核实前先不要付钱。",
    "Looked at: {registers}. Ask the regulator by the full name in the contract; pay nothing"
    " before that.",
)
# ---- five numbers
ABOUT_NUMBERS: Final = Text("按您说的数字", "By the numbers you gave")
PAYS: Final = Text(
    "您到手 {received}，分 {count} 次一共还 {paid}。",
    "You receive {received} and pay back {paid} in {count} payments.",
)
COSTS: Final = Text("这笔借款一共要您花", "In all, this loan costs you")
AT_LEAST: Final = Text("这笔借款至少要您花", "This loan costs you at least")
BEYOND: Final = Text("您要比对方说的多付", "You pay more than you were told, by")
BEYOND_AT_LEAST: Final = Text(
    "您至少要比对方说的多付", "You pay more than you were told, by at least"
)
NO_COST: Final = Text(
    "按这些数字，您还的不比到手的多", "By these numbers you pay back no more than you got"
)
BETWEEN: Final = Text(
    "{label}：{low} 到 {high} 之间，要看多久还一次。",
    "{label}: between {low} and {high}, depending on how often you pay.",
)
SIMPLE: Final = Text("一年，单利", "A year, simple")
COMPOUND: Final = Text("一年，复利", "A year, compound")
PARTIAL: Final = Text("这还不是准确的数字", "These figures are not exact yet")
FEES_UNKNOWN: Final = Text(
    "费用不清楚：有费用的话，成本只会更高。",
    "The fees are not known: any fee makes it cost more, never less.",
)
RHYTHM_UNKNOWN: Final = Text(
    "多久还一次不清楚：年化按每周和每三个月各算一遍，给出范围。",
    "How often you pay is not known: the yearly rate is given as a range from weekly to quarterly.",
)
BOUND_LOW: Final = Text("至少（费用不清楚）", "At least; the fees are not known")
FROM_TO: Final = Text("最低（每三个月还一次）", "Lowest, if you pay every three months")
TO: Final = Text("最高（每周还一次）", "Highest, if you pay every week")
BY_NUMBERS: Final = Text("按您填的数字算出", "Worked out from your numbers")
SCHEDULE_ASSUMED: Final = Text(
    "每次还款间隔相同，第一次在放款后满一个间隔。",
    "Payments are evenly spaced, the first one interval after the money arrives.",
)
TOLD: Final = Text("对方说的", "What you were told")
# ---- what to do
TODO_SIGN: Final = Text(
    "还没签：先不要签，也不要先付任何费用。",
    "Not signed yet: do not sign, and pay no fee first.",
)
TODO_ASK: Final = Text("请放款方书面写清：{what}。", "Ask the lender to put in writing: {what}.")
TODO_STATEMENT: Final = Text(
    "要一份综合融资成本明示表：每一项费用、谁收、折成一年是多少。",
    "Ask for the all-in cost statement: each fee, who gets it, and what it comes to a year.",
)
TODO_KEEP: Final = Text(
    "留好合同、放款和还款的流水、聊天记录。",
    "Keep the contract, the records of payout and payments, and the messages.",
)
TODO_FINE: Final = Text(
    "拿这一页和合同逐项对一遍，特别是到手金额和每期还款。",
    "Hold this page against the contract line by line, above all the payout and the instalment.",
)
TODO_SIGNED: Final = Text(
    "已经签了：按时还款，同时向放款方书面提出，再找下面的人问。",
    "Signed already: pay on time, raise it with the lender in writing, and ask the people below.",
)
ASKS: Final[dict[str, tuple[Ask, ...]]] = {
    "cn": (
        Ask(
            Text("金融监管总局消费者热线", "The financial regulator's consumer line (NFRA)"),
            Text("银行、消费金融、保险的收费和合同", "Charges and contracts of banks and lenders"),
            "12378",
        ),
        Ask(
            Text("人民银行金融消费权益热线", "The central bank's consumer line (PBOC)"),
            Text("年化利率怎么公示、征信", "How yearly rates are shown; credit records"),
            "12363",
        ),
        Ask(
            Text("公共法律服务热线", "Public legal aid line"),
            Text("合同条款、要不要起诉，免费问", "Clauses, and whether to go to court; free"),
            "12348",
        ),
    ),
    "us": (
        Ask(
            Text("美国消费者金融保护局", "Consumer Financial Protection Bureau"),
            Text("披露、收费、催收", "Disclosures, charges, collection"),
        ),
    ),
    "uk": (
        Ask(
            Text("英国金融申诉专员", "Financial Ombudsman Service"),
            Text("先向放款方投诉，再找它", "After a complaint to the lender"),
        ),
    ),
    "eu": (
        Ask(
            Text("本国的消费者中心和金融监管机构", "Your consumer centre and national regulator"),
            Text("披露、收费、提前还款", "Disclosures, charges, early repayment"),
        ),
    ),
}
CONFIRMED: Final = Text(
    "下面的结果用的是您核对过的 {count} 个数字",
    "This answer uses the {count} numbers you confirmed",
)
CONFIRMED_CHANGED: Final = Text("您改正了：{changes}", "You put right: {changes}")
CONFIRMED_ALL: Final = Text("您没有改动任何一个。", "You changed none of them.")
CONFIRM_AGAIN: Final = Text(
    "数字没有完整送到。请重新上传照片，再核对一次。",
    "The numbers did not arrive whole. Hand the picture in again and compare once more.",
)
