"""Templates: rules that read like the sentences they match.

    {acquirer} ~ <acquire> ~3 {target}

`{role}` is an organisation (or a list of them) in that role, `{value:money}` a sum, `{n:quantity}` a quantity;
`<word>` any form of a word class of words/cues.toml; `~` up to 60 characters of other words, `~~` up to 140,
`~3` up to three words, none with an organisation in them or across the end of a clause; `[...]` may be missing;
`(a|b)` either. A template is compiled once to a bounded regular expression over a masked sentence (see `masking`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from bot.model import Kind, Status
from bot.reading.lexicon import table
from bot.reading.masking import BREAK, O

SLOTS = {"org": O, "money": "[\ue800-\uebff]", "quantity": "[\uec00-\uefff]", "date": "[\uf000-\uf3ff]"}
GAP_OPENS, GAP_CLOSES = "\x00", "\x01"
"""A gap brings its own spaces; these mark where those of the template are dropped."""
FILL = f"[^{O[1:-1]}{BREAK}]"
PIECE = re.compile(
    r"\{(?P<role>[a-z]+)(?P<again>\d?)(?::(?P<type>[a-z]+))?\}|<(?P<word>[a-z_]+)>|(?P<gap>~(?P<words>[\d~])?)|(?P<open>\[)|(?P<close>\])|(?P<text>[^\[\]{}<>~]+)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which English tells a deal.

    `kind` None leaves the kind to the words around ("an agreement with"). `unless` is looked for in the matched
    stretch: where it stands, the rule does not hold. `fits` and `misses` are sentences that must and must not match,
    each a test.
    """

    template: str
    kind: Kind | None
    fits: tuple[str, ...]
    misses: tuple[str, ...] = ()
    unless: str = ""
    status: Status | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to run. `roles` tells which group of the pattern stands in which role."""

    rule: Rule
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    roles: dict[str, str] = field(default_factory=dict)


@cache
def word_classes() -> dict[str, str]:
    """Each word class as an alternation, longest form first so that "take over" wins against "take"."""
    return {name: alternation(forms) for name, forms in table("cues")["words"].items()}


def alternation(forms: str) -> str:
    """A word class as a regular expression; an empty one would match everything, so it is refused."""
    words = sorted({" ".join(form.split()) for form in forms.split(",") if form.strip()}, key=len, reverse=True)
    if not words:
        raise ValueError("an empty word class matches everything")
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in words) + ")"


def gap(words: str | None) -> str:
    """Other words between two pieces: none at all, or a stretch that stays in the clause."""
    if words and words != "~":
        between = f"(?: (?!{O})[^\\s{O[1:-1]}{BREAK}]{{1,30}}){{0,{words}}}? "
    else:
        between = f",? (?:{FILL}{{0,{140 if words else 60}}}? )??"
    return GAP_OPENS + between + GAP_CLOSES


def compile_template(template: str) -> tuple[str, dict[str, str]]:
    """The regular expression of a template, and which group stands for which role; ValueError where a part is none."""
    roles: dict[str, str] = {}
    out: list[str] = []
    pieces = list(PIECE.finditer(template))
    if "".join(piece[0] for piece in pieces) != template:
        raise ValueError(f"a template with something in it that means nothing: {template}")
    for match in pieces:
        if match["role"]:
            group = f"{match['role']}{match['again']}"
            kind = match["type"] or "org"
            if kind == "org":
                roles[group] = match["role"]
            out.append(f"(?P<{group}>{SLOTS[kind]})")
        elif match["word"]:
            out.append(rf"(?<![\w]){word_classes()[match['word']]}(?![\w])")
        elif match["gap"]:
            out.append(gap(match["words"]))
        elif match["open"]:
            out.append("(?:")
        elif match["close"]:
            out.append(")?")
        else:
            out.append(match["text"])
    pattern = re.sub(rf" ?{GAP_OPENS}", "", "".join(out)).replace(f"{GAP_CLOSES} ", "").replace(GAP_CLOSES, "")
    return pattern, roles


def compile_rule(rule: Rule) -> Compiled:
    """A rule as a pattern; re.error for a template that is none."""
    pattern, roles = compile_template(rule.template)
    unless = re.compile(rule.unless) if rule.unless else None
    return Compiled(rule, re.compile(pattern), unless, roles)
