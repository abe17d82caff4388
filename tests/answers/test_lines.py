"""Command lines: what people type and buttons carry is read as it was meant, and written as it is read."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Options
from bot.answers.commands import BY_NAME, COMMANDS, parse_line
from bot.answers.lines import LONGEST_LINE, shortened, write
from bot.errors import BadInput
from bot.language.wording import say_list


def read(line: str) -> tuple[str, Options]:
    command, options = parse_line(line)
    return command.name, options


@pytest.mark.parametrize(
    ("line", "name", "options"),
    [
        ("/deal foxconn", "deal", {"company": "foxconn"}),
        ("deal foxconn", "deal", {"company": "foxconn"}),
        ("/deal openai foxconn racks", "deal", {"company": "openai foxconn racks"}),
        ("/deal #12", "deal", {"company": "#12"}),
        ("/deal company:hon hai with:openai", "deal", {"company": "hon hai", "with": "openai"}),
        ("/deal foxconn with: openai", "deal", {"company": "foxconn", "with": "openai"}),
        ('/deal company:"hon hai"  with:"openai"', "deal", {"company": "hon hai", "with": "openai"}),
        ("/DEALS since:last month sort:Largest First", "deals", {"since": "last month", "sort": "largest"}),
        ("/deals kind:joint venture", "deals", {"kind": "joint_venture"}),
        ("/deals kind:Joint_Venture", "deals", {"kind": "joint_venture"}),
        ("/deals foxconn page:2", "deals", {"company": "foxconn", "page": 2}),
        ("/deals foxconn private:yes", "deals", {"company": "foxconn", "private": True}),
        ("/commitments openai strength:none", "commitments", {"company": "openai", "strength": "none"}),
        ("/commitments openai strength:expressly none", "commitments", {"company": "openai", "strength": "none"}),
        ("/article add https://example.com/a?b=c:d", "article add", {"url": "https://example.com/a?b=c:d"}),
        ("/article  add", "article add", {}),
        (
            "/digest set channel:<#42> time:08:30 zone:UTC",
            "digest set",
            {"channel": 42, "time": "08:30", "zone": "UTC"},
        ),
        ("/digest set here", "digest set", {"channel": "here"}),
        ('/deals words:"re: the \\"big\\" one"', "deals", {"words": 're: the "big" one'}),
        ('/deals words:5" wafers', "deals", {"words": '5" wafers'}),
        ("/help", "help", {}),
        ("/deals company:", "deals", {}),
        ("/deals 鴻海", "deals", {"company": "鴻海"}),
        ("/deal NASDAQ:NVDA", "deal", {"company": "NASDAQ:NVDA"}),
    ],
)
def test_a_line_is_read_as_it_was_meant(line: str, name: str, options: Options) -> None:
    assert read(line) == (name, options)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/dael foxconn", "Did you mean /deal"),
        ("/article", "/article add"),
        ("/article sho As3", "/article show"),
        ("", "empty"),
        ("/", "empty"),
        ("/xyzzyplugh", "/help"),
        ("/deals compny:foxconn", "company:"),
        ("/deals zzzz:1", "It takes company"),
        ("/help me", "takes no options"),
        ("/deals kind:supplly", "Did you mean supply?"),
        ("/deals kind:zzzz", "one of acquisition, joint venture"),
        ("/deals page:two", "whole number"),
        ("/deals page:" + "9" * 30, "whole number"),
        ("/deals private:perhaps", "yes or no"),
        ("/digest set channel:#general", "channel:here"),
        ("/deals " + "x" * LONGEST_LINE, "too long"),
    ],
)
def test_a_wrong_line_says_what_would_do(line: str, said: str) -> None:
    with pytest.raises(BadInput) as error:
        parse_line(line)
    assert said in str(error.value)
    assert len(str(error.value)) < 500


def test_hidden_commands_are_not_offered() -> None:
    with pytest.raises(BadInput) as error:
        parse_line("/evidenc")
    assert "/evidence" not in str(error.value)


values = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(str.strip)


@given(company=values, words=values, page=st.integers(1, 999_999_999), private=st.booleans())
def test_what_is_written_is_read_again(company: str, words: str, page: int, private: bool) -> None:
    line = write("deals", company=company, words=words, page=page, private=private)
    wanted: dict[str, object] = {"company": company, "words": words, "page": page}
    assert read(line) == ("deals", wanted | ({"private": True} if private else {}))


@given(values)
def test_bare_words_are_read_again(words: str) -> None:
    assert read(write("deal", words)) == ("deal", {"company": words})


@given(st.text(max_size=200))
def test_any_line_is_read_or_refused(line: str) -> None:
    with suppress(BadInput):
        command, options = parse_line(line)
        assert all(command.option(name) for name in options)


def test_every_command_can_be_offered_by_discord() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    groups = {name.split()[0] for name in names if " " in name}
    assert not groups & {name for name in names if " " not in name}, "a group cannot be a command as well"
    for command in BY_NAME.values():
        assert 1 <= len(command.description) <= 100
        shown = [option for option in command.options if not option.hidden]
        assert len({option.name for option in command.options}) == len(command.options)
        assert shown == sorted(shown, key=lambda option: not option.required), "required options come first"
        for option in shown:
            assert option.name.isidentifier()
            assert 1 <= len(option.description) <= 100
            assert len(option.choices) <= 25
            assert (option.kind == "choice") == bool(option.choices)


def test_lists_read_well() -> None:
    assert say_list([]) == ""
    assert say_list(["a"]) == "a"
    assert say_list(["a", "b"]) == "a and b"
    assert say_list(["a", "b", "c"], "or") == "a, b or c"


def test_what_was_typed_is_said_back_short_and_clean() -> None:
    assert shortened("  hon \u202e hai\n") == "hon hai"
    assert len(shortened("x" * 5_000)) == 60
