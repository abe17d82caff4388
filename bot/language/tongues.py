"""Which language a text is in, as far as a few hundred of its words tell: enough to know English from the rest."""

from __future__ import annotations

import re

from bot.language.text import words

# Words that every page of a language has, and that few other languages share.
COMMON = {
    "en": words(
        "the of and to in for that is with on by it as at from this was are be has have its will which an or their "
        "said not but they we he she been more than would about after into"
    ),
    "de": words(
        "der die das und ist nicht mit ein eine von den zu im für auf dem des sich auch wird bei werden nach aus am"
    ),
    "fr": words("le la les des et est une dans pour que qui sur par avec au aux du pas plus ce cette son ses ont"),
    "es": words("el la los las de y que en del una por con para se su al como más ha sus este entre según también"),
    "pt": words("o os da do das dos e que em um uma para com não por mais na no ao se são foi pela entre também"),
    "it": words("il lo la gli di e che un una per con del della dei delle nel non sono è da al alla anche più ha"),
    "nl": words("de het een van en is dat op te voor met zijn niet aan er om ook door naar bij heeft uit wordt"),
    "sv": words("och att det som en på är av för med till den har inte om ett från kommer vid sig"),
    "pl": words("i w na z do że się jest nie to od za po przez dla oraz jak który ma są"),
    "tr": words("ve bir bu da de için ile olarak olan daha çok en gibi kadar sonra ise olduğu"),
    "id": words("yang dan di dengan untuk dari ini itu pada dalam tidak akan oleh juga adalah ke"),
}
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
WORD = re.compile(r"[^\W\d_]{1,30}")
ENOUGH = 6000
"""So many characters tell; longer texts are judged by their beginning."""


def language_of(text: str, start: int = 0) -> str:
    """The ISO 639 code of a text's language: "en", another where its common words or letters tell, else "und"."""
    sample = text[start : start + ENOUGH]
    found = [word.lower() for word in WORD.findall(sample)]
    if not found:
        return "und"
    letters = sum(map(len, found))
    for code, script in SCRIPTS:
        if len(script.findall(sample)) * 4 > letters:
            return code
    counts = {code: sum(word in common for word in found) for code, common in COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] * 20 < len(found):
        # Headlines have few small words: a short text in plain letters counts as English where nothing speaks against.
        return "en" if len(found) < 40 and sample.isascii() and counts[best] <= counts["en"] + 1 else "und"
    return "en" if counts["en"] * 10 >= counts[best] * 9 else best
