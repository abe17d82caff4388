"""Any answer fits Discord's limits, pings nobody, and shows what anyone wrote as they wrote it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import Answer, Bold, Button, Card, File, Instant, Line, Link, Mention, Place, Section, Text, say
from bot.faces import buttons, cards
from tests.loopback.limits import MessageContext, check_message
from tests.loopback.mentions import analyse, displayed_text
from tests.loopback.world import COMPONENTS_V2, Message, World, tree

COMMANDS = {"deal": 123456789012345678, "article": 2}
KEYS: dict[str, str] = {}

HOSTILE = (
    "@everyone", "@here", "<@123456789012345678>", "<@&5>", "<@!7>", "<#8>", "[click](https://evil.example)", "](",
    "**", "__", "~~", "||", "```", "`", "\\", "\n", "\r\n", "# big", "-# small", "> quote", ">>> all", "- item",
    "1. one", "\u202e", "\u200f", "\x00", "\x07", "<t:1:R>", "</deal:1>", "<:x:1>", ":smile:", "https://a.example",
    "discord.gg/x", "©", "한국", "𝔘", "x" * 4000, "word " * 500,
)  # fmt: skip
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60), st.lists(st.sampled_from(HOSTILE)).map(" ".join))
pieces = st.one_of(
    words,
    words.map(Bold),
    st.builds(Link, words, st.one_of(words, st.just("https://news.example/a(b)?c=@1"))),
    st.builds(Instant, st.just(datetime(2025, 11, 21, 8, 30, tzinfo=UTC))),
    st.sampled_from([Mention("/deal"), Mention("/article add"), Mention("/nowhere"), Place(8)]),
)
texts = st.lists(pieces, max_size=5).map(tuple)
presses = st.builds(
    Button,
    words,
    st.one_of(st.just("/deal #12"), st.text("abc #:", min_size=1, max_size=200).map(lambda rest: f"/deal {rest}")),
    st.sampled_from(["plain", "main", "danger"]),
)
lines = st.builds(Line, texts, st.one_of(st.none(), presses), st.booleans(), texts)
sections = st.builds(Section, words, st.lists(lines, max_size=12).map(tuple))
some_cards = st.builds(Card, words, st.lists(sections, max_size=5).map(tuple), texts)
files = st.builds(File, st.one_of(words, st.sampled_from(["a.png", "b.csv"])), st.binary(max_size=9), words)
answers = st.builds(
    Answer,
    texts,
    st.lists(some_cards, max_size=4).map(tuple),
    st.lists(presses, max_size=30).map(tuple),
    st.lists(files, max_size=12).map(tuple),
)


def shown(answer: Answer, **more: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """The components and file names of an answer's message."""
    made = cards.message(answer, commands=COMMANDS, keys=keys(answer), **more)
    return made.view.to_components(), [file.filename for file in made.files]


def keys(answer: Answer) -> dict[str, str]:
    """Keys for an answer's long lines, as the library would give them."""
    long = buttons.long_lines(buttons.all_buttons(answer))
    return {line: f"key{number}" for number, line in enumerate(long)}


def read(text: Text) -> str:
    """What Discord is sent for a text in a line of a card."""
    return displayed_text(shown(Answer(cards=(Card("", (Section("", (Line(text),)),)),)))[0])


@settings(max_examples=60, deadline=None)
@given(answers)
def test_any_answer_fits_and_mentions_nobody(answer: Answer) -> None:
    components, names = shown(answer, extra=(buttons.REMOVE_BUTTON,), mark=77)
    body = {"flags": COMPONENTS_V2, "components": components}
    faults = check_message(body, MessageContext(files=dict(enumerate(names))))
    assert not faults, "\n".join(map(str, faults))
    assert components[0]["id"] == 77
    assert all(component.get("custom_id") != "" for component in tree(components))
    world = World.default()
    channel = world.channel("general")
    message = Message(channel, world.bot, components=components)
    found = analyse(message, None, world, webhook=False, notifies=True)
    assert (found.everyone, found.users, found.roles) == (False, [], [])


@settings(max_examples=30, deadline=None)
@given(answers)
def test_every_button_reads_back_as_its_line(answer: Answer) -> None:
    kept = keys(answer)
    by_key = {key: line for line, key in kept.items()}
    wires = [part["custom_id"] for part in tree(shown(answer)[0]) if "custom_id" in part]
    known = {button.line for button in buttons.all_buttons(answer)}
    for wire in wires:
        press = buttons.read(wire)
        assert press is not None
        assert (by_key[press.key] if press.key else press.line) in known


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("plain words, 2.2 million (US$5bn) #12", "plain words, 2.2 million (US$5bn) #12"),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("[OpenAI](https://evil.example)", r"\[OpenAI\](https\://evil.example)"),
        ("# Heading", r"\# Heading"),
        ("2025. The year", r"2025\. The year"),
        ("-# small", r"\-# small"),
        ("> quoted", r"\> quoted"),
        ("hi @everyone and <@5>", "hi @\u200beveryone and \\<@\u200b5>"),
        ("a@b.example", "a@b.example"),
        (":smile: at 10:30", r"\:smile: at 10:30"),
        ("up\u202edn\x00 and\nnext", "updn and next"),
        ("</deal:1> <t:1:R>", r"\</deal:1> \<t\:1:R>"),
        ("join discord.gg/abc", "join discord.\u200bgg/abc"),
    ],
)
def test_what_anyone_wrote_is_shown_as_written(text: str, sent: str) -> None:
    assert read((text,)) == sent


@pytest.mark.parametrize(
    ("link", "sent"),
    [
        (Link("Reuters", "https://www.reuters.com/a"), "[Reuters](<https://www.reuters.com/a>)"),
        (Link("Reuters", "https://www.reuters.zip/a"), "[Reuters](<https://www.reuters.zip/a>) (reuters.zip)"),
        (Link("Reuters", "https://reuters.evil.com/"), "[Reuters](<https://reuters.evil.com/>) (reuters.evil.com)"),
        (Link("My Day, 1 May", "https://my-day.com"), "[My Day, 1 May](<https://my-day.com>)"),
        (Link("yreuters", "https://reuters.com/"), "[yreuters](<https://reuters.com/>) (reuters.com)"),
        (Link("on reuters.com", "https://www.reuters.com/a"), "[on reuters.com](<https://www.reuters.com/a>)"),
        (Link("x", "https://a.example/p(1)?q=@9 z"), "[x](<https://a.example/p%281%29?q=%409%20z>) (a.example)"),
        (Link("x](<https://evil.example>)", "https://a.example"), "[a.example](<https://a.example>)"),
        (Link("bank", "https://bank.example@evil.example/"), "[bank](<https://evil.example/>) (evil.example)"),
        (Link("at.company", "https://t.co/x"), "[at.company](<https://t.co/x>) (t.co)"),
        (Link("Xerox", "https://хerox.example"), "[Xerox](<https://xn--erox-46d.example>) (xn--erox-46d.example)"),
        (Link("click", "javascript:alert(1)"), "click"),
        (Link("click", "https://[::1"), "click"),
        (Link("", "https://a.example/"), "[a.example](<https://a.example/>)"),
    ],
)  # fmt: skip
def test_a_link_shows_where_it_leads(link: Link, sent: str) -> None:
    assert read((link,)) == sent


def test_instants_commands_and_bold_become_markup() -> None:
    text = (
        "since ",
        Bold("May*: "),
        Mention("/article add"),
        " ",
        Mention("/about"),
        " ",
        Instant(AT, "R"),
        " ",
        Place(8),
    )
    assert read(text) == r"since **May\*:** </article add:2> /about <t:1763713800:R> <#8>"


AT = datetime(2025, 11, 21, 8, 30, tzinfo=UTC)


def test_a_card_reads_from_top_to_bottom() -> None:
    card = Card(
        "OpenAI and Foxconn: partnership",
        (
            Section("Parties", (Line(("OpenAI (partner)",)), Line(("Foxconn (partner)",)))),
            Section("Evidence", (Line(("OpenAI said it would",), quote=True),)),
            Section("Other deals", (Line(("#13",), Button("Open", "/deal #13"), below=("announced",)),)),
        ),
        ("Not investment advice",),
    )
    components, names = shown(Answer(cards=(card,), buttons=(Button("Evidence", "/evidence #12", "main"),)))
    [frame, row] = components
    assert frame["components"][0]["content"] == "## OpenAI and Foxconn: partnership"
    assert frame["components"][1]["content"] == "**Parties**\n- OpenAI (partner)\n- Foxconn (partner)"
    assert frame["components"][2]["content"] == "**Evidence**\n> OpenAI said it would"
    assert frame["components"][4]["accessory"]["custom_id"] == "/deal #13"
    assert frame["components"][4]["components"][0]["content"] == "#13\n-# announced"
    assert frame["components"][-1]["content"] == "-# Not investment advice"
    assert row["components"][0]["custom_id"] == "/evidence #12"
    assert not names


def test_what_does_not_fit_goes_along_as_a_file() -> None:
    lines = tuple(Line((f"line {number} {'x' * 200}",)) for number in range(100))
    made = cards.message(Answer(cards=(Card("All", (Section("", lines),)),)))
    [file] = made.files
    whole = file.fp.read().decode()
    text = displayed_text(made.view.to_components())
    assert "line 0 " in text
    assert "line 99 " not in text
    assert "line 99 " in whole
    assert "the attached file" in text


def test_pictures_tell_what_they_show() -> None:
    answer = Answer(files=(File("net.png", b"x", "Foxconn and its 5 partners"), File("a b.csv", b"x")))
    components, names = shown(answer)
    assert components[0]["items"][0]["description"] == "Foxconn and its 5 partners"
    assert names == ["net.png", "a_b.csv"]
    assert components[1]["file"]["url"] == "attachment://a_b.csv"


def test_two_buttons_with_one_line_stay_apart() -> None:
    components, _ = shown(say("x", buttons=(Button("A", "/deal #1"), Button("B", "/deal #1"))))
    ids = [button["custom_id"] for button in components[1]["components"]]
    assert ids == ["/deal #1", "2~/deal #1"]
    assert [buttons.read(wire) for wire in ids] == [buttons.Press("/deal #1")] * 2


@pytest.mark.parametrize("wire", ["", "deal", "3~", "share", "@", "remove me", "x~/deal"])
def test_foreign_custom_ids_are_not_ours(wire: str) -> None:
    assert buttons.read(wire) is None
