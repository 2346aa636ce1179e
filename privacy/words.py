"""Words in front of a number: those that name it, and those that make it something else."""

from __future__ import annotations

import re

_SERIAL = (
    r"(?:编号|单号|订单|合同号|协议号|流水号|批次号?|凭证号?|发票号?码?|借据号?|交易号|受理号"
    r"|备案号|票号|序列号|文号|批号|order|invoice|contract|loan|ref(?:erence)?|serial|tracking"
    r"|ticket|transaction|trace|request)(?:号码?|[ _-]?(?:no\b\.?|number|id))?[\s:：#=\"']*$"
)
_HOTLINE = (
    r"(?:客服|热线|服务电话|投诉电话|举报电话|咨询电话|传真|hotline|fax|customer service)"
    r"(?:电话|号码?|热线)?[\s:：]*$"
)
_VERSION = r"(?:版本号?|version|release|ver|固件|章|条|节|section|build)[\s:：.]*$"


def words(*parts: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, in capitals or not."""
    return re.compile("|".join(parts), re.IGNORECASE)


SERIAL = words(_SERIAL)
SERIAL_OR_HOTLINE = words(_SERIAL, _HOTLINE)
RESIDENT_ID = words(
    "身份证", "证件", "公民身份", "ID ?card", "identity", r"\bID\b", "id_?no", "id_?number"
)
PHONE = words("电话", "手机", "联系方式", "微信", "座机", "phone", "mobile", "cell", r"\btel\b")
CARD = words(
    "卡号", "银行卡", "账号", "账户", "帐号", "借记卡", "信用卡", "储蓄卡", "card", "account"
)
SERIAL_OR_WALLET = words(_SERIAL, r"(?:支付宝|alipay)(?:账号|帐号|账户|号)?[\s:：]*$")
VERSION = words(_VERSION)
NOTHING = re.compile(r"(?!)")
