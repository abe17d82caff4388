"""Names of organisations: their usual short form, and the form in which two of them are compared.

"Broadcom Inc.", "The Broadcom Corp. (Nasdaq: AVGO)" and "broadcom" are one name. Which company a name stands for is
left to the vocabulary and the library.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.language.text import words

LEGAL_FORMS = words(
    "inc incorporated corp corporation co company companies ltd limited plc llc lp llp lllp ag sa sas sarl se nv bv "
    "gmbh kg kgaa ab asa as oy oyj spa srl sl slu kk kabushiki kaisha pte pty pvt private pbc pjsc jsc ojsc oao ooo "
    "pao tbk bhd berhad sdn sab cv ltda eirl aps hf ehf kft zrt nyrt doo dd sro zoo sca scs eg ev ulc saog saoc"
)
"""What follows a firm's name in a register and is left off in the news, folded, without dots."""

HOLDINGS = words("holdings holding group")
"""Left off as well when names are compared, but kept in the short form: "Lloyds Banking Group"."""

TICKER = re.compile(
    r"\s{0,9}[(\[][^()\[\]]{0,20}(?:NASDAQ|Nasdaq|NYSE|LSE|LON|TSX|TSE|TWSE|HKEX|SEHK|SGX|ASX|NSE|BSE|KRX|KOSPI|FRA|ETR|XETRA|"
    r"Euronext|EPA|AMS|SIX|OTC[A-Z]{0,4}|SZSE|SSE|TYO|BME|BIT|STO|CPH|OSE|OMX)\b[^()\[\]]{0,60}[)\]]"
)
BARE_TICKER = re.compile(r"\s{0,9}\((?:[A-Z]{1,5}(?:\.[A-Z]{1,3})?|\d{3,6}(?:\.[A-Z]{1,3})?|\$[A-Z]{1,5})\)\s{0,9}\Z")
POSSESSIVE = re.compile(r"['’‘`´]s\b")
INITIALS = re.compile(r"\b(\w)[./](?=\w\b)")
WORD = re.compile(r"[^\W_]+(?:[&+][^\W_]+)*|[&+]")
# Letters that Unicode does not take apart into a letter and an accent.
FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
LONGEST_KEY = 300
"""No name differs from another only after so many letters, and an index must be able to hold it."""
NEW_LINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
HIDDEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\ufeff\uffa0")


def clean(text: str) -> str:
    """The text without control, formatting and bidirectional characters, which can hide or turn what is shown.

    Line breaks and tabs stay. Offsets change: only for what is shown, never for an article's text.
    """
    return "".join(mark for mark in NEW_LINE.sub("\n", text) if mark in "\n\t" or not _hidden(mark))


def _hidden(mark: str) -> bool:
    return mark in HIDDEN or unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co")


@lru_cache(maxsize=20_000)
def strip_legal(name: str) -> str:
    """The usual short form: "Broadcom Inc." -> "Broadcom", "The Kroger Co. (NYSE: KR)" -> "Kroger".

    Never empty for a name that is not; the words that stay are as they were.
    """
    whole = " ".join(name.split())
    short = BARE_TICKER.sub("", TICKER.sub("", whole)).strip(" ,;:-")
    parts = re.sub(r"\A[Tt]he\s+(?=\S)", "", short).split(" ")
    while len(parts) > 1 and (_legal(parts[-1]) or parts[-1] in ("&", "and", "-", "–") or _holding(parts)):
        parts.pop()
    return " ".join(parts).rstrip(" ,;") or short or whole


def _legal(word: str) -> bool:
    return fold(word).replace(".", "").replace("/", "").strip(",;()") in LEGAL_FORMS


def _holding(parts: list[str]) -> bool:
    """Whether the last word only says that it is a group: "SoftBank Group", but "Lloyds Banking Group" is a name."""
    last = parts[-1].casefold()
    return last in ("holdings", "holding") or (last == "group" and len(parts) == 2)


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The form in which names are compared: folded, without legal form, "the", punctuation, ticker, possessive.

    Never empty for a name with anything in it. Letters of other scripts stay ("鴻海").
    """
    if name.isascii() and name.replace(" ", "").isalnum():
        found = name.lower().split()  # plain words need no more
    else:
        short = BARE_TICKER.sub("", TICKER.sub("", name.strip()))
        found = WORD.findall(INITIALS.sub(r"\1", POSSESSIVE.sub(" ", fold(short))))
    kept = [word for word in found if word not in LEGAL_FORMS and word not in HOLDINGS and word != "the"]
    return (" ".join(kept or found) or fold(name).strip() or name)[:LONGEST_KEY]


def fold(text: str) -> str:
    """Lower case without accents, compatibility forms made plain ("Ｏｐｅｎ" -> "open")."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(FOLDED)
    if apart.isascii():
        return apart
    return unicodedata.normalize("NFKC", "".join(mark for mark in apart if not unicodedata.combining(mark)))
