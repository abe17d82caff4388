"""The bot with one more command, whose answers are as slow, long and broken as a test asks; run as a program."""

from __future__ import annotations

import asyncio
import sys

from bot.__main__ import main
from bot.answers import Answer, Ask, Button, Card, Field, Form, Line, Options, Section, commands, say
from bot.answers.lines import Command, Option, write
from bot.errors import BadInput

SECRET = "words of an article"
LONG = "x" * 120


async def strange(ask: Ask, options: Options) -> Answer:
    """Whatever is asked for."""
    if options.get("slow") is True:
        await asyncio.sleep(1.3)
    match options.get("how"):
        case "steps":
            await ask.desk.open(
                "Acme Robotics has agreed to acquire Bolt Motors, the two companies said on Friday.", ""
            )
            await asyncio.sleep(2.5)
            return say("Read.")
        case "refused":
            raise BadInput("That cannot be done.", "Try something else.")
        case "broken":
            raise ValueError(SECRET)
        case "form":
            return Answer(form=Form("Tell more", write("strange", how="told"), (Field("words", "Words", long=True),)))
        case "told":
            return say("Told: ", str(options.get("words")), private=True)
        case "hidden":
            return say("For you alone.", private=True)
        case "turned":
            return Answer(text=("Another page.",), replaces=True)
        case "long":
            lines = tuple(Line((f"line {number} {'y' * 300}",)) for number in range(60))
            return Answer(cards=(Card("Long", (Section("", lines),)),), buttons=(_button("Long line", words=LONG),))
        case _:
            words = f" with {options['words']}" if options.get("words") else ""
            return Answer(
                text=(f"Here it is{words}.",), buttons=(_button("Turn", how="turned"), _slowly("Turn slowly"))
            )


def _button(label: str, **options: str) -> Button:
    return Button(label, write("strange", **options))


def _slowly(label: str) -> Button:
    return Button(label, write("strange", how="turned", slow=True))


COMMAND = Command(
    "strange",
    "For tests",
    strange,
    (
        Option("how", "What to answer"),
        Option("words", "Words"),
        Option("slow", "Slowly", "flag"),
        Option("private", "Alone", "flag"),
    ),
)

if __name__ == "__main__":
    commands.COMMANDS = (*commands.COMMANDS, COMMAND)
    commands.BY_NAME[COMMAND.name] = COMMAND
    sys.exit(main(["run"]))
