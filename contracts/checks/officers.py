"""What an officer compares and asks for, finding by finding; the borrower reads the explanation."""

from __future__ import annotations

from core.text import Text

FOR_OFFICER: dict[str, Text] = {
    "A01": Text(
        "在合同和营销处补写年化成本，并注明算法。",
        "State the yearly cost, with its method, in the contract and in marketing.",
    ),
    "A02": Text(
        "核对现金流与所有费用，按同一算法重报年化。",
        "Check the flows and every fee, then restate the rate by the same method.",
    ),
    "A03": Text(
        "改按剩余本金计费，或按现金流披露年化。",
        "Charge on the outstanding principal, or disclose the rate of the flows.",
    ),
    "A04": Text(
        "按实际到账金额计本金，更正已放款合同。",
        "Count what was received as principal; correct loans already made.",
    ),
    "A05": Text(
        "逐项说明差额，列明收取方和依据。",
        "Explain the residual item by item, with payee and basis.",
    ),
    "A06": Text(
        "核实机构类型和合同日期，再与当日参考线比较。",
        "Settle lender type and contract date, then compare with the line of that day.",
    ),
    "A07": Text(
        "重排还款计划，统一大小写和合计。",
        "Rebuild the schedule; make words, figures and totals one.",
    ),
    "A08": Text(
        "写明日利率分母和起息日，按到账日计息。",
        "State the divisor and the first day of interest: the day of payout.",
    ),
    "A09": Text(
        "限定复利范围或删除，重算已收复利。",
        "Limit or strike compounding; recompute what was charged.",
    ),
    "A10": Text(
        "补写基准、加点、上限、调整日和通知。", "Add index, margin, cap, adjustment day and notice."
    ),
    "A11": Text(
        "撤下或改写宣传，并在同处写明全部成本。",
        "Withdraw or reword the claim beside the whole cost.",
    ),
    "B01": Text(
        "列出封闭的收费清单：名称、金额、方法、收取人。",
        "Give a closed list: name, amount, method, payee.",
    ),
    "B02": Text(
        "把第三方费用计入综合成本，核对合作名单。",
        "Count the third party's fee in the all-in cost; check the list of partners.",
    ),
    "B03": Text(
        "取消捆绑，保留自愿购买的书面请求。",
        "Untie the sale; keep the written request where it is voluntary.",
    ),
    "B04": Text(
        "按未使用期间退费，测算应退金额。", "Refund by the unused time; compute what is owed."
    ),
    "B05": Text(
        "停止放款前收费，核查收款账户是否属于本机构。",
        "Stop fees before payout; check whose account receives them.",
    ),
    "B06": Text(
        "改为每次续期单独确认，按不作为情形披露总额。",
        "Ask consent to each renewal; disclose the total of doing nothing.",
    ),
    "B07": Text(
        "合并重复收费，说明每项对应的服务。", "Merge the fees; say what each one pays for."
    ),
    "C01": Text(
        "与合同利率和当日参考线比较，降至线内。",
        "Compare with the contract rate and the day's line; bring it within.",
    ),
    "C02": Text(
        "改为只按逾期金额计收，重算已收罚息。",
        "Charge on the overdue amount only; recompute what was taken.",
    ),
    "C03": Text(
        "合并为一种违约成本，测算30天和90天合计。",
        "Keep one charge; test its sum at 30 and 90 days.",
    ),
    "C04": Text(
        "与实际损失比较，删去未发生的利息。",
        "Compare with the real loss; strike interest that never ran.",
    ),
    "C05": Text(
        "限于合理必要的费用，写明上限。", "Limit it to reasonable, necessary costs, with a cap."
    ),
    "C06": Text(
        "加入通知和宽限，删去主观触发条件。",
        "Add notice and time to cure; strike subjective triggers.",
    ),
    "C07": Text(
        "与法定清偿顺序比较，明示不同之处。",
        "Compare with the default order of law; point out the difference.",
    ),
    "C08": Text(
        "违约成本只对逾期部分，删去整体加价。",
        "Let default cost only the overdue part; strike the general increase.",
    ),
    "D01": Text("写明可以提前还款及其办法。", "State that and how one may repay early."),
    "D02": Text(
        "测算各月提前结清的年化，核对收费标准。",
        "Test the rate of leaving after each month against the price list.",
    ),
    "D03": Text(
        "按实际期间计息退费，出具结清金额示例。",
        "Charge for the actual time; give a worked settlement figure.",
    ),
    "D04": Text("补写撤回权的期限、方式和后果。", "Add the period, way and effect of withdrawal."),
    "D05": Text(
        "核对交易是否关联，恢复借款人的抗辩。",
        "Check whether sale and loan belong together; restore the defences.",
    ),
    "E01": Text(
        "改为事先通知、说明理由并允许无成本退出。",
        "Give notice, reasons and a way out without cost.",
    ),
    "E02": Text("把免责限于不可控的情形。", "Limit the exclusion to what is beyond control."),
    "E03": Text(
        "加入“有相反证据的除外”和对账办法。",
        "Add “unless proven otherwise” and a way to reconcile.",
    ),
    "E04": Text(
        "核实是否显著提示；改为借款人可选的管辖。",
        "Check that it was pointed out; give the borrower a choice of court.",
    ),
    "E05": Text(
        "保留诉讼的选择，或给出退出期限。", "Keep the choice of court, or a time to opt out."
    ),
    "E06": Text("删除预先放弃的权利。", "Strike the waiver."),
    "E07": Text("转让前通知，以送达为准。", "Notify before assignment; count what arrives."),
    "E08": Text(
        "限定账户、金额、次数和撤销办法。", "Limit account, amount and attempts; allow revocation."
    ),
    "E09": Text(
        "删除公开和告知条款，核查催收外包合同。",
        "Strike exposure; check the contracts of collectors.",
    ),
    "E10": Text(
        "单独告知并取得共同借款人、保证人的签字。",
        "Tell each co-borrower or guarantor separately and have it signed.",
    ),
    "E11": Text(
        "删除解释权，附上所引规则，保留提示说明记录。",
        "Strike the clause, attach the rules, keep proof of explanation.",
    ),
    "F01": Text(
        "逐项对照必要范围，停止收集多余信息。",
        "Test each item against need; stop collecting the rest.",
    ),
    "F02": Text(
        "按目的分别同意，写明期限和撤回办法。",
        "Ask per purpose, with an end and a way to withdraw.",
    ),
    "F03": Text("列明接收方，取得单独同意。", "Name the recipients; ask separate consent."),
    "F04": Text(
        "写明查询用途和报送前告知，生物信息另行同意。",
        "State the purpose and the notice before reporting; separate consent for biometrics.",
    ),
    "G01": Text("按清单补齐缺少的内容。", "Add what the list asks for."),
    "G02": Text(
        "填满空白、勾选选项后再签署。", "Fill every blank and tick every choice before signing."
    ),
    "G03": Text(
        "确定以哪一处为准并更正另一处。", "Settle which place holds and correct the other."
    ),
    "G04": Text("换用双方签署的清洁文本。", "Use a clean copy signed by both sides."),
}
