"""Passwords that every guessing list begins with, English and Chinese; compared without case."""

from __future__ import annotations

_DIGITS_AND_KEYBOARD_WALKS = """
12345678 123456789 1234567890 0123456789 0987654321 9876543210 87654321 11111111 88888888
66666666 00000000 111111111 1111111111 88888888888 123123123 123321123 112233445566 147258369
1472583690 159753456 789456123 741852963 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc qazwsxedc
qwertyuiop qwerty123 qwerty123456 qwer1234 qweasdzxc asdfghjkl asdf1234 zxcvbnm123 zaq12wsx
abcd1234 abcd123456 abc123456 abc12345678 a1234567 a12345678 a123456789 aa123456 aa12345678
aaa123456 a1b2c3d4 123456abc 123456aa 123qweasd 123456qwerty q1w2e3r4 q1w2e3r4t5
"""

_ENGLISH = """
password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword1 welcome1
welcome123 letmein123 iloveyou iloveyou1 iloveyou123 sunshine1 princess1 football1 baseball1
superman1 michael1 administrator admin123 admin1234 admin12345 admin123456 administrator1
changeme changeme123 computer1 internet1 whatever1 trustno1 starwars1 dragon123 monkey123
master123 shadow123 test1234 testtest1 guest1234 default1 secret123 candor123 candor1234
"""

# Love, luck and home: 我爱你, 一生一世, 我爱我家, 支付宝.
_PINYIN = """
woaini1314 woaini520 woaini123 woaini521 woaini1314520 5201314520 52013141 5201314123
a5201314 aini1314 woaiwojia woaiwoziji wodemima mima1234 mima123456 mimamima zhongguo
zhongguo1 zhongguo123 beijing2008 shanghai123 china123 nihao123 nihaoma123 wangyi163
taobao123 alipay123 zhifubao weixin123 qq123456 qq123456789 wang1234 wang123456 zhang123
zhang123456 liu123456 chen123456 yang123456 xiaoming123 laopo1314 laogong1314 baobao1314
qinaide520 aiqing1314 yongyuan1314 1314520520 13145200 13145201314
"""

COMMON_PASSWORDS: frozenset[str] = frozenset(
    (_DIGITS_AND_KEYBOARD_WALKS + _ENGLISH + _PINYIN).split()
)
