"""How lenders word terms that lean to their side: change, liability, proof, court, rights."""

from __future__ import annotations

from contracts.wordings import (
    chinese_joined_standing,
    chinese_standing,
    english_joined_standing,
    english_standing,
)
from contracts.wordings.model import idea
from contracts.wordings.sides import LENDER_EN, LENDER_ZH

_TERMS_ZH = r"费|利率|条款|合同|协议|规则|标准|收费|内容|利息|期限|还款(?:方式|安排)"
_AGREED_ZH = (
    r"协商一致|经~(?:借款人|乙方|甲方|您|双方)~(?:书面)?(?:同意|确认)|征得~同意|双方~(?:书面)?(?:同意|协商)|另行签(?:订|署)|LPR|报价利率"
    r"|有利于借款人|只可~变更~(?:电话|网址|地址|联系方式)|降低|下调|借款人~有权~(?:终止|解除|退出|提前(?:还|结))"
)
CHANGED = (
    *chinese_joined_standing.CHANGED,
    *english_joined_standing.CHANGED,
    *chinese_standing.CHANGED,
    *english_standing.CHANGED,
    idea(
        r"(?:改|变更|调整|修改)了?~(?:收费|费率|利率|费用|规则|条款)~(?:官网|公告|网站|APP|平台)~(?:就算数|即算数|就生效|就有效|为准)",
        unless=_AGREED_ZH,
    ),
    idea(
        LENDER_ZH + r"~可以?~?(?:视|根据|按照?)~重新(?:核定|确定|定价|厘定)",
        _TERMS_ZH,
        unless=_AGREED_ZH,
    ),
    idea(
        r"保留~(?:单方(?:面)?|随时|自行)~(?:变更|调整|修改|修订)~权利",
        _TERMS_ZH,
        unless=_AGREED_ZH,
    ),
    idea(
        r"(?:有权|可以?|保留~权利|得)~(?:单方(?:面)?|随时|自行|自主|不定期|不时|根据~(?:需要|市场|经营|情况|政策|实际))~"
        r"(?:变更|调整|修改|修订|增加|提高|补充|更新|上调)",
        _TERMS_ZH,
        unless=_AGREED_ZH + r"|浮动|(?:授信)?额度的?调整",
    ),
    idea(
        r"(?:变更|调整|修改|修订|更新)~(?:公告|公布|公示|发布|通知|发出|张贴)~(?:即|后|起|之日|之时|时)~(?:生效|有效|约束)",
        unless=_AGREED_ZH + r"|(?:[3-9]\d|三十|六十|九十)[日天]",
    ),
    idea(
        r"(?:变更|调整|修改|修订|增加|提高|上调)~(?:无需|无须|不再|不另行|不必|毋须|未经)~(?:通知|同意|告知)",
        _TERMS_ZH,
        unless=_AGREED_ZH.replace(
            r"|经~(?:借款人|乙方|甲方|您|双方)~(?:书面)?(?:同意|确认)|征得~同意", ""
        ),
    ),
    idea(
        r"(?:无需|无须|不必|毋须)~(?:借款人|乙方|甲方|您|用户|另行|事先)*~(?:通知|同意|告知)~(?:即可)?~(?:变更|调整|修改|修订|增加|提高|上调)",
        _TERMS_ZH,
    ),
    idea(
        r"继续使用~视为~(?:同意|接受|认可)|(?:未|不)(?:提出)?(?:异议|终止|停用)~视为~(?:同意|接受|认可)~(?:变更|修改|调整|新)"
    ),
    idea(
        r"(?<!supplier )(?:may|reserves? the right to|can|(?:is|are) entitled to|shall have the right to)~"
        r"(?:change|amend|modify|vary|increase|alter|revise|adjust|raise)\b~~"
        r"(?:any time|sole(?: and absolute)? discretion|without (?:any |prior |further )*(?:notice|consent|notification)"
        r"|sees? fit|from time to time|by posting|upon posting|on posting|any reason|effective immediately|unilateral"
        r"|by (?:publishing|publication|notice on))",
        unless=r"(?:with|obtain|unless)~(?:your|the borrower's) (?:prior |written |express )*(?:consent|agreement)|both parties"
        r"|in writing (?:and )?signed|\bindex\b|prime rate|base rate|SOFR|reduc|lower|in your favou?r|address|contact details"
        r"|(?:you may|right to|free to|entitled to)~(?:terminate|repay|reject|cancel|opt out|leave|close|exit)",
    ),
    idea(
        r"(?:at any time|without (?:any |prior |further )*(?:notice|consent)|unilaterally|in (?:our|its) sole discretion)\W~?"
        r"(?:change|amend|modify|vary|increase|alter|revise|adjust|raise)\b",
        r"rate|fee|charge|term|agreement|condition|interest|price",
        unless=r"\bindex\b|reduc|lower|consent of both|may not|shall not|cannot|will not",
    ),
    idea(r"continued use~(?:constitute|mean|deemed|be|is)~(?:accept|agree|consent)"),
    idea(
        r"(?:amend|modif|chang|variation|revis|adjust)~(?:effective|binding|takes? effect)~(?:immediately )?(?:upon|when|once|on) (?:(?:its )?announcement|posting|publication|we post|posted|being posted)"
    ),
    idea(
        r"(?:we|the lender) (?:can|may) ~?(?:add to|remove|change)\b~~whenever (?:we|it) (?:decides?|wants?|likes?|chooses?)",
    ),
)
_FAULT_ZH = r"不可抗力~(?:部分|全部)(?:或者全部)?免除|根据~影响|(?:均|一律|应)?(?:为|属|认定)?无效|(?:不可抗力(?!、?(?:系统|网络|设备|黑客|通讯|电力))~|故意|重大过失|过错|过失)~(?:除外|的除外|不在此限|应当?承担|仍~承担)|(?<!对)因不可抗力(?!以外|之外)~不承担"
_OWN_EN = r"(?:even if|including|whether or not)~(?:negligen|fault|advised|breach)"
NOT_LIABLE = (
    *chinese_joined_standing.NOT_LIABLE,
    *english_joined_standing.NOT_LIABLE,
    *chinese_standing.NOT_LIABLE,
    idea(r"任何原因~(?:亦|均|都|也)?不承担(?:任何)?(?:赔偿)?责任", LENDER_ZH),
    idea(
        r"(?:系统|网络|设备|技术|平台)[^。;,\n]{0,8}(?:问题|故障|出错|中断|错误)[^。;]{0,12}(?:后果|损失|责任)(?:均|都|全部)?由(?:您|你|借款人|客户|学员|用户)",
        unless=r"(?:您|你|借款人|客户|学员|用户)(?:自己|自身)?的(?:设备|手机|网络|系统|电脑)",
    ),
    idea(
        r"(?:不承担|无需承担|无须承担|不负|概不承担|免于承担|不须承担|免除~)(?:任何|一切|全部|相应|由此产生的)*~?(?:法律)?(?:责任|赔偿|损失)|概不负责|一概不负责",
        LENDER_ZH,
        unless=_FAULT_ZH
        + r"|(?:借款人|借款方|借入方|学员|持卡人|客户|用户|担保人|消费者|您|你)(?:对此|因此)?(?:概|均)?(?:不承担|无需承担|无须承担|不负)|非(?:因|由)~(?:贷款人|银行|平台|公司|我行|我司)"
        r"|(?:借款人|乙方|甲方|您)(?:自身|自己|本人)?(?:原因|过错|提供~(?:错误|虚假|不实))",
    ),
    idea(
        r"(?:系统|网络|设备|技术|通讯)(?:故障|中断|延迟|错误)~~(?:责任|损失|风险|后果)~(?:由|均由|全部由)(?:借款人|乙方|甲方|您|用户|本人)~(?:自行)?(?:承担|负担)"
    ),
    idea(
        LENDER_EN
        + r"\b~(?:not (?:be )?(?:liable|responsible|accountable)|no (?:liability|responsibility)"
        r"|disclaims?~(?:liability|responsibility)|excludes?~liability|not accept~(?:liability|responsibility))",
        unless=r"could (?:not )?have prevented|reasonable care|neither (?:party|side|of us)~(?:foresee|foreseen|prevent|control)|beyond (?:our|its|the lender's|their)~control|force majeure|(?:except|unless|save)~(?:negligen|fraud|wil+ful|fault|breach"
        r"|gross|error)|third[- ]part(?:y|ies)' (?:acts|websites)|caused by (?:you|the borrower)",
    ),
    idea(LENDER_EN + r"\b~(?:not (?:be )?(?:liable|responsible)|no liability)~~" + _OWN_EN),
    idea(
        r"releases?\b~" + LENDER_EN + r"\b~from (?:all|any|every)\b~(?:liabilit|claims?|responsib)",
        unless=r"third part|lien|collateral|(?:lender|creditor|bank|we) releases?",
    ),
    idea(
        r"(?:in no event|under no circumstances|in no case)~"
        + LENDER_EN
        + r"\b~(?:liable|responsible|accountable)",
        unless=r"beyond (?:our|its|the lender's|their)~control|force majeure|(?:except|unless|save)~(?:fraud|wil+ful|fault|breach)",
    ),
    idea(
        r"(?:release|hold|keep|indemnif)(?:s|y|ies)?~(?:harmless|lender|us\b|company)~~(?:all|any)\b~(?:claims?|liabilit|loss|damage)",
        unless=r"except|caused by (?:your|the borrower)|your breach|other than|mutual",
    ),
    idea(
        r"(?:errors?|failures?|outages?|delays?)~(?:system|platform|network|software)~~(?:at your (?:own|sole) risk|borne by (?:you|the borrower))"
    ),
    idea(
        r"(?:任何损失|一切损失|全部损失)~(?:一律|概|均|都)?(?:免责|免于承担|不承担)",
        LENDER_ZH + r"|公司",
        unless=_FAULT_ZH,
    ),
    idea(
        r"neither~(?:is|are) (?:liable|responsible) to you~(?:any|every|all)\b~(?:loss|damage|negligen)",
        unless=r"beyond (?:our|its|their)~control|could (?:not )?have prevented",
    ),
)
_OPEN_ZH = r"相反(?:的)?证据|(?:证明|证据)~(?:除外|为准)|明显错误|双方(?:核对|对账)|经双方确认|有异议~(?:可以?|有权)|核实|更正|证据证明"
RECORDS = (
    *chinese_joined_standing.RECORDS,
    *english_joined_standing.RECORDS,
    *chinese_standing.RECORDS,
    *english_standing.RECORDS,
    idea(
        r"(?:由|按|以)" + LENDER_ZH + r"(?:的)?(?:账目|账簿|账|记录|系统|账册)(?:决定|确定|认定)",
        unless=_OPEN_ZH,
    ),
    idea(
        r"(?:对账单|账单|记录|账目|凭证)~(?:为|是|作为)(?:最终|唯一|终局|不可推翻)(?:的)?(?:证据|证明|依据|凭证)",
        unless=_OPEN_ZH,
    ),
    idea(
        r"\b(?:certified|determined|stated|shown|calculated) by (?:us|the lender|the bank|the creditor)\b~(?:final|conclusive|binding)",
        unless=r"manifest|obvious error|prima facie|unless|except|dispute",
    ),
    idea(
        r"(?:采用|采信|依据|只认)"
        + LENDER_ZH
        + r"~(?:系统|记录|账|后台)~?(?:数据|记录|数字|为准)?",
        r"不得|无权|不接受|不予|不能",
        unless=_OPEN_ZH,
    ),
    idea(
        r"以"
        + LENDER_ZH
        + r"~(?:系统|后台|记录|账务|账簿|账册|数据|凭证|计算|显示|核算|台账|账单)~为(?:准|最终|唯一|依据|确定)",
        unless=_OPEN_ZH,
    ),
    idea(
        LENDER_ZH
        + r"~(?:系统|账务|电子|账簿)~?(?:记录|数据|凭证|账册)~(?:最终|终局|确定(?:性)?证据|唯一|不可推翻|不容置疑|决定性)",
        unless=_OPEN_ZH,
    ),
    idea(
        r"(?:不得|无权|不能|不再|放弃)~(?:异议|质疑|反驳|争议|复核|核对)",
        r"记录|账|数据|金额|计算|系统|对账|余额|欠款",
        unless=_OPEN_ZH,
    ),
    idea(
        r"(?:records?|books|statements?|accounts?|certificates?|calculations?|determinations?|ledger)\b~"
        r"(?:conclusive|final|(?<!legally )binding|sole (?:evidence|proof)|irrefutable|incontestable|not (?:be )?(?:disputed|challenged))",
        LENDER_EN + r"'?s?\b",
        unless=r"manifest|obvious error|prima facie|contrary|absent|rebutt|unless|neither|may be questioned|in the absence|except|you may dispute|credit",
    ),
    idea(
        r"statements?~(?:final|conclusive|binding)~unless~(?:object|disput|contest|question)\w*~within"
    ),
    idea(
        r"\b(?:our|(?:the )?(?:lender|creditor|bank|company)'s) (?:own )?"
        r"(?:ledgers?|records?|books|figures|accounts?|computer|system)~(?:decides?|settles?|prevails?|governs?)\b",
        unless=r"manifest|obvious error|prima facie|unless|except|dispute|do not|does not|policy",
    ),
    idea(
        r"(?:may not|waives?|no right to|cannot|shall not)~(?:dispute|contest|challenge|object)~(?:records?|books|statement|calculation|balance)"
    ),
    idea(
        r"\bcertificates?\b~(?:signed|issued|given) by~(?:conclusive|final|binding)",
        unless=r"manifest|obvious error|prima facie|unless|contrary",
    ),
    idea(
        r"statement of (?:the |our )?(?:company|lender|bank|creditor)\b~(?:conclusive|final|binding)",
        unless=r"manifest|obvious error|prima facie|unless|contrary",
    ),
)
