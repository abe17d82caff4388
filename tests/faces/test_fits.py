"""Whatever a deal, a list or a digest holds, its message is within every limit of Discord's, and says all it can."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import Answer, Button, Card, File, Line, Section
from bot.answers.cards import deal_line
from bot.answers.commitments import ledger_of
from bot.answers.deals import card_answer
from bot.answers.evidence import evidence_lines
from bot.answers.news import Moved, News
from bot.answers.paging import page_of, sections
from bot.answers.telling import compose
from bot.faces import buttons, cards
from bot.faces.fitting import Beside, Group, Rule, Words, fitted, size
from bot.model import Deal, Digest
from tests.answers.deals import UNHURRIED, deals
from tests.loopback.limits import MessageContext, check_message
from tests.loopback.mentions import displayed_text
from tests.loopback.world import COMPONENTS_V2, tree

PICTURE = File("network.png", b"\x89PNG", "who is tied to whom")
EXTRA = (buttons.REMOVE_BUTTON,)
# Large deals take a while to make; a fresh choice of them comes with every run.
SOME = settings(UNHURRIED, max_examples=40)
digests = st.builds(
    Digest,
    st.just(7),
    st.just(8),
    st.just("09:00"),
    st.just("Europe/Berlin"),
    companies=st.just(frozenset({"OpenAI"})),
    set_at=st.just(datetime(2025, 11, 1, tzinfo=UTC)),
)


def sent(answer: Answer) -> tuple[str, list[str]]:
    """What a message shows, and its files; it breaks none of Discord's rules."""
    long = {line: f"key{n}" for n, line in enumerate(buttons.long_lines([*buttons.all_buttons(answer), *EXTRA]))}
    made = cards.message(answer, keys=long, extra=EXTRA, mark=77)
    components, names = made.view.to_components(), [file.filename for file in made.files]
    body = {"flags": COMPONENTS_V2, "components": components}
    faults = check_message(body, MessageContext(files=dict(enumerate(names))))
    assert not faults, "\n".join(map(str, faults))
    assert "remove" in [part.get("custom_id") for part in tree(components)]
    return displayed_text(components), names


@pytest.mark.slow
@SOME
@given(deals())
def test_any_deal_is_a_card_and_pages_of_evidence(one: Deal) -> None:
    _, names = sent(card_answer(one))
    assert not names, "a card needs no file beside it"
    lines = evidence_lines(one)
    page = page_of({}, len(lines))
    sent(Answer(cards=(Card("Evidence", sections(page.of(lines)), ("Page 1",)),), buttons=page.buttons("evidence", {})))


@pytest.mark.slow
@SOME
@given(st.lists(deals(), min_size=1, max_size=3), st.booleans())
def test_any_list_fits_also_with_a_picture(some: list[Deal], picture: bool) -> None:
    found = (some * 10)[:10]
    card = Card("Deals", (Section("Ahead", tuple(map(deal_line, found))),), ("Page 2 of 3",))
    turning = (Button("Previous", "/deals page:1"), Button("Next", "/deals page:3"))
    text, _ = sent(Answer(cards=(card,), buttons=turning, files=(PICTURE,) if picture else ()))
    assert text


@pytest.mark.slow
@SOME
@given(st.lists(deals(), min_size=1, max_size=3), digests, st.integers(0, 30), st.integers(0, 30))
def test_any_digest_fits(some: list[Deal], digest: Digest, new: int, moved: int) -> None:
    news = News(
        new=tuple((some * 30)[:new]),
        moved=tuple(Moved(deal, "announced → completed; 2 more sources") for deal in (some * 30)[:moved]),
        older=tuple(some),
        due=tuple(owed for owed in ledger_of(some) if owed.deadline is not None),
        since=datetime(2025, 11, 20, tzinfo=UTC),
    )
    sent(compose(news, digest, local_date=date(2025, 11, 25), notes=["Late: this was due at 09:00."]))


def busy(lines: int, size_of_line: int) -> Answer:
    """A card whose every line has a button."""
    some = tuple(Line((f"line {n} {'x' * size_of_line}",), Button(f"#{n}", f"/deal #{n}")) for n in range(lines))
    return Answer(cards=(Card("All", (Section("New", some[: lines // 2]), Section("Due", some[lines // 2 :]))),))


def test_where_parts_run_short_the_last_buttons_become_words() -> None:
    text, names = sent(busy(20, 40))
    assert not names
    assert "line 19 " in text
    assert "(#19)" in text
    assert "(#0)" not in text, "the first keep their buttons"


def test_where_characters_run_short_the_whole_goes_along() -> None:
    text, names = sent(busy(20, 400))
    assert names == ["answer.txt"]
    assert "attached file" in text


blocks = st.one_of(
    st.builds(Words, st.lists(st.text("ab", max_size=9), min_size=1, max_size=3).map(tuple)),
    st.builds(Beside, st.text("cd", max_size=9), st.just(Button("x", "/x")), st.text("cd", max_size=9)),
    st.just(Rule()),
)
groups = st.lists(st.builds(Group, st.lists(blocks, max_size=8).map(tuple), st.booleans()), max_size=5)


@given(groups, st.integers(0, 40), st.integers(0, 200))
def test_what_is_kept_fits_and_nothing_is_left_out_needlessly(some: list[Group], parts: int, text: int) -> None:
    kept, short = fitted(some, parts=parts, text=text)
    assert sum(group.parts for group in kept) <= parts
    assert sum(size("\n".join(lines_of(group))) for group in kept) <= text + sum(len(group.blocks) for group in kept)
    before = [line for group in some for line in lines_of(group)]
    after = [line for group in kept for line in lines_of(group)]
    if short:
        assert len(after) <= len(before)
    else:
        assert len(after) == len(before)
    if sum(group.parts for group in some) <= parts and sum(len(line) + 1 for line in before) <= text:
        assert not short
        assert [group for group in some if group.blocks] == kept


def lines_of(group: Group) -> list[str]:
    """The lines of a group, those with a button included."""
    lines: list[str] = []
    for block in group.blocks:
        if isinstance(block, Words):
            lines += block.lines
        elif isinstance(block, Beside):
            lines.append(block.line)
    return lines
