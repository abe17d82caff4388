"""What the shorter forms of the names in a text are short for: "Hon Hai" for Hon Hai Precision Industry, CNPC, DOE.

Only which forms fit which long name; that a form is used at all, and what happens then, is seen in `organisations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.language.names import key, strip_legal
from bot.reading.lexicon import Lexicon

if TYPE_CHECKING:
    from bot.reading.naming.organisations import Named

CAMEL = re.compile(r"[A-Z][a-z]{2,}(?=[A-Z])")


def homes_of(parties: Iterable[Named], lexicon: Lexicon) -> dict[str, Named | None]:
    """What each shorter form is short for: the beginning, the initials, or the telling last words of one long name;
    None where two names would do."""
    homes: dict[str, Named | None] = {}

    def add(short: str, named: Named) -> None:
        if homes.setdefault(short, named) is not named:
            homes[short] = None

    for named in parties:
        parts = key(named.name).split()
        if named.name.split()[-1] in lexicon.offshoots:
            continue
        for size in range(1, len(parts)):
            add(" ".join(parts[:size]), named)
        last = strip_legal(named.name).split()[-1]
        if len(parts) > 1 and last not in lexicon.endings and not lexicon.ordinary(last):
            add(parts[-1], named)
        for form in {named.name, *named.forms} if len(parts) > 1 else ():
            initials = "".join(word[0] for word in form.split() if word[0].isupper()).casefold()
            if len(initials) > 1:
                add(initials, named)  # "China National Petroleum Corp" is CNPC
            if len(every := "".join(word[0] for word in form.split()).casefold()) > len(initials) > 1:
                add(every, named)  # "Department of Energy" is DOE
        camel = CAMEL.match(named.name)
        if camel is not None and len(parts) == 1:
            add(camel[0].casefold(), named)
    return homes
