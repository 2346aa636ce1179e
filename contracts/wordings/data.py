"""How lenders word the data they take, for how long, for whom, and from whom."""

from __future__ import annotations

from contracts.wordings import (
    chinese_joined_standing,
    chinese_standing,
    english_joined_standing,
    english_standing,
)
from contracts.wordings.model import idea

# A stretch that crosses no denial: what comes after "not" is another statement.
_ON_ZH = r"(?:(?!不|未|无需|无须|禁止|严禁|仅限)[^。;\n]){0,60}?"
_ON_EN = r"(?:(?!\bnot?\b|\bnever\b|\bwithout\b|\bexcept\b)[^.;\n]){0,120}?"
_ITEMS_ZH = (
    r"(?:短信记录|所在位置|通讯录|通话记录|通话详单|通话清单|联系人列表|手机联系人|短信(?:内容|记录|信息|收件箱|息)|短信(?=、(?:相册|通话|位置|照片|通讯))|相册|照片库|图库"
    r"|位置信息|地理位置|实时位置|定位|行踪|轨迹|浏览(?:记录|历史)|上网记录|社交(?:账号|关系|软件|媒体|网络)|微信好友|好友列表|聊天记录|应用列表|已安装(?:应用|软件)"
    r"|消费(?:数据|记录|习惯)|购物记录|剪贴板|麦克风|运营商(?:数据|账单|详单))"
)
_TAKE_ZH = r"(?:读取|收集|获取|采集|访问|授权|调取|上传|查阅|抓取|同步|爬取|留存|开放|查询|使用|查看|提取|取得|监测|允许)"
_ITEMS_EN = (
    r"(?:(?:phone|device|your|the|mobile|stored|all|personal) (?:\w+ ){0,2}contacts\b|contacts? (?:list|book|data)|address book|phone ?book|telephone directory|position data"
    r"|call (?:log|history|record|data)s?|(?:your|stored|all|text|SMS) (?:text )?messages|SMS (?:content|log|inbox|data|history)|\bSMS\b(?=,? (?:and|or|call|photo|contact))"
    r"|photo(?:s|graphs)? (?:library|gallery|album|on|stored)|your photo(?:s|graphs)|(?:photo|image|media) gallery|photos(?=,| and)|geo-?location|GPS"
    r"|(?:your|device|real[- ]time|precise) location|location (?:data|information|history)|browsing (?:history|data|habits|activity)"
    r"|web history|social (?:media|network)\w*|installed app\w*|calendar|microphone|camera roll)"
)
_TAKE_EN = r"(?:(?:access|collect|read|use|upload|obtain|retrieve|scan|monitor|download|harvest|copy|view|gather|import|sync|track)(?:s|ing|es)?|copies)"
MORE_THAN_NEEDED = (
    *chinese_joined_standing.MORE_THAN_NEEDED,
    *english_joined_standing.MORE_THAN_NEEDED,
    *chinese_standing.MORE_THAN_NEEDED,
    *english_standing.MORE_THAN_NEEDED,
    idea(_TAKE_ZH + _ON_ZH + _ITEMS_ZH, unless=r"(?:须|应|经)(?:取得|获得)?单独同意~可(?:以)?拒绝"),
    idea(
        _ITEMS_ZH + r"[^。;,\n]{0,24}(?:权限|进行|予以|被|供)" + r"~?" + _TAKE_ZH + r"?",
        unless=r"不|未",
    ),
    idea(
        r"\b" + _TAKE_EN + r"\b" + _ON_EN + _ITEMS_EN,
        unless=r"social media (?:page|channel|complain)|prior express",
    ),
    idea(r"(?:permission|access) to " + _ON_EN + _ITEMS_EN),
)
_DATA_ZH = r"(?:信息|资料|数据|隐私|征信|查询|收集|个人)"
_DATA_EN = (
    r"(?:\bthem\b|data|information|details|personal|privacy|profile|credit (?:report|file|bureau))"
)
WITHOUT_END = (
    *chinese_joined_standing.WITHOUT_END,
    *english_joined_standing.WITHOUT_END,
    *chinese_standing.WITHOUT_END,
    *english_standing.WITHOUT_END,
    idea(
        r"不可撤(?:销|回)~(?:授权|同意)|(?:授权|同意)~(?:不可撤(?:销|回)|不得撤(?:销|回)|无权撤(?:销|回)|永久有效|长期有效|始终有效|持续有效)",
        _DATA_ZH,
        unless=r"扣款|扣划|代扣|划扣|扣收|划转|委托支付|受托支付",
    ),
    idea(
        r"(?:本|该|上述|此)(?:项)?授权(?:书)?~(?:不可撤(?:销|回)|不得撤(?:销|回)|永久|长期|始终|无期限|一直)",
        unless=r"扣款|扣划|代扣|划扣|扣收|划转",
    ),
    idea(
        r"(?:永久|长期|无限期|一直)(?:地)?(?:保存|保留|留存|存储|持有|使用)",
        unless=r"不(?:会|得)?(?:永久|长期|无限期)",
    ),
    idea(
        r"(?:未(?:获|被|予)?(?:批准|通过|放款|成功|获批)|申请(?:被)?(?:拒绝|驳回|未)|审批(?:未通过|不通过)|合同(?:终止|解除|结清)|(?:借款|贷款)结清|注销)~(?:仍|继续|不受影响|依然|亦|也)~"
        r"(?:有效|保存|使用|保留|留存|查询|不予删除|不删除)",
        _DATA_ZH,
        unless=r"法律~(?:规定|要求)~期限|监管(?:要求|规定)|反洗钱",
    ),
    idea(
        r"(?:无论|不论|不管)~(?:获批|通过|成功|批准|放款)~(?:授权|同意)~(?:有效|保留|不受影响)",
    ),
    idea(r"(?:概括|一揽子|一次性)(?:地)?~?(?:授权|同意)", _DATA_ZH),
    idea(
        r"(?:同意|授权)~(?:收集|使用|处理)~(?:一切|所有|全部|任何)~(?:信息|资料|数据)",
        unless=r"必要|本次",
    ),
    idea(r"(?:撤回|撤销)~(?:授权|同意)~(?:提前到期|立即到期|视为违约|构成违约|有权拒绝)"),
    idea(
        r"irrevocabl[ey]~(?:consent|authori[sz]|agree)|(?:consent|authori[sz]ation)~(?:irrevocabl|cannot be (?:withdrawn|revoked)"
        r"|may not be (?:withdrawn|revoked)|shall not be (?:withdrawn|revoked)|perpetual|never expire)",
        unless=r"debit|withdrawal of funds|ACH|charge your|account\b|jurisdiction",
    ),
    idea(
        r"(?:retain|keep|store|hold|preserve)(?:s|ed)?\b~(?:indefinite|permanent|forever|without (?:limit|time limit)|as long as (?:we|it|the lender)"
        r"|perpetu|unlimited)",
    ),
    idea(
        r"(?:consent|authori[sz]ation|permission|data|information)~(?:survive|remain|continue|stay)s?~(?:even (?:if|though|after)|after|regardless|whether or not)~"
        r"(?:reject|declin|refus|not approved|application|terminat|repaid|closed)",
        _DATA_EN,
        unless=r"required by law|legal (?:obligation|retention)|confidential|debit",
    ),
    idea(
        r"(?:blanket|general|unlimited|unconditional) (?:consent|authori[sz]ation)|consents? to (?:any|all) (?:and all )?(?:use|processing|collection)"
    ),
    idea(r"(?:同意|授权)~一经(?:作出|签署|给出)~?不(?:可|得|能)撤[回销]"),
)
_TO_ZH = r"(?:合作方|合作机构|合作伙伴|合作商|关联公司|关联方|关联企业|关联机构|第三方|其他机构|集团(?:公司|成员)?|子公司|任何机构|任何第三人|相关机构|业务伙伴|服务商)"
_NAMED_ZH = r"单独同意|名称(?:、|和|及|与)?~(?:列明|见|附|如下|公布)|名单|清单|下列|以下(?:机构|接收方)|(?:不|未经~不)(?:会|得|予|向)~(?:提供|共享|披露|分享|转让|泄露)|法律~(?:要求|规定)~(?:提供|披露)"
SHARED = (
    *chinese_joined_standing.SHARED,
    *english_joined_standing.SHARED,
    *chinese_standing.SHARED,
    *english_standing.SHARED,
    idea(
        r"(?:提供|共享|披露|分享|传输|发送|转移|开放|透露|转让|交)~" + _TO_ZH,
        r"信息|资料|数据",
        unless=_NAMED_ZH,
    ),
    idea(
        r"(?:与|向|给|供)~?" + _TO_ZH + r"~(?:提供|共享|披露|分享|传输|发送|使用|交换)",
        r"信息|资料|数据",
        unless=_NAMED_ZH,
    ),
    idea(
        r"(?:用于|进行|开展|推送|发送|接收|接受)~(?:营销|推广|广告|商业性?信息|产品推荐|促销|推介)",
        unless=r"单独同意|可(?:以)?(?:随时)?(?:拒绝|关闭|退订)|不(?:会|得|将|用于|利用|使用|拿|把|向)|经(?:您|借款人)(?:另行)?同意|如需",
    ),
    idea(
        r"(?:share|disclose|provide|transfer|sell|sold|pass|given|furnish|give|supply|release|exchange|make available)(?:s|d|es|ed|n|ing)?\b~~"
        r"(?:partners?|affiliates?|third[- ]part(?:y|ies)|group companies|companies (?:of|in) (?:the|our) group|marketers?|other (?:companies|lenders|businesses|organi[sz]ations)"
        r"|associates|subsidiaries|anyone|selected companies)",
        _DATA_EN,
        unless=r"(?:with|if|unless|without|only)~(?:your )?(?:separate|express|explicit|specific|written|prior)?[ ,]*(?:consent|permission)|named in|listed in|following"
        r"|required by law|\b(?:to|with) (?:no|none)\b|\b(?:nobody|no one)\b|annex|do(?:es)? not (?:sell|share)|will not|shall not|opt[- ]in|namely",
    ),
    idea(
        r"(?:use|used|using|contact|send|process)(?:es|s|d|ing)?\b~(?:for )?(?:direct )?(?:marketing|promotional|advertis)",
        unless=r"consent|opt[- ]in|only if you|tick|unsubscribe|opt out|object|will not|not be used|stop|unless you ask|\bno (?:\w+ )?(?:market|promot|advert)|\bto no\b|nobody",
    ),
    idea(
        r"\bsend(?:s|ing)?\b~(?:offers?|promotion|advertis|marketing)~unless (?:you|the (?:borrower|consumer|customer))\b",
    ),
)
_BUREAU_EN = r"(?:credit (?:report|file|bureau|history|check|record|register|registry|information|reference|agency)|consumer report)"
BUREAU = (
    *english_joined_standing.BUREAU,
    idea(
        r"(?:报送|上报|报告)~(?:不良|逾期|负面|违约)~?(?:信息|记录)?~(?:不再|不另行|无需|无须|不必|不)(?:另行|再|事先|单独)?(?:通知|告知|告诉)",
    ),
    idea(
        r"\breport(?:s|ing)?\b~(?:adverse|negative|bad|late|default|borrower|consumer|you)~without (?:any |prior |further )*"
        r"(?:notice|notif|telling|warning)",
        r"bureau|" + _BUREAU_EN,
    ),
    idea(
        r"(?:check|obtain|access|pull|request|view)s?\b~credit (?:report|file|history|record)s?~"
        r"(?:whenever|at will|as we (?:wish|see fit|like)|any time)"
    ),
    idea(
        r"(?:查询|报送|上报|报告|调取|获取|提供|使用)~(?:征信|信用(?:信息|报告|记录|状况)|金融信用信息基础数据库)",
        unless=r"用途|用于|为(?:了)?(?:审查|审核|评估|本次|办理|贷后|审批|核实)|目的|仅(?:限|为|在)?|限于|事先|事前|提前|预先|审批|贷后管理|单独|本次|通知~后|告知~后|法律|依法|不",
    ),
    idea(
        r"(?:随时|不限次数|多次|任何时候|任意|无限期|任何目的|一切目的)~(?:查询|报送|调取|使用)~(?:征信|信用)"
    ),
    idea(
        r"(?:obtain|pull|request|access|check|order|procure|review|run|query|consult|search)s?\b~"
        + _BUREAU_EN
        + r"s?~~"
        r"(?:any time|any (?:lawful )?(?:purpose|reason)|without (?:further |prior )?notice|as often|from time to time|whatever|at (?:our|its) discretion)",
    ),
    idea(
        r"(?:any time|any (?:lawful )?(?:purpose|reason)|without (?:further |prior )?notice|as often as)~"
        r"(?:obtain|pull|request|access|check|order|query|consult|search|report)~" + _BUREAU_EN,
        unless=r"will not|not obtain",
    ),
)
BIOMETRICS = (
    *english_joined_standing.BIOMETRICS,
    *chinese_standing.BIOMETRICS,
    idea(
        r"(?:收集|采集|使用|获取|识别|存储|录入|留存|提供|保存|上传|处理|比对)"
        + _ON_ZH
        + r"(?:人脸|面部|指纹|声纹|虹膜|生物识别|掌纹|面容)",
        unless=r"单独同意|替代|(?:可|可以)(?:选择|拒绝)|核验(?:完成)?后(?:即|立即)?(?:删除|销毁|不)|不(?:留存|存储|保存)",
    ),
    idea(
        r"\b(?:collect|capture|use|store|scan|obtain|process|record|retain|take)(?:s|ing)?\b"
        + _ON_EN
        + r"(?:facial|face (?:scan|recognition|geometry|image|data)|fingerprints?|biometric|voice ?prints?|iris|retina)",
        unless=r"(?:separate|explicit|express|written)~consent|optional|alternative|you may (?:decline|choose|refuse)|delete~(?:after|once)",
    ),
    idea(
        r"(?:make|keep|create|build|hold)s?\b~(?:template|map|scan|print|recording) of (?:your|the (?:borrower|consumer)'s) (?:face|voice|finger|iris)",
        unless=r"(?:separate|explicit|express|written)~consent|optional|you may (?:decline|choose|refuse)",
    ),
)
