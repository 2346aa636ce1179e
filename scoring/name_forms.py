"""One spelling for many: names to plain Latin tokens, and tokens to the keys they are found by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Letters that Unicode does not take apart into a plain letter and an accent.
_LATIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ı": "i", "ħ": "h", "ŋ": "ng", "ə": "a", "ʻ": "", "ʼ": "", "’": "", "'": "", "`": "",
    }
)  # fmt: skip

# Russian, Belarusian, Ukrainian and Serbian letters, as most lists spell them.
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e",
        "є": "ye", "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ђ": "dj", "ј": "j",
        "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѕ": "dz", "ќ": "k", "ѓ": "g",
    }
)  # fmt: skip

# What says nothing about who it is. A name of nothing else keeps what it has.
_EMPTY_WORDS = _words(
    "mr mrs ms miss dr prof sir haji hajj hajji sheikh shaykh mullah maulavi general colonel"
    " al el ul bin ibn bint ben abd de da do dos del della di la le las los van von der den"
    " the and of for und et y e"
)
_COMPANY_WORDS = _words(
    "ltd limited llc llp lp plc inc incorporated corp corporation co company cos gmbh ag kg sa"
    " sas sarl srl spa sl bv nv ab as asa oy oyj kk pte pty pvt private public ooo oao zao pao"
    " jsc ojsc pjsc cjsc ao tov fze fzc fzco fz est establishment group holding holdings sdn"
    " bhd tbk pt cv"
)
# Letters of a Korean syllable, as the Revised Romanization spells them one by one.
_KOREAN = re.compile(r"[\uac00-\ud7a3]+")
_KOREAN_FIRST = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
    "h",
)  # fmt: skip
_KOREAN_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
_KOREAN_LAST = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip
_KOREAN_TWO_SYLLABLES = _words("남궁 황보 제갈 사공 선우 독고 서문")
# Surnames are spelled by custom, on lists and in passports.
_KOREAN_SURNAMES = {
    "김": "kim", "이": "ri", "리": "ri", "박": "pak", "최": "choe", "조": "jo", "강": "kang",
    "고": "ko", "구": "ku", "권": "kwon", "길": "kil", "곽": "kwak",
}  # fmt: skip
_CHINESE_COMPANY = re.compile(r"(?:股份|有限|责任|集团|控股|公司|企业|总公司|分公司)+$")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_WORD = re.compile(r"[a-z0-9]+")
_ABBREVIATED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")

_TWO_CHARACTER_SURNAMES = _words(
    "欧阳 歐陽 太史 上官 司马 司馬 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 司空"
    " 夏侯 轩辕 軒轅 宇文 长孙 長孫 独孤 獨孤 南宫 南宮 端木 百里 呼延 赫连 赫連"
)
# Characters that are read otherwise when they are a surname.
_SURNAME_READINGS = {
    "曾": "zeng", "单": "shan", "單": "shan", "解": "xie", "仇": "qiu", "任": "ren", "区": "ou",
    "區": "ou", "查": "zha", "翟": "zhai", "朴": "piao", "盖": "ge", "蓋": "ge", "乐": "yue",
    "樂": "yue", "尉迟": "yuchi", "尉遲": "yuchi", "万俟": "moqi", "冼": "xian", "覃": "qin",
    "种": "chong", "員": "yun", "员": "yun", "缪": "miao", "繆": "miao", "折": "she",
}  # fmt: skip


@lru_cache(maxsize=4096)
def tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name in plain lower-case Latin, without titles and company forms.

    Chinese becomes pinyin, Korean its revised romanization, surname apart from the given
    name; Cyrillic becomes Latin. Other scripts give nothing: `readable` says if one was left out.
    """
    plain = _plain(name)
    # Dots inside abbreviations join: "S.A." is one word, "J. Smith" stays two.
    if "." in plain:
        plain = _ABBREVIATED.sub(r"\1", plain)
    words = _WORD.findall(plain.replace("&", " "))
    telling = [word for word in words if word not in _EMPTY_WORDS and word not in _COMPANY_WORDS]
    return tuple(telling or [word for word in words if word not in _COMPANY_WORDS] or words)


@lru_cache(maxsize=4096)
def readable(name: str) -> bool:
    """Say whether `tokens` holds all of a name: it has letters, and each of them could be read.

    Scripts that leave vowels unwritten or hold them in marks (Arabic, Tibetan) are not: what
    would come of them is too unlike any list's spelling for a calm answer to mean something.
    """
    letters = [letter for letter in _plain(name) if letter.isalpha()]
    return bool(letters) and all("a" <= letter <= "z" for letter in letters)


def has_letters(name: str) -> bool:
    """Say whether there is a letter of any script in a name."""
    return any(letter.isalpha() for letter in name)


def _plain(name: str) -> str:
    """Return a name in plain lower-case Latin; what cannot be read stays as it is."""
    if name.isascii():
        return name.casefold().translate(_LATIN)
    text = unicodedata.normalize("NFKC", name).casefold()
    if _HAN.search(text):
        text = _HAN_RUN.sub(lambda run: f" {_pinyin(run.group())} ", text)
    text = _KOREAN.sub(lambda run: f" {_korean(run.group())} ", text)
    text = text.translate(_CYRILLIC).translate(_LATIN)
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    )


def keys(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return, for each word, the keys it is found by: its consonants, and these less one.

    Longer words that differ by one consonant share a key; vowels do not count at all.
    """
    return tuple(_keys_of(word) for word in words)


def joined(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the name with each two neighbouring words written as one; names of 3 to 6 words."""
    if not _JOINED_FROM <= len(words) <= _JOINED_TO:
        return ()
    return tuple(
        (*words[:at], words[at] + words[at + 1], *words[at + 2 :]) for at in range(len(words) - 1)
    )


def words_and_pairs(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words, and each two neighbours as one; names of 3 to 6 words."""
    if not _JOINED_FROM <= len(words) <= _JOINED_TO:
        return words
    return (*words, *(left + right for left, right in pairwise(words)))


def whole_key(words: tuple[str, ...]) -> str:
    """Return the key of the whole name as one word, so that spaces do not matter."""
    return "=" + skeleton("".join(words))


@lru_cache(maxsize=65536)
def _keys_of(word: str) -> tuple[str, ...]:
    bones = skeleton(word)
    if len(bones) < _BONES_LEAST:
        return (bones,)
    return tuple({bones, *(bones[:at] + bones[at + 1 :] for at in range(len(bones)))})


_JOINED_FROM, _JOINED_TO = 3, 6
_BONES_LEAST = 4  # shorter ones less a consonant would be shared by too many names

_SOUNDS = (
    ("x", "ks"), ("tsch", "q"), ("sch", "s"), ("tch", "q"), ("ch", "q"), ("dzh", "j"), ("zh", "j"),
    ("dj", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("sh", "s"),
    ("ck", "k"), ("ts", "s"),
)  # fmt: skip
# Letters that lists write for one another; "q" stands for "ch" by then.
_LETTERS = str.maketrans("gcdzpvw", "kktsbff")
_VOWELS = frozenset("aeiouy")
_NO_VOWELS = dict.fromkeys(map(ord, _VOWELS))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return what is left of a word when vowels go and letters that sound alike become one."""
    sounded = word
    for spelled, sound in _SOUNDS:
        if spelled in sounded:
            sounded = sounded.replace(spelled, sound)
    single = _DOUBLED.sub(r"\1", sounded.translate(_LETTERS))
    first = "a" if single[:1] in _VOWELS else single[:1]
    return first + single[1:].translate(_NO_VOWELS)


def _pinyin(run: str) -> str:
    from pypinyin import Style, lazy_pinyin  # heavy, and only Chinese names need it

    run = _CHINESE_COMPANY.sub("", run) or run
    if len(run) > 4:
        return " ".join(lazy_pinyin(run, style=Style.NORMAL))
    cut = 2 if run[:2] in _TWO_CHARACTER_SURNAMES else 1
    surname, given = run[:cut], run[cut:]
    reading = _SURNAME_READINGS.get(surname) or "".join(lazy_pinyin(surname, style=Style.NORMAL))
    reading = reading.replace("ü", "u")
    return f"{reading} {''.join(lazy_pinyin(given, style=Style.NORMAL))}"


def _korean(run: str) -> str:
    cut = 2 if run[:2] in _KOREAN_TWO_SYLLABLES else 1
    surname, given = run[:cut], run[cut:]
    reading = _KOREAN_SURNAMES.get(surname) or "".join(map(_syllable, surname))
    return f"{reading} {''.join(map(_syllable, given))}"


def _syllable(letter: str) -> str:
    # Unicode 3.12: syllables stand in the order of first letter, vowel, last letter.
    first, rest = divmod(ord(letter) - 0xAC00, 21 * 28)
    vowel, last = divmod(rest, 28)
    return _KOREAN_FIRST[first] + _KOREAN_VOWELS[vowel] + _KOREAN_LAST[last]
