"""What Chinese contracts say in other words: tried only where no first phrase names the term."""

from __future__ import annotations

from contracts.model import TermName
from contracts.terms.numbers import COUNT, DAY, HAN, MONEY, PERCENT
from contracts.terms.rows import Kind, Row
from core.patterns import words_of

_SAYS = (
    r"(?:人民币|\((?:大写|小写|人民币|元|单位:?元)\)|合计|总计|共计|总额|均?为|是|计|约"
    r"|:|,|¦|\||\t|\s|【|\[)*"
)
_GAP = r"[^。;\n\d%费]{0,14}?"
_PEOPLE = (
    r"(?:甲方|乙方|丙方|您|你|本人|我方|借款人|借款方|受信人|客户|用户|申请人"
    r"|学员|患者|出质人|当户)"
)
_LENDS = (
    r"(?:资金(?:提供|出借|支持)?方|贷款(?:机构|银行|公司)|授信(?:人|方|机构)|放款(?:方|机构)|出资(?:人|方)"
    r"|出借(?:机构|单位)|融出方|典当行|当行|分期服务方|金融机构|债权方|出款方|贷出方)"
)
_LENDS_ALSO = r"(?:贷款人|出借人|放款人|债权人|贷款方|出借方)"
_REPAYS = r"(?:还本付息|等额(?:偿还|归还|还款|支付)|偿还|归还|还款|还|付|支付|缴纳|缴|扣款|扣)"
_EVERY = r"每(?P<per>期|次|个?月|两周|双周|周|星期|日|天|季度?|年)(?:\((?:月|期|周)\))?"


def _row(name: TermName, kind: Kind, pattern: str, **fixed: str) -> Row:
    return Row(name, kind, words_of(pattern), **fixed)


LOOSE_ROWS: tuple[Row, ...] = (
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?<!可)(?:借(?:给|到|了|出|入|得)?|借款|贷款|出借|发放|提供|转账|垫付)(?:甲方|乙方|您|你|本人|借款人)?"
        rf"{_SAYS}(?P<value>{MONEY})",
    ),
    _row(TermName.PRINCIPAL, Kind.MONEY, rf"(?:^|[\s\d.、)])金额{_SAYS}(?P<value>{MONEY})"),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"借到(?:[\u4e00-\u9fff]{{2,6}}?)?人民币{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?P<value>{MONEY})(?:整|\([^)]{{1,24}}\))?的?(?:借款|贷款)(?!利息|余额)",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?:(?:借款|贷款|分期|融资|出借|典当|提款|用款|支用|放款|垫款|代付|申请)(?:的)?"
        rf"(?:数额|金额|本金|总额|总价款?|款项|额)|当金|本次(?:提款|支用|借款)|分期付款总额)"
        rf"(?:数额|金额)?{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?:借|贷|放|拨|付|垫付)(?:给|予|与)?{_PEOPLE}?(?:的)?(?:现金|款项?|资金)?{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.NET_PROCEEDS,
        Kind.MONEY,
        rf"(?:(?:实际|净|最终)(?:支付|给付|付给|划给|打给|转给|放给|到手|得到|领取|收到|取得|到账|发放)"
        rf"|(?:到|入)账金额|净额|净到手){_PEOPLE}?(?:的)?(?:借款|贷款|金额|现金|款项)?{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.TERM,
        Kind.SPAN,
        rf"(?:借款|贷款|分期|合同|还款|使用|融资|典当|授信)?(?:期限|借期|期|时间)(?:自|从)[^。;\n]{{8,40}}?"
        rf"[,(、](?:共计?|合计|为期|计|总计)?(?P<value>\d{{1,3}}|{HAN}{{1,3}})个?(?P<unit>月|年|天|日|周)(?!利率|期)",
    ),
    _row(
        TermName.TERM,
        Kind.SPAN,
        rf"(?:分|于|在|借用?|使用|为期|用期)(?P<value>{COUNT})个?(?P<unit>月|年|天|日|周)"
        rf"(?:内)?(?:还清|还完|清偿|归还|偿还|结清|付清|期)?",
    ),
    _row(
        TermName.INSTALMENT_COUNT,
        Kind.COUNT,
        rf"(?:(?:分期|还款|总|贷款|借款)?期数|期次|还款次数){_SAYS}(?P<value>{COUNT})(?:期|次)?(?!个?[月年天日])",
    ),
    _row(
        TermName.INSTALMENT_COUNT,
        Kind.COUNT,
        rf"(?:共计|总共|合共|按|分为|平分|共分)(?:为)?(?P<value>{COUNT})(?:个)?[期次](?!逾期|未)",
    ),
    _row(
        TermName.INSTALMENT_COUNT,
        Kind.COUNT,
        rf"(?<![第每前后末])(?<!连续)(?P<value>{COUNT})(?:个)?期(?=合计|共计|均|全部|还清|,每期|等额)",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"{_EVERY}(?:\d{{1,2}}[日号](?:前)?)?(?:应|须|需|固定)?{_REPAYS}(?:的)?(?:本息|本金和利息|款)?"
        rf"(?:合计|总额|金额|额|数额)?{_SAYS}(?P<value>{MONEY}|\d[\d,]*\.\d\d(?!\d|%))",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"(?:月供|(?P<per>月|期|周)(?:还款|供款|付款)额?|(?:每期|每月)(?:应还|供款|还款)(?:金额|额)?)(?:金额)?"
        rf"{_SAYS}(?P<value>{MONEY}|\d[\d,]*\.\d\d(?!\d|%))",
    ),
    _row(
        TermName.FIRST_PAYMENT_ON,
        Kind.DAY,
        rf"(?:首|第一|第1)(?:次|期|个|笔){_GAP}(?P<value>{DAY})(?=[^。;\n]{{0,8}}[还付扣]|[,。;\n|(]|$)",
    ),
    _row(
        TermName.FIRST_PAYMENT_ON,
        Kind.DAY,
        rf"(?:自|从|由)(?P<value>{DAY})(?:起|开始|始)[,,]?(?:按|每|逐|分|还|偿|归)[^。;\n]{{0,10}}",
    ),
    _row(
        TermName.TOTAL_PAYABLE,
        Kind.MONEY,
        rf"(?:(?:到期|全部|全期|总共|总计|(?<![第每前后])(?<!\d){COUNT}期)(?:应|需|须)?(?:还款|偿还|归还|还)?(?:本息)?"
        rf"(?:合计|共计|总计)|(?:共计|总共|总计)(?:需|应|须)?(?:还款|偿还|归还|支付|还)|到期本息(?:合计|共计|总和|之和)"
        rf"|总还款(?:金)?额|总还款金额){_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.INTEREST_RATE,
        Kind.RATE,
        rf"(?P<noun>[年月日](?:息|利率?))(?:按|为|:|以|是|约定)*(?P<value>(?:\d+(?:\.\d+)?|{HAN})[分厘](?:(?:{HAN}|\d)厘)?)",
    ),
    _row(
        TermName.INTEREST_RATE,
        Kind.RATE,
        rf"(?P<noun>[按每][年月日天])(?:按)?(?:借款|贷款|剩余|未还)?(?:本金|金额|余额)?(?:的)?(?P<value>{PERCENT})"
        rf"(?=[^。;\n\d]{{0,10}}(?:利息|计息|付息|收息))",
    ),
    _row(
        TermName.LENDER,
        Kind.NAME,
        rf"(?:{_LENDS}|{_LENDS_ALSO})(?:名称|全称|\([^)]{{1,12}}\))?[:|]+"
        rf"(?P<value>[^\s,;。:()|\n]{{2,40}}?)(?=[\s,;。:()|]|$)",
    ),
    _row(
        TermName.LENDER,
        Kind.NAME,
        rf"[甲乙丙]方\((?:{_LENDS})[^)]{{0,8}}\):(?P<value>[^\s,;。:()\n]{{2,40}}?)(?=[\s,;。:()]|$)",
    ),
    _row(
        TermName.LENDER,
        Kind.NAME,
        rf"(?P<value>[\u4e00-\u9fff]{{4,30}}(?:公司|银行|合作社|典当行))\((?:以下|下称|简称|以下简称)*[“\"「]?"
        rf"(?:{_LENDS}|{_LENDS_ALSO}|我们)",
    ),
    _row(
        TermName.LENDER,
        Kind.NAME,
        r"(?:今|兹)?(?:本人)?[^。;\n]{0,12}?向(?P<value>(?!甲方|乙方|贷款|出借|银行|您|你)[\u4e00-\u9fff]{2,4}?)"
        r"(?:借款?|借到|借入)(?=人民币|现金|\d|[壹贰叁肆伍陆柒捌玖拾])",
    ),
)
