"""How lenders word where a dispute is heard, and the rights a person gives away."""

from __future__ import annotations

from contracts.wordings import (
    chinese_joined_standing,
    chinese_standing,
    english_joined_standing,
    english_standing,
)
from contracts.wordings.model import idea
from contracts.wordings.sides import LENDER_ZH

_SEAT_ZH = r"(?:的)?(?:住所地|所在地|注册地|登记地|经营地|住所|主要(?:营业|办事)(?:地|机构所在地|场所)|总部所在地|总行所在地|分支机构所在地)"
_FORUM_OK_ZH = r"(?:借款人|消费者|被告|您)(?:的)?(?:住所地|所在地|住所)|(?:向|由)有管辖权|任何一方所在地|各自所在地"
_WHERE_BORROWER_EN = r"where (?:the )?(?:you|borrower|consumer|customer|debtor|buyer|party b)\b~(?:domicil|resid|liv)"
LENDERS_COURT = (
    *chinese_joined_standing.LENDERS_COURT,
    *english_joined_standing.LENDERS_COURT,
    *chinese_standing.LENDERS_COURT,
    *english_standing.LENDERS_COURT,
    idea(
        r"courts?\b~(?:registered office|seat|head office|place of business|domicile|headquarters)~of (?:the |our )?"
        r"(?:lender|creditor|bank|company|seller)",
        unless=_WHERE_BORROWER_EN
        + r"|either|(?:consumer|borrower|you) (?:may|can) (?:bring|sue|choose|go)"
        r"|(?:consumer|borrower)'s (?:domicil|resid|home)",
    ),
    idea(
        r"courts?\b~(?:where|in which) the (?:lender|creditor|company|bank)~(?:established|located|seated|based|domiciled|office)",
        unless=r"where you (?:live|reside)|your residence",
    ),
    idea(LENDER_ZH + _SEAT_ZH + r"~(?:法院|管辖|诉讼|起诉)", unless=_FORUM_OK_ZH),
    idea(r"(?:法院|管辖|诉讼|起诉)~" + LENDER_ZH + _SEAT_ZH, unless=_FORUM_OK_ZH + "|送达|通知"),
    idea(
        r"(?:jurisdiction|courts?|venue|forum|brought|litigated|action)\b~~"
        r"\b(?:(?:lender|creditor|company|bank|seller)(?:'?s)?|our|its|we|us)\b ?(?:is|are|has|have|maintains?)?~"
        r"(?:principal|registered|head|main|place of business|office|home|domicile|headquarter|seat|incorporated|located|chooses?|elects?)",
        r"court|venue|jurisdiction|litigat",
        unless=_WHERE_BORROWER_EN
        + r"|where you (?:live|reside)|your (?:residence|domicile|home)|borrower'?s? (?:resid|domicil|home|place)|sign|regulat|licen[cs]e"
        r"|(?:and|or) (?:any other|the courts? of)",
    ),
)
FORCED = (
    *chinese_joined_standing.FORCED,
    *english_joined_standing.FORCED,
    *english_standing.FORCED,
    idea(r"(?:不得|无权|不能|不可)(?:再)?(?:去|到|找|上)(?:人民)?法院"),
    idea(
        r"(?:不得|无权|不能|不可)(?:和|与|跟|同|联合)其他~(?:一起|共同|联合|合并)~?(?:告|诉|主张|维权|索赔|申请)"
    ),
    idea(
        r"(?:disputes?|claims?)\b~(?:go(?:es)?|(?:is|are) (?:decided|settled|resolved|heard))~(?:to|by)\b~arbitrat",
        unless=r"(?:either|you) ~?may (?:choose|elect|also|instead|refuse|reject)|or (?:by )?(?:a|the) court|if (?:both|you)"
        r"|nothing in|covered borrower",
    ),
    idea(
        r"(?:class|jury|group|collective)\b~(?:actions?|proceedings?|trials?|claims?)~(?:is|are) (?:hereby )?"
        r"(?:waived|excluded|given up)",
        unless=r"nothing in|covered borrower",
    ),
    idea(
        r"(?:提交|申请|提请|提起|由|向|通过|交由)~仲裁(?:委员会|院|机构)?~(?:仲裁|裁决|解决)|(?:只能|仅能?|应当?|一律|均)~(?:申请|提交|通过|提起)?~仲裁|一裁终局",
        unless=r"(?:或|也可|亦可|可以?选择|任选|有权选择|或者)~(?:法院|诉讼|起诉)|法院~(?:或|或者)~仲裁|申请调解|仲裁费|劳动|(?:向|由)~法院(?:提起|起诉|诉讼|管辖|申请)",
    ),
    idea(r"(?:不得|放弃|无权|不能)~(?:集体|共同|团体|代表人)~?(?:诉讼|起诉|索赔|维权)"),
    idea(r"(?:不得|无权|不能)~(?:向(?:人民)?法院|提起)~?(?:起诉|诉讼)"),
    idea(
        r"(?:binding|mandatory|final|compulsory|exclusive)(?: and binding| individual)* arbitration"
        r"|(?:shall|must|will|agree[sd]?)~(?:be )?(?:resolved|settled|decided|submitted|determined|referred)~(?:by|to|through)~arbitrat"
        r"|must arbitrate|agrees? to arbitrat",
        unless=r"(?:either|you) ~?may (?:choose|elect|also|instead)|or (?:a|the) court|does not (?:contain|require|include)|nothing in"
        r"|military|covered borrower",
    ),
    idea(
        r"(?:waives?|gives? up|relinquish|forgo|surrender)~(?:jury|class[- ](?:action|wide)|class or|collective|representative)",
        unless=r"nothing in|does not|not (?:be )?(?:a )?waiv|covered borrower",
    ),
    idea(
        r"class[- ]action waiver|jury (?:trial )?waiver|no class (?:action|arbitration)"
        r"|not~(?:participate|bring|join|be (?:a )?(?:member|part|representative))~class|only (?:in|on) (?:an |your )?individual (?:basis|capacity)",
        unless=r"nothing in|does not (?:contain|include)|(?:there is|has|contains) no|covered borrower",
    ),
)
OPTS_OUT = (
    idea(
        r"opt[- ]out|reject (?:this )?arbitration|(?:within|have) \d+ days~(?:reject|cancel|decline)|small claims"
    ),
)
_RIGHTS_ZH = (
    r"(?:抗辩|异议|起诉|诉讼|上诉|反诉|抵销|撤销|申诉|索赔|追究|请求(?:调整|减少)|调整违约金|举证)"
)
RIGHTS = (
    *chinese_joined_standing.RIGHTS,
    *english_joined_standing.RIGHTS,
    *chinese_standing.RIGHTS,
    *english_standing.RIGHTS,
    idea(r"放弃(?:请求|要求|申请)?~(?:调低|调减|减少|降低|调整)(?:违约金|罚息)"),
    idea(
        r"(?:放弃|不行使|不享有|不得行使|不得主张)~" + _RIGHTS_ZH + r"(?:权|的?权利|权益)?",
        unless=r"记录|账|对账|集体|贷款人放弃|不(?:视为|构成|意味)~放弃|不(?:要求|得要求)~放弃",
    ),
    idea(
        r"(?:赋予|具有|办理)~强制执行(?:效力|力|公证)|强制执行公证|不经(?:诉讼|审判|法院)~强制执行|(?:直接|自愿)~接受~?强制执行"
    ),
    idea(
        r"confess(?:ion|es|ed)?~(?:of |to |a )?judgment|cognovit|warrant of attorney|consent~(?:entry of )?judgment (?:against|without)"
    ),
    idea(
        r"(?:waives?|gives? up|relinquish|surrender|forgo|release)s?~(?:(?:all|any|every|its|your|the)\b~)?"
        r"(?:defen[cs]es?|exemptions?|homestead|right~(?:to (?:notice (?:of|and)|be heard|a hearing|sue|contest|appeal|counterclaim"
        r"|defend|assert))|counterclaims?|set-?off)",
        unless=r"nothing in|not (?:be )?(?:a )?waiv|does not|no waiver|(?:lender|we|our) (?:do(?:es)? not )?(?:waive|failure)"
        r"|merchant|seller|supplier|dealer|jury|class|waives? none",
    ),
    idea(
        r"(?:wage|salary|earnings|payroll) (?:assignment|deduction authori)|assigns?~(?:wages|salary|earnings|pay\b)|(?:deduct|withh[eo]ld)~(?:from )?(?:your|the borrower's) (?:wages|salary|pay\b)",
        unless=r"there is no|nothing in|\bno (?:wage )?assignment",
    ),
    idea(
        r"(?:security interest|lien|pledge|collateral)~(?:household goods|furniture|appliances|personal effects|wedding)",
        unless=r"there is no|nothing in|\bno (?:security|lien|pledge)",
    ),
)
