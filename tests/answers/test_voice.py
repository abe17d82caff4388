"""One voice: whatever is asked of the project's own library, the answer reads as a person would write it."""

from __future__ import annotations

import re

import pytest

from bot.answers import Answer, Ask
from bot.answers.commands import answer
from bot.errors import BotError
from tests.answers.conftest import buttons, said

COMPANIES = (
    "openai",
    "nvidia",
    "foxconn",
    "anthropic",
    "google",
    "constellation",
    "coreweave",
    "xai",
    "softbank",
    "tva",
)
LINES = [
    *(f"/{command} {company}" for command in ("deal", "partners", "dates", "commitments") for company in COMPANIES),
    *(f"/deals company:{company} sort:largest" for company in COMPANIES),
    *(f"/map network {company}" for company in COMPANIES),
    *(f"/map loop {company}" for company in COMPANIES),
    "/map path company:foxconn other:tva", "/map path company:openai other:oracle", "/map loop",
    "/deals", "/deals kind:supply", "/deals status:terminated", "/deals status:rumored", "/deals at_least:$100bn",
    "/deals words:nuclear", "/deals since:2026", "/deals until:2024", "/deals since:2031", "/dates",
    "/commitments openai strength:none", "/commitments meta strength:firm", "/commitments openai due:2027",
    "/dates window:all", "/deal foxcom", "/deal zzqy", "/deal #9999", "/partners zzqy", "/help", "/about",
    "/map network zzqy", "/ask what did openai commit to broadcom", "/ask who invested in its own customer",
    "/ask which rumours became deals", "/ask deals over $10bn since march 2025", "/ask what is the weather",
    "/settings", "/status", "/log", "/digest show", "/watch list", "/article list", "/correct review",
]  # fmt: skip
FAULTS = {
    "None where it should say so in words": re.compile(r"\bNone\b(?! has)"),
    "a Python value": re.compile(r"\b(True|False|Decimal|datetime|\[\]|\{\})"),
    "one of several, or several of one": re.compile(
        r"(?<![\d,.])1 (deals|companies|articles|sources|partners|steps|services)\b"
    ),
    "a bare day": re.compile(r"\b20\d\d-\d\d-\d\d\b"),
    "a sum in digits": re.compile(r"\d{7,}"),
    "a gap before a stop": re.compile(r"\w [,;.](?!\w)"),
    "two gaps": re.compile(r"\S {2,}\S"),
    "two stops": re.compile(r"[,;]{2}|(?<!\.)\.\.(?!\.)|[,;]\."),
    "an empty bracket": re.compile(r"\(\s*\)|“”"),
    "an internal word": re.compile(r"\b(joint_venture|up_to|at_least_|user_install)\b"),
}


def faults(result: Answer) -> list[str]:
    """What is wrong with the words of an answer."""
    words = [*said(result).split("\n"), *buttons(result)]
    return [f"{name}: {line}" for line in words for name, fault in FAULTS.items() if fault.search(line)]


async def test_answers_read_well(filled: Ask) -> None:
    wrong = []
    for line in LINES:
        result = await answer(filled, line)
        wrong += [f"{line}: {fault}" for fault in faults(result)]
        for label, onward in buttons(result).items():
            if label in ("Evidence", "Next", "Partners", "Network") and line.endswith(COMPANIES[:3]):
                wrong += [f"{onward}: {fault}" for fault in faults(await answer(filled, onward))]
    assert not wrong, "\n".join(sorted(set(wrong)))


@pytest.mark.parametrize(
    "line",
    [
        "/deals since:soon", "/deals since:2025-12 until:2025-01", "/deals at_least:much", "/deals kind:gift",
        "/nonsense", "/deal", "/deals page:x", "/dates window:whenever", "/commitments openai due:someday", "/map",
        "/partners", "/map path company:openai", "/deals colour:red", "/",
    ],
)  # fmt: skip
async def test_complaints_are_a_sentence_and_a_way_on(filled: Ask, line: str) -> None:
    with pytest.raises(BotError) as caught:
        await answer(filled, line)
    assert re.fullmatch(r"[“A-Z/#a-z0-9].{5,200}[.!?]", caught.value.message), caught.value.message
    assert str(caught.value).count("\n") == 0
    assert re.search(r"Try|Did you mean|takes|one of|see|holds|example|^$", caught.value.hint), caught.value.hint
