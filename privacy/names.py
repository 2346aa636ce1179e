"""Names of people where a word says that a name follows, or a title follows the name."""

from __future__ import annotations

import re

from privacy.fields import Field, Phrase, words
from privacy.model import Label

COMPOUND_SURNAMES: tuple[str, ...] = tuple(
    re.findall(
        "..",
        "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐司徒司空夏侯长孙宇文轩辕端木南宫呼延澹台"
        "申屠公冶太史东郭西门独孤百里闻人赫连钟离第五淳于单于拓跋纳兰",
    )
)
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇"
    "栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟"
    "谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎"
    "戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜"
    "养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖付代仝覃兰闫覃岳商佟邸苟亓仉"
)
# Surnames that are everyday words too: not enough where no colon or title stands by.
_EVERYDAY = frozenset(
    "于和向从应经时能同成都通全别后公相国文利明强常万向计支解管单水平安花云方家师高连居空须由边查养"
)

_HAN = r"[\u4e00-\u9fff]"
_COMPOUND = "|".join(COMPOUND_SURNAMES)
_ANY = "".join(sorted(SURNAMES))
_SURE = "".join(sorted(SURNAMES - _EVERYDAY))
_FOLLOWS = (
    r"先生|女士|小姐|身份证|证件|手机|电话|联系|性别|出生|住址|地址|年龄|工作|单位|银行|卡号|微信|邮箱"
    r"|民族|户籍|男|女|签"
)
_HAN_NAME = (
    rf"(?:(?:{_COMPOUND}){_HAN}{{1,2}}?|[{_ANY}]{_HAN}{{1,2}}?)(?=[^\u4e00-\u9fff]|$|{_FOLLOWS})"
)
# Names of minorities and of foreigners: 阿依古丽·买买提, 迪丽热巴.
_HAN_LONG_NAME = rf"{_HAN}{{1,8}}(?:[·•．]{_HAN}{{1,8}}){{1,3}}"
_HAN_RUN = rf"(?!本人|同上|不详|未知|如下|见|无|未|详见|其他|保密|匿名){_HAN}{{2,4}}(?!{_HAN})"
_LATIN_NAME = r"[A-Z][A-Za-z'’\-]{0,20}(?:[ \t]+(?:[A-Z]\.|[A-Z][A-Za-z'’\-]{1,20})){1,3}"
_NOT_LATIN = (
    r"(?![^\n,;]{0,60}\b(?:Bank|Ltd|Limited|Inc|LLC|Corp|Company|Co|Service|Services|Support|Department"
    r"|Center|Centre|Customer|Team|Office|Group|Trust|Union|Financial|Finance|Lending)\b)"
)
_ORGANISATION = r"公司|银行|中心|集团|机构|委员会|事务所|支行|分行|部门|合作社"

_NAME_WORDS = words(
    "姓名|名字|户主|持卡人|户名|账户名|收件人|联系人|投保人|被保险人|借款人|申请人|担保人|保证人|抵押人|出质人",
    "还款人|配偶|监护人|法定代表人|法人代表|负责人|经办人|收款人|付款人|出借人|承租人|委托人|受托人|代理人",
    "甲方|乙方|丙方|签名|签字|客户|患者|员工|报案人|投诉人",
    "name|borrower|co-borrower|coborrower|applicant|guarantor|co-signer|cosigner|cardholder",
    "account holder|payee|spouse|contact|contact person|signed by|signature",
)

NAMES: tuple[Field, ...] = (
    Field(
        "named_person_zh",
        Label.PERSON,
        _NAME_WORDS,
        re.compile(
            rf"(?!{_HAN}{{0,24}}(?:{_ORGANISATION}))"
            rf"(?:{_HAN_LONG_NAME}|{_HAN_NAME}|{_HAN_RUN}"
            rf"|(?:(?:{_COMPOUND}){_HAN}|[{_ANY}]{_HAN}){_HAN}(?={_HAN}))"
        ),
    ),
    Field(
        "named_person_latin",
        Label.PERSON,
        _NAME_WORDS,
        re.compile(rf"{_NOT_LATIN}{_LATIN_NAME}"),
    ),
)

NAMED_BY_PHRASE: tuple[Phrase, ...] = (
    Phrase(
        "person_before_id",
        Label.PERSON,
        re.compile(
            rf"(?P<value>(?:{_COMPOUND}){_HAN}{{1,2}}?|[{_SURE}]{_HAN}{{1,2}}?)"
            r"(?=[ \t]*[（(，,]?[ \t]*(?:公民|居民)?(?:身份证|身份号码|证件号))"
        ),
        ("身份", "证件号"),
    ),
    Phrase(
        "titled_person_zh",
        Label.PERSON,
        re.compile(
            rf"(?P<value>(?:{_COMPOUND}){_HAN}{{0,2}}?|[{_SURE}]{_HAN}{{1,2}}?)(?=先生|女士|小姐)"
        ),
        ("先生", "女士", "小姐"),
    ),
    Phrase(
        "titled_person_latin",
        Label.PERSON,
        re.compile(
            rf"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr)\.?[ \t]+"
            rf"(?P<value>{_LATIN_NAME}|[A-Z][a-z]{{2,20}})"
        ),
        ("Mr", "Ms", "Dr", "Miss"),
    ),
)
