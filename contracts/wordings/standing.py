"""How lenders word assignment, debits, exposure, joint liability and rules unseen."""

from __future__ import annotations

from contracts.wordings import (
    chinese_joined_standing,
    chinese_standing,
    english_joined_standing,
    english_standing,
)
from contracts.wordings.model import idea
from contracts.wordings.sides import LENDER_ZH

_WITHOUT_ZH = r"(?:无需|无须|不必|不再|不另行|毋须|勿需|不需要?|未经|不)(?:另行|再|事先|提前|单独)?~?(?:通知|告知|知会|告诉)"
ASSIGNED = (
    *chinese_joined_standing.ASSIGNED,
    *english_joined_standing.ASSIGNED,
    *chinese_standing.ASSIGNED,
    idea(
        r"(?:权利(?:和|及|与|、)?义务|债权债务)~(?:转让|让与|转移)~(?:无需|无须|不必|毋须|不需)~同意"
    ),
    idea(
        _WITHOUT_ZH,
        r"转让|让与|转移|转给|转卖|卖给|出售|证券化|质押",
        r"债权|权利|权益|义务|合同|贷款|资产",
        unless=r"不得~(?:转让|让与)|通知~(?:前|之前)~不|扣|(?:借款人|乙方|甲方)不得|信息",
    ),
    idea(
        r"(?:转让|让与|转移)~(?:权利(?:和|及|与|、)?义务|债权债务|义务)~(?:无需|无须|不必|毋须)~同意|(?:无需|无须|不必|毋须)~同意~(?:转让|让与|转移)~(?:权利(?:和|及|与|、)?义务|义务)"
    ),
    idea(
        r"(?:公告|公布|发布|登报|官网|公示)~(?:即|之日|后|时)?~视为~(?:送达|通知)",
        r"转让|债权|让与",
    ),
    idea(r"(?:发出|发送|投递|寄出|投邮)(?:之日|之时|时|后|当日)?,?即?视为~(?:送达|收到|通知)"),
    idea(r"(?:无论|不论|不管)~(?:是否|有无)~(?:收到|签收|阅读)~(?:均|都|即)?视为~(?:送达|通知)"),
    idea(
        r"(?:assign|transfer|sell|sold|sale|cede|delegat|securiti|pledge)(?:s|ed|ment|ing|able)?\b~"
        r"without (?:any |prior |further |giving |your |the borrower's |written |consent or |or |the )*(?:notice|notif|telling|informing)",
        unless=r"manufacturer|warrant(?:y|ies)|(?:supplier|seller|merchant) (?:may|can)|borrower (?:may|shall|must) not|you (?:may|must|shall|can) ?not",
    ),
    idea(
        r"(?:without|no) (?:any |prior |further |giving )*(?:notice|notif)~(?:assign|transfer|sell)",
        unless=r"borrower (?:may|shall|must) not|you (?:may|must|shall|can) ?not",
    ),
    idea(
        r"(?:need|do|does|will|shall|(?:is|are)) ?not (?:be )?(?:required to |have to |obliged to |need to )?"
        r"(?:notify|tell|inform)\b~(?:transfer|assign|sale\b|cession|new (?:owner|holder))",
        unless=r"borrower (?:may|shall|must) not|you (?:may|must|shall|can) ?not|until|before",
    ),
    idea(
        r"(?:assign|transfer|sell|sale\b|cede)\w*\b~(?:not (?:be )?(?:obliged|required|bound)|need not|no (?:duty|obligation)) "
        r"(?:to )?(?:inform|notify|tell)",
        unless=r"until|before|borrower (?:may|shall|must) not",
    ),
    idea(
        r"notices?\b~(?:counts? as|(?:is|are) treated as|(?:is|are) deemed) (?:received|given|served)~(?:we|when|once|on) ~?(?:post|send|sent|mail)",
    ),
    idea(
        r"(?:renounces?|waives?|gives? up)~(?:notice|notification)~(?:assign|cession|transfer|sale\b)",
        unless=r"nothing in|does not|do not",
    ),
    idea(
        r"(?:deemed|treated as|considered)~(?:served|received|given|delivered|notified)~"
        r"(?:when sent|upon sending|on sending|immediately|whether or not|regardless|as soon as)"
    ),
    idea(
        r"(?:assign|transfer|sell|cede)s?\b~without the (?:borrower|consumer|customer|debtor)'s consent~"
        r"without (?:notif|inform|tell|notice)",
    ),
    idea(
        r"neither (?:we|the lender) nor~(?:need|must|have to|has to) (?:give|send)~notice of the (?:assignment|transfer|sale)"
    ),
)
_DEBIT_ZH = r"(?:扣收|扣划|扣款|划扣|划转|划收|代扣|抵扣|扣取|扣减|扣除)"
DEBITED = (
    *english_joined_standing.DEBITED,
    *chinese_standing.DEBITED,
    *english_standing.DEBITED,
    idea(
        r"从(?:您|你|借款人|客户|乙方)?(?:的)?名下(?:的)?(?:其他|其它|别的|任何|任一|所有)(?:银行)?(?:卡|账户|存款)[^。;,\n]{0,6}(?:扣|划)",
    ),
    idea(
        r"(?:take|collect|draw) payments? (?:\w+ )?from any\b~accounts?",
        unless=r"only (?:the|your) (?:nominated|designated)|you choose|you name",
    ),
    idea(
        r"(?:任何|任一|任意|所有|全部|名下(?!的?(?:还款|约定)))~账户~" + _DEBIT_ZH,
        unless=r"还款账户|约定(?:的)?账户|指定(?:的)?账户",
    ),
    idea(_DEBIT_ZH + r"~(?:任何|任一|任意|所有|全部|名下~?(?:其[他它]|任何|所有|全部))~账户"),
    idea(r"(?:任何|任一|任意|所有|全部)~(?:银行卡|账户|第三方支付)~~" + _DEBIT_ZH, r"授权|有权|可"),
    idea(r"不可撤(?:销|回)~(?:授权|委托|同意)~~" + _DEBIT_ZH),
    idea(_DEBIT_ZH + r"~(?:授权|委托)~(?:不可撤(?:销|回)|不得撤(?:销|回)|持续有效)"),
    idea(
        r"(?:多次|反复|重复|不限次数|不限金额|不限时间|连续|不定期|随时)(?:、|或|和|地|进行|发起|予以|从|分)*~?"
        + _DEBIT_ZH
    ),
    idea(
        _DEBIT_ZH + r"~(?:无需|无须|不另行|不再|不必|毋须|未经)~(?:通知|同意|确认|征得|验证)",
        unless=r"不得|转让",
    ),
    idea(r"(?:无需|无须|不另行|不再|不必|毋须)~(?:通知|同意|确认|征得|验证)~" + _DEBIT_ZH),
    idea(
        r"(?:debit|charge|withdraw|collect|draw|set off|offset)s?\b~any\b~(?:bank |deposit |other |checking |of your |of the borrower's )*accounts?",
        unless=r"fee to any|only (?:the|your) (?:nominated|designated)",
    ),
    idea(
        r"irrevocabl[ey]~(?:authori[sz]|instruct|mandate|consent)~~(?:debit|withdraw|charge|ACH|account|payment order|standing order)"
    ),
    idea(
        r"(?:re-?present|re-?submit|re-?try|re-?initiate|attempt|initiate|debit)~(?:as many times|unlimited|multiple times|repeated|as often"
        r"|any number of|until (?:paid|the full|collected|payment))",
        r"debit|payment|account|withdraw|transfer|ACH|collect",
    ),
    idea(
        r"(?:authori[sz]ation|mandate|authority)~(?:may not|cannot|can not|shall not|is not)~(?:be )?(?:revo|cancel|withdraw)",
        r"debit|account|payment|ACH|withdraw",
    ),
    idea(
        r"(?:must|required to|shall|condition)\b~(?:repay|pay|payments?|authori[sz]e)~(?:by|through|via|using)?~"
        r"(?:electronic fund transfer|pre-?authori[sz]ed|automatic (?:debit|payment|withdrawal)|\bACH\b|direct debit|continuous payment authority)",
        unless=r"not (?:be )?(?:required|a condition)|or by (?:cheque|check|cash|card|any)"
        r"|standing order or|(?:borrower's|your) choice|another method|may choose",
    ),
    idea(
        r"(?:remotely created|demand draft|paper draft|paper check)s?~(?:even )?(?:after|if|when)~revo"
    ),
    idea(
        r"(?:debit|withdraw|charge)~account~without (?:any |prior |further )*(?:notice|notif|consent)",
        unless=r"(?:supplier|seller|merchant|dealer|lender|creditor)'s (?:\w+ )?account",
    ),
    idea(
        r"(?:扣不够|余额不足|未扣足|没扣够)~(?:再扣|反复|继续扣|多次|一直扣)|(?:一天|每天|每日)(?:内)?多次(?:反复)?扣",
    ),
    idea(
        r"(?:绑定|名下)(?:的)?(?:所有|全部|任何)(?:银行)?卡~扣|授权~(?:不能|不可以?|不得)~(?:取消|撤回|撤销)",
        r"扣",
    ),
    idea(
        r"(?:to (?:have|get|obtain|keep) (?:this|the|a) (?:loan|credit)|condition of (?:this|the) (?:loan|credit))~~"
        r"(?:automatic (?:debit|payment)|autopay|direct debit|electronic transfer)",
        unless=r"not (?:be )?(?:required|a condition)|another method|may choose",
    ),
)
_PEOPLE_ZH = r"(?:亲友|亲属|家属|家人|父母|配偶|朋友|同事|紧急联系人|联系人|工作单位|用人单位|所在单位|任职单位|单位|雇主|学校|居委会|村委会|通讯录|社区|第三人|其他人)"
_HARMLESS_ZH = r"不(?:得|会|予|透露|披露|告知|泄露|提及|向)~(?:透露|披露|告知|泄露|提及|公开|催收|欠款|债务|借款)|仅(?:用于|限)?(?:询问|核实|转告|取得联系|核验|确认)|征得~同意|担保人|征信"
EXPOSED = (
    *chinese_joined_standing.EXPOSED,
    *english_joined_standing.EXPOSED,
    *chinese_standing.EXPOSED,
    *english_standing.EXPOSED,
    idea(
        r"(?:打电话|发短信|写信|上门)[^。;,\n]{0,4}(?:给|到|去|找|告诉)~?" + _PEOPLE_ZH,
        r"逾期|欠款|欠|违约|债",
        unless=_HARMLESS_ZH + r"|不(?:会|得|再)?(?:打电话|发短信|写信|上门)",
    ),
    idea(
        r"(?:公开|公布|曝光|披露|公告|发布|张贴|公示)~(?:违约|逾期|失信|欠款|个人信息|照片|身份|姓名|债务|信息)",
        r"媒体|网络|网站|社会|公众|平台|公共|朋友圈|社交|任何方式|报纸|张贴|曝光|互联网|公开",
        r"违约|逾期|欠|失信|未(?:还|按)",
        unless=r"法院|征信|不(?:得|会|予)~(?:公开|公布|披露|曝光)|依法~(?:要求|规定)~披露",
    ),
    idea(
        r"(?:媒体|网络|网站|社会|公众|公共平台|朋友圈|社交(?:媒体|平台)|报纸|互联网)~(?:公开|公布|曝光|披露|公告|发布|张贴|公示)",
        r"违约|逾期|欠|失信|未(?:还|按)",
        unless=r"法院|征信|不(?:得|会|予)~(?:公开|公布|披露|曝光)",
    ),
    idea(
        r"(?:向|对|告知|通知|联系|联络|致电|知会|走访)~?"
        + _PEOPLE_ZH
        + r"~(?:披露|催收|告知|催促|公开|通报|透露|还款|欠款|逾期|违约|债务|催讨|代为(?:偿还|通知|转告)|施压|协助)",
        unless=_HARMLESS_ZH,
    ),
    idea(
        r"(?:逾期|违约|欠款|未(?:按期|按时|还))~~(?:告知|通知|联系|联络|致电|知会|披露|通报|透露)~?(?:给|至|予|向)?~?"
        + _PEOPLE_ZH,
        unless=_HARMLESS_ZH + r"|债权转让",
    ),
    idea(
        r"(?:publish|post|disclose|disseminate|publici[sz]e|announce|inform|notify|contact|tell|report|communicate|discuss|approach|call|message|reveal|send~(?:reminder|letter|message|notice))"
        r"(?:s|ing|ed)?\b~~(?:relatives?|family|friends?|employers?|co-?workers?|colleagues?|neighbou?rs?|(?:phone|your|personal) contacts"
        r"|contacts in|references|social (?:media|network)|newspapers?|\bmedia\b|the public|publicly|online|spouse|community)",
        r"default|delinquen|overdue|\bow(?:e|ed|ing)\b|arrears|non-?payment|unpaid|debt|late|missed|not paid|fail",
        unless=r"locat(?:e|ion) (?:information|you)|without (?:disclosing|revealing|mentioning)|solely to|will not|only if you (?:agree|consent)"
        r"|new contact|guarantor|spouse'?s consent|verify your (?:income|employment)",
    ),
)
_TOLD = r"notice to co-?signer|being asked to guarantee|separate (?:written )?notice|independent legal advice"
JOINT = (
    *chinese_joined_standing.JOINT,
    *english_joined_standing.JOINT,
    *chinese_standing.JOINT,
    *english_standing.JOINT,
    idea(
        r"夫妻共同(?:债务|财产|偿还|承担)|配偶~(?:连带|共同(?:偿还|还款|承担|清偿|债务))",
        unless=r"不(?:属于|构成|作为|视为)~夫妻|配偶~(?:无需|无须|不)",
    ),
    idea(
        r"(?:承担|负|提供|为|以)~?连带(?:清偿|保证|还款|偿还|担保)?(?:责任|保证|义务)|连带责任(?:保证|担保|共同)",
        unless=r"(?:已|应|须)~(?:提示|说明|告知)~(?:保证人|共同借款人)|(?:保证人|共同借款人)~(?:已|单独)~(?:收到|签署|获得|签收)~(?:告知|提示|说明)|(?:无|不)~连带",
    ),
    idea(
        r"共同借款人~(?:对~)?(?:全部|连带|共同|无条件)~(?:偿还|清偿|还款|责任)",
        unless=r"(?:告知|提示|说明)书",
    ),
    idea(
        r"(?:jointly and severally|joint and several(?:ly)?)(?: liab| respons| oblig)?",
        unless=r"liab\w+ to (?:the )?(?:consumer|borrower|customer|you)\b|if (?:there (?:is|are) )?(?:more than one|two or more)|where (?:there (?:is|are) )?(?:more than one|two or more)|"
        + _TOLD,
    ),
    idea(
        r"(?:co-?signer|co-?maker|guarantor|surety|co-?borrower|spouse)s?\b~(?:liable|responsible|guarantees?|agrees? to (?:pay|repay)|must pay"
        r"|owes?|obligated|undertakes?)",
        unless=_TOLD + r"|not (?:be )?(?:liable|responsible)|is not required",
    ),
    idea(
        r"(?:marital|community|spous\w+|matrimonial) (?:property|assets|estate)~(?:liable|bound|available|recourse|charged|answer)"
    ),
)
TOLD_COSIGNER = (
    idea(_TOLD),
    idea(r"(?:保证人|共同借款人)~(?:告知书|提示书|风险提示|说明书)"),
)
_ATTACHED_ZH = r"(?:见|详见|列于|载于)?附件|随附|附后|已附|本合同(?:及|与)~附件"
INTERPRETED = (
    *chinese_joined_standing.INTERPRETED,
    *english_joined_standing.INTERPRETED,
    *chinese_standing.INTERPRETED,
    *english_standing.INTERPRETED,
    idea(r"由" + LENDER_ZH + r"(?:负责|进行|享有)?(?:最终)?解释"),
    idea(r"(?:最终|全部|一切|唯一)?解释权~?(?:归|属|由|为)|最终解释权"),
    idea(
        r"视为(?:借款人|乙方|甲方|您|用户|本人)?(?:已|已经|均已)?~?(?:充分|仔细|完全|认真|全部)*(?:阅读|知悉|理解|知晓|了解|接受)",
        unless=r"送达|收到通知|未视为|不视为|视为接受变更",
    ),
    idea(
        r"(?:点击|勾选|打勾|登录|注册)~(?:即|视为|表示|代表)~(?:阅读|同意|知悉|理解|接受|确认)",
        unless=r"不视为|单独同意",
    ),
    idea(
        r"(?:(?:不时|不定期)~?)?(?:规则|公告|规定|政策|制度|管理办法|服务条款|用户协议|说明)~(?:优先|为准|构成本(?:合同|协议)|作为本(?:合同|协议)|同等(?:法律)?效力|组成部分|具有约束力)",
        r"平台|网站|APP|官网|"
        + LENDER_ZH
        + r"(?:的)?(?:不时|届时|另行|相关|各项|内部|业务)*(?:发布|公布|制定|公示)?",
        unless=_ATTACHED_ZH + r"|不(?:构成|作为|优先|具有|属于)|法律|监管|法规|银保监|国家",
    ),
    idea(
        r"(?:不一致|冲突|矛盾|抵触)~以"
        + LENDER_ZH
        + r"~(?:规则|解释|公告|规定|说明|公布|发布|理解)~为准"
    ),
    idea(
        r"(?:sole|exclusive|final|absolute)(?: and \w+)?(?: right| authority| power| discretion)*~(?:interpret|constru)"
        r"|(?:interpretation|construction)~(?:final|conclusive|shall prevail|is binding|sole)",
        unless=r"court|arbitrat|contra proferentem|favou?r of (?:you|the borrower|the consumer)",
    ),
    idea(
        r"deemed to have (?:carefully |fully )?(?:read|understood|accepted|reviewed|received and read)"
    ),
    idea(
        r"(?:policies|rules|terms of (?:use|service)|guidelines|procedures|terms and conditions|website|platform)\b~"
        r"(?:prevail|form (?:a )?part|incorporated|take precedence|govern|override|control|binding|supersede)",
        r"website|platform|posted|published|online|from time to time|as amended|internal|policies|rules",
        unless=r"attached|annex|schedule|enclosed|copy (?:of which )?(?:is|has been)|law",
    ),
    idea(
        r"(?:即|视为|就)?(?:表明|表示|代表|说明)~(?:已|已经)?(?:充分|完全|仔细)?(?:阅读|理解|知悉)",
        r"签(?:字|署|名)|点击|勾选|确认",
        unless=r"不视为|单独同意|讲解|说明义务",
    ),
    idea(
        r"(?:declares?|confirms?|acknowledges?|states?)~(?:read|received),? (?:and )?(?:understood|accepted)"
        r"~(?:all|every|general conditions|terms)",
        r"kept at|website|general conditions|available|without",
    ),
)
