"""What each construction tells: who stands in which role, whichever way English puts it; and what tells no deal."""

from __future__ import annotations

import pytest

from bot.reading.grammar import load
from tests.reading.telling import said

TOLD = [
    # Acquisitions: acquirer and target are never swapped, active, passive or nominal.
    ("Microsoft has agreed to acquire Cerner for $28 billion.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Microsoft to buy Cerner", "acquisition acquirer=Microsoft target=Cerner"),
    ("Withings was acquired by Nokia.", "acquisition acquirer=Nokia target=Withings"),
    ("Cerner, bought by Microsoft in 2019, is growing.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Microsoft's planned acquisition of Cerner is near.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Microsoft completed the acquisition of Cerner.", "acquisition acquirer=Microsoft target=Cerner"),
    ("The takeover of Cerner by Microsoft is done.", "acquisition acquirer=Microsoft target=Cerner"),
    ("A hostile bid from Microsoft for Cerner failed.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Cerner rejected a takeover offer from Microsoft.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Cerner has rejected a takeover bid that Microsoft submitted.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Microsoft bid $20 billion for Cerner.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Microsoft bought a controlling stake in Cerner.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Microsoft will buy 75% of Cerner.", "acquisition acquirer=Microsoft target=Cerner"),
    ("Microsoft sold Cerner to Nokia.", "acquisition acquirer=Nokia seller=Microsoft target=Cerner"),
    ("Microsoft will sell its health business to Nokia.", "acquisition acquirer=Nokia seller=Microsoft"),
    ("Nokia will buy Microsoft's health business.", "acquisition acquirer=Nokia seller=Microsoft"),
    ("Nokia will buy the health unit of Microsoft.", "acquisition acquirer=Nokia seller=Microsoft"),
    ("Nokia will merge with Microsoft.", "acquisition partner=Microsoft partner=Nokia"),
    ("The merger of Nokia and Microsoft is off.", "acquisition partner=Microsoft partner=Nokia"),
    ("Microsoft will pay $5 billion in shares for Cerner.", "acquisition acquirer=Microsoft target=Cerner"),
    ("The sale of chip designer Arm to Nvidia is off.", "acquisition acquirer=Nvidia target=Arm"),
    ("Chevron closes Hess takeover.", "acquisition acquirer=Chevron target=Hess"),
    ("Microsoft will take Cerner private.", "acquisition acquirer=Microsoft target=Cerner"),
    (
        "Disney, which Microsoft agreed to buy for $2 billion, is growing.",
        "acquisition acquirer=Microsoft target=Disney",
    ),
    (
        "Microsoft, a maker of software, and Nokia, a maker of radios, agreed to merge.",
        "acquisition partner=Microsoft partner=Nokia",
    ),
    # Investments.
    ("Nvidia buys into Intel.", "investment investee=Intel investor=Nvidia"),
    ("Nvidia paid $2 million for 15% of Intel.", "investment investee=Intel investor=Nvidia"),
    ("Nvidia will invest $5 billion in Intel.", "investment investee=Intel investor=Nvidia"),
    ("Nvidia's $5 billion investment in Intel was approved.", "investment investee=Intel investor=Nvidia"),
    ("Nvidia took a 4% stake in Intel.", "investment investee=Intel investor=Nvidia"),
    ("Intel raised $5 billion from Nvidia.", "investment investee=Intel investor=Nvidia"),
    ("Intel closed a $5 million round led by Nvidia.", "investment investee=Intel investor=Nvidia"),
    ("Nvidia led a funding round for Intel.", "investment investee=Intel investor=Nvidia"),
    ("Intel raised $5 million.", "investment investee=Intel"),
    # Financing.
    ("Nvidia lent $5 million to Intel.", "financing borrower=Intel lender=Nvidia"),
    ("Nvidia will give Intel a $5 million loan.", "financing borrower=Intel lender=Nvidia"),
    ("Intel secured a $5 million loan from Nvidia.", "financing borrower=Intel lender=Nvidia"),
    # Licensing.
    ("Samsung will license technology from Google.", "licensing licensee=Samsung licensor=Google"),
    ("Google grants Samsung exclusive rights to the model.", "licensing licensee=Samsung licensor=Google"),
    (
        "Samsung acquired exclusive rights to the drug from Google.",
        "licensing licensee=Samsung licensor=Google",
    ),
    # Supply.
    ("OpenAI will buy chips from Broadcom.", "supply buyer=OpenAI supplier=Broadcom"),
    ("Broadcom won an order for chips from OpenAI.", "supply buyer=OpenAI supplier=Broadcom"),
    ("OpenAI placed an order for chips with Broadcom.", "supply buyer=OpenAI supplier=Broadcom"),
    ("IndiGo has ordered new Airbus jets.", "supply buyer=IndiGo supplier=Airbus"),
    ("Broadcom will supply chips to OpenAI.", "supply buyer=OpenAI supplier=Broadcom"),
    ("Broadcom will supply OpenAI with chips.", "supply buyer=OpenAI supplier=Broadcom"),
    ("An order from OpenAI to Broadcom.", "supply buyer=OpenAI supplier=Broadcom"),
    ("OpenAI will buy power from solar plants of Broadcom.", "supply buyer=OpenAI supplier=Broadcom"),
    # Services.
    ("CoreWeave will provide cloud capacity to Meta.", "services buyer=Meta supplier=CoreWeave"),
    ("CoreWeave will provide Meta with cloud capacity.", "services buyer=Meta supplier=CoreWeave"),
    ("Ericsson has been picked by Meta to modernize the network.", "services buyer=Meta supplier=Ericsson"),
    ("Meta will lease data center capacity from CoreWeave.", "services buyer=Meta supplier=CoreWeave"),
    ("Meta will pay CoreWeave for computing power.", "services buyer=Meta supplier=CoreWeave"),
    ("Meta awarded CoreWeave a $2 billion contract.", "services buyer=Meta supplier=CoreWeave"),
    # Partnerships and ventures.
    ("OpenAI is partnering with Foxconn to design hardware.", "partnership partner=Foxconn partner=OpenAI"),
    ("OpenAI announced a partnership with Foxconn.", "partnership partner=Foxconn partner=OpenAI"),
    ("Foxconn will co-design racks with OpenAI.", "partnership partner=Foxconn partner=OpenAI"),
    ("Foxconn is going to help OpenAI design hardware.", "partnership partner=Foxconn partner=OpenAI"),
    ("Foxconn has won OpenAI as a partner.", "partnership partner=Foxconn partner=OpenAI"),
    ("OpenAI and Foxconn teamed up.", "partnership partner=Foxconn partner=OpenAI"),
    ("Foxconn and Intrinsic will form a joint venture.", "joint_venture partner=Foxconn partner=Intrinsic"),
    ("Foxconn has announced a joint venture with Intrinsic.", "joint_venture partner=Foxconn partner=Intrinsic"),
    # Pledges.
    ("Hyundai will invest $21 billion in the United States.", "pledge investor=Hyundai"),
    ("Foxconn announced an investment of $1.37 billion.", "pledge investor=Foxconn"),
]

NOTHING = [
    "Microsoft sells software to Cerner.",
    "Foxconn assembles iPhones for Apple.",
    "Nvidia bought 75% of the votes in Paris.",
    "Intel raised its dividend to $2.",
    "Microsoft did not buy Cerner.",
    "Microsoft should buy Cerner, an analyst said.",
    "Microsoft advised Cerner on the sale to Nokia.",
    "Microsoft hired Satya Nadella from Nokia.",
]


@pytest.mark.parametrize(("sentence", "deal"), TOLD)
def test_a_construction_tells_its_deal(sentence: str, deal: str) -> None:
    assert said(sentence) == [deal]


@pytest.mark.parametrize("sentence", NOTHING)
def test_nothing_is_told_where_nothing_was_agreed(sentence: str) -> None:
    assert said(sentence) == []


def test_every_verb_and_noun_has_a_written_form() -> None:
    grammar = load()
    written = {verb.base for verbs in grammar.verbs.values() for verb in verbs}
    assert set(grammar.classes) <= written
    assert grammar.verbs["bought"][0].base == "buy"
    assert {verb.form for verb in grammar.verbs["planned"]} == {"past", "done"}
    assert "" not in grammar.nouns
