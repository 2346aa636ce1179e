"""How lenders word what has to be bought, joined or opened with the loan."""

from __future__ import annotations

from contracts.wordings import chinese_joined, chinese_money, english_joined_money, english_money
from contracts.wordings.model import idea

_THINGS = r"(?:[^。;,\n]{0,6}险(?!公司|机构|金融)|保险|投保|会员|权益|购物券|代金券|优惠券|礼[包品]|卡券|商品|套餐|服务包|理财|存款|增值服务|信用卡|延保|积分|保障计划|俱乐部|会籍|提货[券卡]|购物卡|货品)"
_CHOICE_EN = (
    r"of (?:your|the borrower's) (?:own )?choice|any insurer|optional|voluntar|vehicle|collateral"
)
_FREELY = r"自愿|自主(?:选择|决定)|可(?:以)?(?:自行)?选择(?:是否)?|非强制|不影响~(?:放款|借款|审批|贷款)|(?:标的|抵押)物"
TIED = (
    *chinese_joined.TIED,
    *english_joined_money.TIED,
    *chinese_money.TIED,
    *english_money.TIED,
    idea(
        r"(?:须|必须|应当?|需要?|同意|默认|要求)~(?:购买|投保|开通|办理|加入|订购|选购|认购|充值|领取|缴纳|向[^。;,]{1,10}购买)~"
        + _THINGS,
        unless=_FREELY + r"|结清后|退还",
    ),
    idea(
        r"(?:购买|投保|开通|办理|加入|订购|选购|认购)~"
        + _THINGS
        + r"~(?:为|是|作为)~(?:前提|条件|必要)",
        unless=_FREELY,
    ),
    idea(
        r"(?:以|在)~(?:购买|投保|开通|办理|加入|订购)~"
        + _THINGS
        + r"~(?:为(?:前提|条件)|后方?可?~(?:放款|发放|提款|借款))",
        unless=_FREELY,
    ),
    idea(
        r"(?:未|不|拒绝)(?:购买|投保|开通|办理|加入|订购)~"
        + _THINGS
        + r"~(?:不予|不得|无法|不能|拒绝|无权|有权拒绝)~"
        r"(?:放款|发放|借款|审批|贷款|提款)?",
        r"放款|发放|借款|审批|贷款|提款",
    ),
    idea(
        r"(?:视为(?:同意|自愿|已)?|自动(?:为~)?|默认(?:勾选|选中|为~)?)~(?:购买|投保|开通|加入|订购)~"
        + _THINGS,
        unless=r"可(?:以)?(?:取消|拒绝)",
    ),
    idea(
        r"(?:must|required to|shall|obliged to|agrees? to|has to|needs? to)~(?:purchase|buy|take out|obtain"
        r"|subscribe|enrol|join|acquire|procure)~(?:insurance|membership|voucher|plan|club|package"
        r"|gift card|protection|debt cancellation|warranty|subscription|policy|product)",
        unless=r"of (?:your|the borrower's) (?:own )?choice|any insurer|optional|voluntar|vehicle|property"
        r"|collateral|insurer you choose",
    ),
    idea(
        r"(?:condition (?:of|to|for|precedent)|conditional (?:up)?on|provided that|only if|unless)~"
        r"(?:purchas|buy|tak(?:e|ing) out|subscri|enrol|join)~(?:insurance|(?:life|payment|credit) cover|membership|voucher|plan|club|package"
        r"|protection|warranty|subscription|policy|product)",
        unless=r"not a condition|optional|voluntar|(?:is|are) not (?:a )?condition",
    ),
    idea(
        r"(?:automatically|by default)~(?:enrolled|subscribed|added|signed up|included)~"
        r"(?:insurance|membership|club|plan|protection|package|subscription)"
        r"|deemed to have (?:requested|purchased|accepted)~(?:insurance|membership|protection|plan)",
        unless=r"may (?:decline|opt out|cancel)",
    ),
    idea(
        r"(?:insurance|membership|voucher|club|protection plan|subscription|warranty)~"
        r"(?:is|are) (?:a )?(?:required|mandatory|compulsory|condition)",
    ),
    idea(
        r"(?:treated|regarded|considered|deemed) as (?:having )?(?:joined|taken out|subscribed|bought"
        r"|accepted|a member)|(?:are|is) deemed (?:a member|to have joined)",
        unless=r"may (?:decline|opt out|cancel)",
    ),
    idea(
        r"(?:with (?:each|every|the) loan|to (?:get|obtain|receive|have) (?:this|the|a) (?:loan|credit))"
        r"~(?:must|have to|has to|are required to|need to) (?:take|buy|purchase|join|order)",
        unless=_CHOICE_EN,
    ),
    idea(
        r"(?:must|has to|have to|needs? to|is to)~(?:complete|make)~purchase~"
        r"(?:in order that|so that|before|for)~(?:loan|credit)",
        unless=_CHOICE_EN,
    ),
    idea(
        r"(?:shall|must|has to|have to|is to)~(?:purchase|buy)\b~(?:card|voucher|membership|plan|package|product|goods)\b",
        r"loan|borrower|instal?lment|credit",
        unless=_CHOICE_EN,
    ),
    idea(
        r"(?:须|必须|应当?|只能)~(?:在|向)~(?:指定|认可|合作)的?~(?:保险公司|机构|商家)~(?:投保|购买|办理)",
        unless=r"可(?:以)?自行选择",
    ),
    idea(
        r"(?:loan|credit)(?: agreement)?\b~(?:made|granted|given) on (?:the )?condition that~(?:sign|join|buy|keep|take)",
        unless=_CHOICE_EN,
    ),
    idea(
        r"(?:card|voucher|membership|plan|package|policy|insurance)\b~(?:which|that)~(?:borrower|consumer|you|customer)"
        r" (?:shall|must|has to|have to)~(?:purchase|buy|take|join)",
        unless=_CHOICE_EN,
    ),
)
