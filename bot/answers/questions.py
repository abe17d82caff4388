"""/ask: a question in words, turned into a query that is shown, answered only from what is stored, with proof.

No model, no guess: the same question gets the same answer, and what is not in the library, or not understood word for
word, gets "not in this library" with what was understood. The steps: `question_tokens` takes the words apart,
`question_reading` makes the query, `question_search` finds the deals, `question_telling` tells what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers import Answer, Ask, Bold, Button, Card, Line, Options, Piece, Section
from bot.answers.lines import shortened, write
from bot.answers.naming import empty_library, has_deals, how_to_add, is_empty, note_asked, text_option
from bot.answers.paging import page_of
from bot.answers.question import Question, Side
from bot.answers.question_proof import Told
from bot.answers.question_reading import understand
from bot.answers.question_search import Match, search
from bot.answers.question_telling import tell
from bot.answers.question_tokens import tokens_of
from bot.answers.wording import shown
from bot.errors import BadInput
from bot.language.wording import say_list
from bot.store import companies

NOT_HERE = "Not in this library."
LONGEST = 400
SHORT = 3
"""Letters of a word that no name is guessed from."""
EXAMPLES = (
    "who supplies Microsoft with nuclear power",
    "what did OpenAI commit to Broadcom",
    "deals over $10bn since last month",
)


async def ask_question(ask: Ask, options: Options) -> Answer:
    """The answer to a question, with the query that it was turned into."""
    typed = text_option(options, "question")
    if len(typed) > LONGEST:
        raise BadInput("That question is too long.", f"One question of at most {LONGEST} characters, please.")
    if await is_empty(ask):
        return empty_library(ask)
    question = understand(await tokens_of(ask, typed))
    if question.unread or question.beyond or question.negated or not question.anything:
        return await _not_understood(ask, question)
    if question.sides and "page" not in options:
        await note_asked(ask, [side.company for side in question.sides])
    found = await search(ask, question)
    told = tell(question, found, ask.now.date())
    if told is not None:
        return _answer(typed, question, told, options, found)
    spoken = await _as_words(ask, question)
    found = await search(ask, spoken) if spoken else ()
    retold = tell(spoken, found, ask.now.date()) if spoken else None
    if spoken and retold:
        return _answer(typed, spoken, retold, options, found)
    return await _not_here(ask, typed, question)


def _answer(typed: str, question: Question, told: Told, options: Options, found: Sequence[Match]) -> Answer:
    labels = {line.button.label for line, _ in told.facts if line.button}
    lines = [line for fact in told.facts for line in fact]
    page = page_of(options, len(lines))
    card = Card(told.title, (Section("", tuple(page.of(lines))),), _footer(question, page.said))
    understood: tuple[Piece, ...] = (Bold("Understood: "), question.said)
    more = (_as_list(question),) if question.sides and question.want in ("deals", "who", "whether") else ()
    return Answer(
        text=understood,
        cards=(card,),
        buttons=(*more, *page.buttons("ask", {"question": typed})),
        replaces="page" in options,
        deals=tuple(match.deal for match in found if match.deal.label in labels),
    )


def _footer(question: Question, paging: str) -> tuple[str, ...]:
    compared = question.least or question.most or question.order in ("largest", "smallest") or question.want == "most"
    rates = "Sums in different currencies are compared by a table of rates: about right." if compared else ""
    said = " ".join(part for part in (f"{paging}." if paging else "", rates) if part)
    return (said,) if said else ()


def _as_list(question: Question) -> Button:
    """The list of deals that the answer is taken from."""
    names = [side.company.name for side in question.sides[:2]]
    both = {"with": names[1]} if len(names) == 2 and not (question.apart or question.either) else {}
    kind = next(iter(question.kinds)) if len(question.kinds) == 1 else None
    said = f"All of {shown(names[0], 30)}" + (f" and {shown(names[1], 30)}" if both else "")
    return Button(said, write("deals", company=names[0], **both, kind=kind))


async def _not_here(ask: Ask, typed: str, question: Question) -> Answer:
    """What was understood, where nothing stored answers it; and where to look on."""
    near = await _near(ask, question)
    guess = f" Did you mean {say_list(near, 'or')}?" if near else ""
    pieces: tuple[Piece, ...] = (Bold(NOT_HERE), f" Understood: {question.said}.{guess} ", *how_to_add(ask))
    return Answer(text=pieces, buttons=(*await _wider(ask, typed, question), *_onward(question.sides)))


async def _as_words(ask: Ask, question: Question) -> Question | None:
    """The question with a company that is party to nothing as words: deals may be for Stargate, and none is with it."""
    party = [side for side in question.sides if await has_deals(ask, side.company)]
    rest = tuple(side.company.name for side in question.sides if side not in party)
    if not rest or question.want in ("commitments", "owner", "compare"):
        return None
    return replace(question, sides=tuple(party), topics=(*question.topics, *rest))


async def _wider(ask: Ask, typed: str, question: Question) -> tuple[Button, ...]:
    """The same question without the words that no deal speaks of, where that has an answer."""
    plain = replace(question, topics=())
    if not question.topics or not (question.sides or question.kinds) or not await search(ask, plain):
        return ()
    line = " ".join(re.sub("|".join(map(re.escape, question.topics)), "", typed, flags=re.IGNORECASE).split())
    asked = understand(await tokens_of(ask, line))
    if asked.topics or asked.unread or not tell(asked, await search(ask, asked), ask.now.date()):
        return ()
    return (Button(f"Without “{shortened(question.topics[0], 40)}”", write("ask", line), "main"),)


async def _not_understood(ask: Ask, question: Question) -> Answer:
    """What the library does not keep, or what words were not understood; never an answer to half a question."""
    if question.beyond:
        why = f"It keeps deals, not {question.beyond}."
    elif question.unread:
        said = say_list([f"“{shortened(words)}”" for words in question.unread[:3]])
        near = await _near(ask, question)
        guess = f" Did you mean {say_list(near, 'or')}?" if near else ""
        why = f"I do not know what {said} means here.{guess}"
    elif question.negated:
        why = "It tells what was agreed, and what was expressly ruled out, not what did not happen."
    else:
        why = "Nothing in your words names a company, a kind of deal, a time or a sum."
    rest = replace(question, unread=(), beyond="")
    understood = f" Understood: {rest.said}." if question.sides or question.kinds or question.topics else ""
    lines = tuple(Line((f"“{example}”",), Button("Ask", write("ask", example))) for example in EXAMPLES)
    return Answer(
        text=(Bold(NOT_HERE), f" {why}{understood}"),
        cards=(Card("", (Section("What can be asked", lines),)),),
        buttons=_onward(question.sides),
    )


async def _near(ask: Ask, question: Question) -> list[str]:
    """Companies that words may have meant."""
    found: list[str] = []
    for words in (*question.unread, *question.topics)[:3]:
        if len(words) > SHORT and (words[:1].isupper() or question.unread):
            found += (await companies.resolve(ask.db, ask.server_id, words)).near[:2]
    return [shortened(name) for name in dict.fromkeys(found)][:3]


def _onward(sides: tuple[Side, ...]) -> tuple[Button, ...]:
    each = tuple(
        Button(f"Deals of {shown(side.company.name, 40)}", write("deals", company=side.company.name))
        for side in sides[:3]
    )
    return each or (Button("Latest deals", write("deals")),)
