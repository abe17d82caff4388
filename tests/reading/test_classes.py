"""Every class of verbs and nouns that has a frame: a sentence that it tells a deal by, and one in which it tells none.

Grouped by the kind of deal that a class mostly tells. A class without both fails, so that none comes in untried. More
constructions of each stand in `test_frames`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.reading.frames import VERBS, frames_of
from bot.reading.frames.nouns import NOUNS
from bot.reading.grammar import Token
from bot.reading.tracing import Trace
from tests.reading.telling import said

CLASSES: dict[str, tuple[str, str, str]] = {
    # Acquisitions.
    "verb acquire": (
        "Microsoft has agreed to acquire Cerner.",
        "acquisition acquirer=Microsoft target=Cerner",
        "Microsoft did not buy Cerner.",
    ),
    "verb merge": (
        "Nokia will merge with Microsoft.",
        "acquisition partner=Microsoft partner=Nokia",
        "Nokia merged its two units.",
    ),
    "verb bid": (
        "Microsoft bid $20 billion for Cerner.",
        "acquisition acquirer=Microsoft target=Cerner",
        "Microsoft made Nokia nervous.",
    ),
    "verb cancel": (
        "Cerner turned down $5 billion from Microsoft.",
        "acquisition acquirer=Microsoft target=Cerner",
        "Cerner rejected the claims of Microsoft.",
    ),
    "noun takeover": (
        "The takeover of Cerner by Microsoft is done.",
        "acquisition acquirer=Microsoft target=Cerner",
        "The takeover rumours hurt Cerner.",
    ),
    "noun buyer": (
        "Microsoft is the buyer of Cerner.",
        "acquisition acquirer=Microsoft target=Cerner",
        "Microsoft met the buyer.",
    ),
    "noun sale": (
        "The sale of Cerner to Microsoft is done.",
        "acquisition acquirer=Microsoft target=Cerner",
        "Intel's sales fell behind those of Nvidia.",
    ),
    "noun talks": (
        "Microsoft is in talks with Cerner about a takeover.",
        "acquisition acquirer=Microsoft target=Cerner",
        "The talks at Microsoft went on.",
    ),
    # Investments and financing.
    "verb invest": (
        "Nvidia will invest $5 billion in Intel.",
        "investment investee=Intel investor=Nvidia",
        "Nvidia invests in people.",
    ),
    "verb raise": (
        "Intel raised $5 billion from Nvidia.",
        "investment investee=Intel investor=Nvidia",
        "Intel raised doubts about Nvidia.",
    ),
    "verb lead": (
        "Nvidia led a funding round for Intel.",
        "investment investee=Intel investor=Nvidia",
        "Microsoft leads Google in sales.",
    ),
    "verb lend": (
        "Nvidia lent $5 million to Intel.",
        "financing borrower=Intel lender=Nvidia",
        "Intel funds research.",
    ),
    "verb award": (
        "Meta awarded CoreWeave a $2 billion contract.",
        "services buyer=Meta supplier=CoreWeave",
        "Intel was awarded a prize.",
    ),
    "noun stake": (
        "Nvidia's 4% stake in Intel was approved.",
        "investment investee=Intel investor=Nvidia",
        "Nvidia's shares fell more than those of Intel.",
    ),
    "noun money": (
        "Nvidia's investment in Intel was approved.",
        "investment investee=Intel investor=Nvidia",
        "Intel spent its cash while Nvidia earned.",
    ),
    "noun investors": (
        "Intel closed a $5 million round. Other investors include Nvidia and Google.",
        "investment investee=Intel investor=Google investor=Nvidia",
        "Investors in Intel worry about Nvidia.",
    ),
    "noun bet": (
        "Nvidia's $5 billion bet on Intel is paying off.",
        "investment investee=Intel investor=Nvidia",
        "Intel's bet has failed.",
    ),
    "noun loan": (
        "A loan from Nvidia to Intel was approved.",
        "financing borrower=Intel lender=Nvidia",
        "Intel repaid its loans, Nvidia did not.",
    ),
    # Licensing.
    "verb license": (
        "Samsung has licensed technology from Google.",
        "licensing licensee=Samsung licensor=Google",
        "Samsung licenses its brand.",
    ),
    "noun licence": (
        "Samsung won a licence from Google for its patents.",
        "licensing licensee=Samsung licensor=Google",
        "Samsung has a licence.",
    ),
    # Supply and services.
    "verb get": (
        "Broadcom won an order for chips from OpenAI.",
        "supply buyer=OpenAI supplier=Broadcom",
        "Intel gets praise.",
    ),
    "verb order": (
        "IndiGo ordered 70 jets from Airbus.",
        "supply buyer=IndiGo supplier=Airbus",
        "Microsoft ordered its staff home.",
    ),
    "verb supply": (
        "Broadcom will supply chips to OpenAI.",
        "supply buyer=OpenAI supplier=Broadcom",
        "Nokia makes radios.",
    ),
    "verb give": (
        "CoreWeave will give Meta cloud capacity.",
        "services buyer=Meta supplier=CoreWeave",
        "Microsoft gives Cerner trouble.",
    ),
    "verb flow": (
        "Chips will go to OpenAI from Broadcom.",
        "supply buyer=OpenAI supplier=Broadcom",
        "Nokia went to court with Microsoft.",
    ),
    "verb use": (
        "OpenAI will use up to one million of Google's TPUs.",
        "supply buyer=OpenAI supplier=Google",
        "OpenAI uses Google's search.",
    ),
    "verb spend": (
        "Meta will spend $10 billion on chips from Nvidia.",
        "supply buyer=Meta supplier=Nvidia",
        "Meta spends much on chips.",
    ),
    "verb lease": (
        "Meta will lease data center capacity from CoreWeave.",
        "services buyer=Meta supplier=CoreWeave",
        "Meta will lease an office.",
    ),
    "verb pay": (
        "Meta will pay CoreWeave for computing power.",
        "services buyer=Meta supplier=CoreWeave",
        "Intel paid a fine of $2 billion.",
    ),
    "verb choose": (
        "Meta picked Ericsson to build its network.",
        "services buyer=Meta supplier=Ericsson",
        "Microsoft named Satya Nadella as its head.",
    ),
    "noun order": (
        "An order from OpenAI to Broadcom came in May.",
        "supply buyer=OpenAI supplier=Broadcom",
        "Nokia's order was small.",
    ),
    "noun supplying": (
        "The supply of chips to OpenAI by Broadcom begins in May.",
        "supply buyer=OpenAI supplier=Broadcom",
        "Broadcom's supplies are low at OpenAI.",
    ),
    "noun deal": (
        "Microsoft's contract with Nokia covers cloud services.",
        "services buyer=Microsoft supplier=Nokia",
        "The deal makers of Nokia and Microsoft met in Paris.",
    ),
    # Partnerships and ventures.
    "verb partner": (
        "OpenAI is partnering with Foxconn.",
        "partnership partner=Foxconn partner=OpenAI",
        "OpenAI works with Foxconn.",
    ),
    "verb make": (
        "Nokia and Ericsson will jointly develop a chip.",
        "partnership partner=Ericsson partner=Nokia",
        "Nokia develops radios.",
    ),
    "verb help": (
        "Foxconn will help OpenAI build racks.",
        "partnership partner=Foxconn partner=OpenAI",
        "Microsoft helps Cerner.",
    ),
    "verb form": (
        "Foxconn and Intrinsic will form a joint venture.",
        "joint_venture partner=Foxconn partner=Intrinsic",
        "Nokia formed a view of Microsoft.",
    ),
    "verb agree": (
        "Microsoft signed with Nokia on cloud services.",
        "services buyer=Microsoft supplier=Nokia",
        "Microsoft agreed that Cerner was strong.",
    ),
    "noun partnership": (
        "A partnership between OpenAI and Foxconn was announced.",
        "partnership partner=Foxconn partner=OpenAI",
        "OpenAI values partnership, unlike Foxconn.",
    ),
    "noun partner": (
        "Foxconn becomes a partner of OpenAI in hardware.",
        "partnership partner=Foxconn partner=OpenAI",
        "Foxconn lost a partner to OpenAI.",
    ),
    "noun venture": (
        "A joint venture of Foxconn and Intrinsic will build robots.",
        "joint_venture partner=Foxconn partner=Intrinsic",
        "The venture of Foxconn failed.",
    ),
}
"""A sentence that fits, the deal in it, and a sentence that must not fit."""


def traced(sentence: str) -> tuple[list[str], Trace]:
    """The deals that a sentence tells, and how they were read."""
    trace = Trace()
    return said(sentence, trace), trace


def classes_of(token: Token) -> set[str]:
    """The classes of a word that have a frame."""
    return {f"{'verb' if token.verb else 'noun'} {name}" for name in frames_of(token)}


def telling(trace: Trace) -> Iterator[str]:
    """The classes whose frames told something."""
    for find in (find for reasons in trace.reasons for find in reasons.told.finds):
        token = next(token for token in trace.sentences[find.sentence].tokens if token.at == find.at)
        yield f"{'verb' if token.verb else 'noun'} {find.told_by}"


def test_every_class_with_a_frame_has_a_sentence_that_fits_and_one_that_must_not() -> None:
    assert set(CLASSES) == {f"verb {name}" for name in VERBS} | {f"noun {name}" for name in NOUNS}


@pytest.mark.parametrize("name", CLASSES)
def test_a_sentence_that_fits_is_told_by_its_class(name: str) -> None:
    sentence, deal, _ = CLASSES[name]
    deals, trace = traced(sentence)
    assert deals == [deal]
    assert name in set(telling(trace))


@pytest.mark.parametrize("name", CLASSES)
def test_a_sentence_that_must_not_fit_has_a_word_of_the_class_and_tells_nothing(name: str) -> None:
    deals, trace = traced(CLASSES[name][2])
    assert deals == []
    assert name in {one for sentence in trace.sentences for token in sentence.tokens for one in classes_of(token)}
