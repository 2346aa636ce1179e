"""Group E: clauses that tilt the contract to one side, found by phrase and denial."""

from __future__ import annotations

from contracts.answers import Answer, Check, Severity
from contracts.checks.asking import clause_answer, pattern
from contracts.model import Contract
from core.text import Text


def changed_by_one_side(contract: Contract) -> Answer:
    """May the lender change price or terms alone?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"有权(?:单方面?|随时|自行)[^。;\n]{0,10}(?:变更|调整|修改)[^。;\n]{0,24}|(?:变更|调整"
                r"|修改)[^。;\n]{0,20}(?:公告即生效|无需(?:另行)?通知|不另行通知)|继续使用[^。;\n]{0,10}视为(?:同意|接受)"
            ),
            pattern(
                r"may (?:change|amend|modify|increase)[^.;\n]{0,60}(?:at any time"
                r"|sole discretion|without notice)"
            ),
        ),
        Text(
            zh="贷款人可以单方变更费用或条件，借款人没有拒绝的余地。",
            en="The lender may change price or terms alone; the borrower cannot refuse.",
        ),
        "a clause with notice, reasons and the right to leave without cost",
    )


def excluded_liability(contract: Contract) -> Answer:
    """Does the lender exclude liability even for its own faults?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:贷款人|出借人|平台|甲方)[^。;\n]{0,24}(?:不承担任何(?:法律)?责任|概不负责|免于承担(?:一切|任何)责任)"
            ),
            pattern(r"lender (?:shall|will) not be liable for any|no liability whatsoever"),
        ),
        Text(
            zh="贷款人对任何情况都不承担责任，包括自己的过错。",
            en="The lender answers for nothing, not even for its own fault.",
        ),
        "an exclusion limited to what the lender cannot control",
    )


def records_conclusive(contract: Contract) -> Answer:
    """Are the lender's own records the only proof?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"以(?:贷款人|甲方|平台|出借人)[^。;\n]{0,10}(?:系统|记录|账务)[^。;\n]{0,10}为(?:准|最终|唯一)|(?:不得"
                r"|放弃)[^。;\n]{0,6}异议"
            ),
            pattern(r"lender'?s records (?:shall be|are) (?:conclusive|final)"),
        ),
        Text(
            zh="以贷款人自己的记录为准，借款人不得提出异议。",
            en="The lender's own records decide; the borrower may not object.",
        ),
        "the words “unless proven otherwise”",
    )


def lenders_court(contract: Contract) -> Answer:
    """Must disputes go to the court where the lender sits?"""
    return clause_answer(
        contract,
        (
            pattern(r"(?:贷款人|出借人|甲方|平台|公司)(?:住所地|所在地|注册地)[^。;\n]{0,12}法院"),
            pattern(r"exclusive(?:ly)?[^.;\n]{0,30}courts? of the lender"),
        ),
        Text(
            zh="争议由贷款人所在地法院管辖，借款人维权不便。",
            en="Disputes go to the court where the lender sits, far from the borrower.",
        ),
        "proof that the clause was clearly pointed out before signing",
    )


def forced_arbitration(contract: Contract) -> Answer:
    """Is the way to court, or to a common action, closed?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"只能(?:提交|申请|通过)[^。;\n]{0,20}仲裁|不得(?:提起|参加)(?:集体|共同)?诉讼"
            ),
            pattern(r"binding arbitration|waives?[^.;\n]{0,30}(?:jury trial|class action)"),
        ),
        Text(
            zh="只能仲裁，不得向法院起诉或集体起诉。",
            en="Only arbitration is left; court, jury or common action are closed.",
        ),
        "a time in which the borrower may opt out",
    )


def rights_waived(contract: Contract) -> Answer:
    """Does the borrower give up defences or the right to be heard?"""
    return clause_answer(
        contract,
        (
            pattern(r"放弃[^。;\n]{0,12}(?:抗辩|异议|起诉|诉讼|上诉)(?:权|的权利)?"),
            pattern(
                r"confess(?:ion of)? judgment|waives? (?:all|any) (?:defen[cs]es"
                r"|exemptions?)|wage assignment"
            ),
        ),
        Text(
            zh="借款人预先放弃抗辩或诉讼的权利。",
            en="The borrower gives up defences or the right to go to court in advance.",
        ),
        "the clause struck out",
    )


def assigned_silently(contract: Contract) -> Answer:
    """May the claim be sold without telling the borrower?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"转让[^。;\n]{0,20}(?:债权|权利)[^。;\n]{0,16}(?:无需|无须|不必)[^。;\n]{0,8}通知"
                r"|债权转让[^。;\n]{0,12}(?:无需|无须)[^。;\n]{0,8}(?:通知|同意)"
            ),
            pattern(r"assign[^.;\n]{0,40}without notice"),
        ),
        Text(
            zh="债权转让不通知借款人。",
            en="The claim may be sold without telling the borrower.",
        ),
        "a duty to notify before the borrower must pay somebody else",
    )


def default_made_public(contract: Contract) -> Answer:
    """May the lender publish a default or tell relatives, friends or the employer?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:公开|公布|曝光|媒体(?:披露|公告))[^。;\n]{0,20}(?:违约|逾期|欠款|个人|信息)|(?:向|告知|通知"
                r"|联系)[^。;\n]{0,12}(?:亲友|亲属|紧急联系人|工作单位|通讯录)[^。;\n]{0,16}(?:披露|催收|告知|催促|公开|逾期|欠款)?"
            ),
            pattern(
                r"(?:publish|disclose)[^.;\n]{0,30}default[^.;\n]{0,40}(?:relatives|friends"
                r"|employer|media|public)"
            ),
        ),
        Text(
            zh="逾期后可以公开信息，或者告知亲友、单位。",
            en="On default the lender may publish it or tell relatives, friends or the employer.",
        ),
        "a clause that limits contacts to the borrower and guarantors",
    )


def sole_interpretation(contract: Contract) -> Answer:
    """Does one side alone say what the contract means, or rules unseen prevail?"""
    return clause_answer(
        contract,
        (
            pattern(r"最终解释权|(?:平台|网站)规则[^。;\n]{0,12}(?:优先|为准|构成本合同)"),
            pattern(
                r"sole (?:right of )?interpretation|lender'?s interpretation (?:is|shall be) final"
            ),
        ),
        Text(
            zh="解释权只归一方，或以没有附上的规则为准。",
            en="One side alone interprets, or rules that are not attached prevail.",
        ),
        "the clause struck out and the rules attached",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "E01",
        Text(zh="单方变更", en="Changed by one side"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "cn-consumer-26",
            "cn-consumer-infringement-12",
            "uk-cra-62",
            "eu-uctd-5",
        ),
        changed_by_one_side,
    ),
    Check(
        "E02",
        Text(zh="免除自身责任", en="Own liability excluded"),
        Severity.HIGH,
        ("cn-civilcode-497", "cn-consumer-infringement-12", "uk-cra-62"),
        excluded_liability,
    ),
    Check(
        "E03",
        Text(zh="以贷款人记录为准", en="Lender's records decide"),
        Severity.MEDIUM,
        ("cn-civilcode-497", "cn-consumer-26", "uk-cra-62"),
        records_conclusive,
    ),
    Check(
        "E04",
        Text(zh="约定贷款人所在地法院", en="Court where the lender sits"),
        Severity.MEDIUM,
        ("cn-civil-procedure-interp-31", "uk-cra-62"),
        lenders_court,
    ),
    Check(
        "E05",
        Text(zh="限制诉讼途径", en="Way to court closed"),
        Severity.HIGH,
        ("cn-civilcode-497", "cn-consumer-infringement-12", "uk-cra-62"),
        forced_arbitration,
    ),
    Check(
        "E06",
        Text(zh="预先放弃权利", en="Rights given up in advance"),
        Severity.CRITICAL,
        ("cn-civilcode-497", "us-16cfr444.2", "uk-cra-62"),
        rights_waived,
    ),
    Check(
        "E07",
        Text(zh="转让债权不通知", en="Claim sold without notice"),
        Severity.MEDIUM,
        ("cn-civilcode-497",),
        assigned_silently,
    ),
    Check(
        "E09",
        Text(zh="公开违约信息", en="Default made public"),
        Severity.CRITICAL,
        ("cn-pipl-25", "cn-pipl-23", "eu-gdpr-5"),
        default_made_public,
    ),
    Check(
        "E11",
        Text(zh="解释权归一方", en="One side interprets"),
        Severity.MEDIUM,
        ("cn-civilcode-496", "cn-civilcode-498", "cn-consumer-infringement-12", "uk-cra-62"),
        sole_interpretation,
    ),
)
