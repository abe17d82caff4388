"""Why an article was read so, in words: `tieup extract --explain`.

Sentence by sentence what was found, and which word told which deal, or none and why not; then for each deal how its
finds were joined and why its fields are what they are. The reading itself is `read`'s own, which leaves a `Trace`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from bot.language.amounts import MoneyFind
from bot.language.dates import DateFind, say_day
from bot.language.names import clean
from bot.language.quantities import QuantityFind
from bot.language.wording import say_list, say_money, say_quantity
from bot.model import Article, Commitment, Report, Span
from bot.reading import read
from bot.reading.clauses.scenes import Scene, Sentence
from bot.reading.clauses.units import Unit
from bot.reading.days import no_day
from bot.reading.deals import Find
from bot.reading.frames import frames_of
from bot.reading.grammar import Token
from bot.reading.masking import Found
from bot.reading.naming.vocabulary import Vocabulary
from bot.reading.parties import party_of
from bot.reading.story import Line, Story
from bot.reading.tracing import LeftOut, Reasons, Trace
from bot.reading.values import no_price

WIDTH, INDENT, LABEL = 80, 4, 20
LONGEST = 96
"""Of longer words that something rests on, the beginning and the end are shown."""

SORTS = {"likely": "organisation, not surely", "thing": "product or other thing"}


def explain(article: Article, *, vocabulary: Vocabulary | None = None) -> Iterator[str]:
    """Every line of the explanation, at most 80 columns wide."""
    trace = Trace()
    reading = read(article, vocabulary=vocabulary, trace=trace)
    finds = [find for reasons in trace.reasons for find in reasons.told.finds]
    for number, (part, sentence) in enumerate(zip(trace.parts, trace.sentences, strict=True)):
        yield from lines(one_line(article.text, part), f"{number + 1}.", indent=0, column=INDENT)
        yield from find_lines(article.text, sentence)
        yield from word_lines(sentence, [f for f in finds if f.sentence == number], trace.left_out[number])
        yield ""
    if trace.story is None or not reading.reports:
        yield from lines(reading.note)
    for number, (report, reasons) in enumerate(zip(reading.reports, trace.reasons, strict=True), 1):
        assert trace.story is not None
        yield from lines(f"Deal {number} of {len(reading.reports)}: {report.headline}")
        yield from told_lines(reasons, trace)
        yield from field_lines(article.text, report, reasons, trace.story)
        yield ""


def lines(text: str, label: str = "", *, indent: int = INDENT, column: int = LABEL) -> Iterator[str]:
    """A text in lines of the width, its label in a column before it; without characters that turn what is shown."""
    head = f"{' ' * indent}{clean(label)}" if label else ""
    if len(head) >= column:
        yield head
        head = ""
    margin = " " * (column if label else 0)
    yield from wrap(clean(text), WIDTH, initial_indent=head.ljust(len(margin)), subsequent_indent=margin)


def one_line(text: str, span: Span) -> str:
    """The words of a span without line breaks."""
    return " ".join(text[span.start : span.end].split())


def quoted(text: str, *spans: Span) -> str:
    """The words that something rests on."""
    said = [one_line(text, span) for span in spans]
    half = LONGEST // 2
    cut = [
        words if len(words) <= LONGEST else f"{words[:half].rstrip()} ... {words[-half:].lstrip()}" for words in said
    ]
    return ", ".join(f'"{words}"' for words in cut)


def named(unit: Unit) -> str:
    """Who stands in a unit."""
    return say_list([who.name for mention in unit.mentions for who in mention.who])


# A sentence: what was found in it, what its verbs and nouns told.


def find_lines(text: str, sentence: Sentence) -> Iterator[str]:
    """Every name, sum, quantity and date of a sentence with what it was taken for."""
    masked = sentence.masked
    for mark, found in sorted(masked.marks.items(), key=lambda item: item[1].span):
        aside = "" if mark in masked.text else "; in brackets, which no rule reads"
        label = one_line(text, found.span)
        yield from lines(taken_for(found) + aside, label if len(label) < 40 else f"{label[:36]} ...")


def taken_for(found: Found) -> str:
    """What a find was taken for."""
    if isinstance(found, MoneyFind):
        per = f" for each {found.per}" if found.per else ""
        return f"sum: {say_money(found.money)} ({found.money.currency}){per}{', converted' * found.conversion}"
    if isinstance(found, QuantityFind):
        return f"quantity: {say_quantity(found.quantity)}{f' a {found.per}' if found.per else ''}"
    if isinstance(found, DateFind):
        day = say_day(found.day) if found.day else f"{found.start or 'open'} to {found.end or 'open'}"
        return f"date: {day}{', a deadline' * (found.kind == 'deadline')}{', ahead' * bool(found.future)}"
    if found.pointing:
        return f"points back to {say_list([who.name for who in found.who])}"
    [who] = found.who
    known = ", in the list of companies" if who.known else ""
    return f"{SORTS.get(who.sort, who.sort)}{known}: {who.name}"


def word_lines(sentence: Sentence, finds: list[Find], left_out: list[LeftOut]) -> Iterator[str]:
    """Every verb and noun of deals in its order, with what it told (">") or why it told nothing ("-")."""
    told = [(find.at, *told_line(sentence, find)) for find in finds]
    told += [(left.scene.token.at, *left_line(left)) for left in left_out]
    for _, label, text in sorted(told, key=lambda line: line[0]):
        yield from lines(text, label, indent=INDENT - 2)


def told_line(sentence: Sentence, find: Find) -> tuple[str, str]:
    """The word that made a find, and what it told."""
    token = next((token for token in sentence.tokens if token.at == find.at), None)
    if token is None or not find.told_by:
        return "> (no frame)", f"tells {deal_of(find)}, by all that the sentence says"
    return f"> {token.text}", f"{kind_of_word(token, find.told_by)}: tells {deal_of(find)}"


def deal_of(find: Find) -> str:
    """A find as a deal: its kind, and who stands in which role."""
    kind = find.kind.replace("_", " ") if find.kind else "a deal, its kind open"
    return f"{kind}{', of one party' * find.weak}: {', '.join(f'{who.name} ({role})' for who, role in find.roles)}"


def left_line(left: LeftOut) -> tuple[str, str]:
    """A word that told nothing, or a telling that came to nothing, and why."""
    scene, telling = left.scene, left.telling
    word = kind_of_word(scene.token, telling.told_by if telling else "")
    if telling is None:
        return f"- {scene.token.text}", f"{word}: tells none{f', {left.why}' if left.why else ''}; {beside(scene)}"
    empty = say_list([role for role, units in telling.roles.items() if not units], "or")
    roles = [f"{role.rstrip('2')} {named(unit)}" for role, units in telling.roles.items() for unit in units]
    kind = (telling.kind or "a deal").replace("_", " ")
    why = f"{left.why} of {empty}" if empty else left.why
    return f"- {scene.token.text}", f"{word}: no {kind}: {why} ({', '.join(roles) or 'nobody'})"


def kind_of_word(token: Token, told_by: str) -> str:
    """A word's part of speech, its classes, each with the function in frames/ that reads it."""
    frames: Mapping[str, object] = {told_by: frames_of(token).get(told_by)} if told_by else frames_of(token)
    read_by = [f"class {name}, frame {getattr(frame, '__name__', 'none')}" for name, frame in frames.items()]
    return f"{f'verb {token.base}' if token.verb else 'noun'}, {'; '.join(read_by)}"


def beside(scene: Scene) -> str:
    """Whom a word has beside it, as its frame sees it."""
    subjects = [named(unit) for unit in scene.subjects]
    objects = [f"{argument.prep} {named(argument.unit)}".strip() for argument in scene.arguments]
    parts = (("subject", subjects), ("beside it", objects), ("nouns", sorted(scene.nouns)))
    said = "; ".join(f"{name}: {', '.join(words)}" for name, words in parts if words)
    return said or "nobody beside it"


# A deal: what it was joined from, why its fields are what they are.


def told_lines(reasons: Reasons, trace: Trace) -> Iterator[str]:
    """The words that tell a deal, and why they were put together."""
    for find in sorted(reasons.told.finds, key=lambda find: (find.sentence, find.at)):
        label, text = told_line(trace.sentences[find.sentence], find)
        why = f"; joined: {find.joined}" if find.joined else ""
        word = label.removeprefix("> ")
        yield from lines(f"sentence {find.sentence + 1}, {word}: {text.rpartition('tells ')[2]}{why}", "told by")
    if reasons.near:
        numbers = say_list([str(line.number + 1) for line in reasons.near])
        yield from lines(f"sentence{'s' * (len(reasons.near) > 1)} {numbers}", "goes on in")


def field_lines(text: str, report: Report, reasons: Reasons, story: Story) -> Iterator[str]:
    """Each field with its reason and the words that it rests on."""
    evidence = report.evidence
    yield from lines(f"{report.kind.replace('_', ' ')}, {reasons.kind}", "kind")
    for party in party_texts(report, reasons):
        yield from lines(party, "party")
    yield from lines(f"{report.status}: {reasons.status}; in {quoted(text, *evidence.status)}", "status")
    day = say_day(report.announced_on) if report.announced_on else "none"
    yield from lines(resting(f"{day}: {reasons.day}", text, evidence.announced_on), "day")
    value = say_money(report.value) if report.value else "none"
    yield from lines(resting(f"{value}: {reasons.value}", text, evidence.value), "value")
    yield from lines(f"yes, {reasons.main}" if report.main else "no, told after the opening: background", "main")
    for commitment in report.commitments:
        yield from lines(resting(owed(commitment), text, commitment.evidence), "commitment")
    for line in [*story.own(reasons.told), *reasons.near]:
        yield from unused_lines(text, report, reasons, line, story)


def resting(said: str, text: str, spans: tuple[Span, ...]) -> str:
    """What was said, with the words that it rests on."""
    return f"{said}; {quoted(text, *spans)}" if spans else said


def party_texts(report: Report, reasons: Reasons) -> Iterator[str]:
    """Each party with its role, and the role in which the sentences have it where that is another."""
    roles = {(party_of(who, "partner").name, role) for find in reasons.told.finds for who, role in find.roles}
    for party in report.parties:
        as_told = sorted(role for name, role in roles if name == party.name)
        other = "" if party.role in as_told else f"; the words have it as {say_list(as_told)}"
        yield f"{party.name}: {party.role}{'' if as_told in (['one'], ['two']) else other}"


def owed(commitment: Commitment) -> str:
    """A commitment in words: "OpenAI: purchase, firm, 10 GW, by 2029"."""
    said: list[str] = [commitment.kind, commitment.strength]
    said += [say_money(commitment.money)] if commitment.money else []
    said += [say_quantity(commitment.quantity)] if commitment.quantity else []
    said += [f"by {say_day(commitment.deadline)}"] if commitment.deadline else []
    return f"{commitment.party}: {', '.join(said)}"


def unused_lines(text: str, report: Report, reasons: Reasons, line: Line, story: Story) -> Iterator[str]:
    """The sums and dates of a deal's sentence that are not its value or day, and why not."""
    taken = {*report.evidence.value, *report.evidence.announced_on}
    for place, money in line.sums:
        if money.span not in taken:
            why = no_price(line, place, money) or another(line, reasons, place) or "another sum comes first"
            yield from lines(f"{quoted(text, money.span)} in sentence {line.number + 1}: {why}", "no value")
    for place, day in line.dates:
        if day.whole not in taken:
            before = line.before(place, 24)
            why = no_day(day, before, story.given) or another(line, reasons, place) or "another date is nearer"
            why = "the sentence only goes on about the deal" if line in reasons.near else why
            yield from lines(f"{quoted(text, day.whole)} in sentence {line.number + 1}: {why}", "no day")


def another(line: Line, reasons: Reasons, place: int) -> str:
    """Whether what stands at a place belongs to another deal of the sentence."""
    return "" if line.may_own(reasons.told, place) else "it stands with another deal"
