"""What each field of a deal is settled as, construction by construction: its status, day, money, kind and roles.

Each case is what is expected, whose deal it is where a text tells several, and the text, of 21 November 2025.
"""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import Money, Report
from bot.reading import read
from bot.reading.forms import open_form

GIVEN = date(2025, 11, 21)


def report_in(text: str, names: str) -> Report:
    """The report of the deal between the parties that are named, else the first."""
    reports = read(open_form(text, published_on=GIVEN)).reports
    who = set(names.split("+")) if names else set()
    return next(report for report in reports if who <= {party.name for party in report.parties})


def written(money: Money | None) -> str:
    """A sum in a form that reads well in a table."""
    return "None" if money is None else f"{money.amount.normalize():f} {money.currency} {money.qualifier}"


STATUSES = [
    ("rumored", "", "Nordvik is in talks to buy Helmsbury for $3 billion, people familiar with the matter said."),
    ("rumored", "", "Nordvik is considering an offer for Helmsbury, Bloomberg News reported on Tuesday."),
    ("rumored", "", "Nordvik is weighing a bid for Helmsbury, according to two people with knowledge of the plans."),
    ("rumored", "", "Nordvik is close to acquiring Helmsbury, the Wall Street Journal reported."),
    ("rumored", "", "Nordvik may buy Helmsbury, a person briefed on the matter said."),
    ("rumored", "", "Nordvik is exploring a takeover of Helmsbury."),
    ("rumored", "", "Helmsbury has attracted takeover interest from Nordvik, sources told Reuters."),
    ("rumored", "", "Nordvik has approached Helmsbury about a takeover, the Financial Times reported."),
    ("rumored", "", "Nordvik and Helmsbury are discussing a merger, people with direct knowledge said."),
    ("rumored", "", "Nordvik could invest up to $2 billion in Helmsbury, the newspaper reported."),
    ("rumored", "", "Nordvik is nearing a deal to buy Helmsbury."),
    ("rumored", "", "Nordvik is said to be preparing a bid for Helmsbury."),
    ("rumored", "", "Nordvik will buy Helmsbury for $3 billion, according to a person who asked not to be named."),
    ("rumored", "", "Nordvik confirmed that it is in discussions to acquire Helmsbury."),
    (
        "rumored",
        "",
        "Nordvik has agreed to acquire Helmsbury, according to people familiar with the deal who spoke on condition of anonymity.",
    ),
    ("proposed", "", "Nordvik has offered to buy Helmsbury for $3 billion."),
    ("proposed", "", "Nordvik made a $3 billion offer for Helmsbury."),
    ("proposed", "", "Nordvik launched a hostile bid for Helmsbury on Monday."),
    ("proposed", "", "Nordvik signed a letter of intent to acquire Helmsbury."),
    ("proposed", "", "Nordvik and Helmsbury signed a memorandum of understanding to build turbines together."),
    ("proposed", "", "Nordvik and Helmsbury have signed a non-binding agreement on a joint venture in batteries."),
    (
        "proposed",
        "",
        "Helmsbury rejected a $3 billion takeover offer from Nordvik, saying that it undervalues the company.",
    ),
    ("proposed", "", "Nordvik plans to buy a stake in Helmsbury."),
    ("proposed", "", "Nordvik intends to acquire Helmsbury, it said on Monday."),
    ("proposed", "", "Nordvik raised its bid for Helmsbury to $4 billion."),
    (
        "proposed",
        "",
        "Nordvik and Helmsbury signed heads of agreement for the supply of 1 million tonnes of LNG a year.",
    ),
    ("proposed", "", "Nordvik was named preferred bidder to buy Helmsbury."),
    ("announced", "", "Nordvik has agreed to buy Helmsbury for $3 billion."),
    ("announced", "", "Nordvik will acquire Helmsbury in a deal expected to close in the second quarter."),
    ("announced", "", "Nordvik said it would buy Helmsbury, subject to regulatory approval."),
    (
        "announced",
        "",
        "Nordvik to buy Helmsbury for $3 billion. The companies expect the deal to be completed in March.",
    ),
    ("announced", "", "Nordvik is buying Helmsbury for $3 billion."),
    ("announced", "", "Nordvik acquired Helmsbury for $3 billion, the company announced on Tuesday."),
    ("announced", "", "Nordvik has bought Helmsbury, it said on Tuesday."),
    ("announced", "", "Helmsbury raised $50 million in a Series B round led by Nordvik."),
    (
        "announced",
        "",
        "Nordvik signed a definitive agreement to acquire Helmsbury. The deal is subject to approval by regulators and could still be blocked.",
    ),
    ("announced", "", "Nordvik plans to acquire Helmsbury under a definitive agreement signed on Monday."),
    ("announced", "", "Regulators approved Nordvik's acquisition of Helmsbury on Tuesday."),
    ("announced", "", "Nordvik and Helmsbury entered into a 10-year supply agreement for lithium."),
    ("announced", "", "Helmsbury accepted Nordvik's offer of $3 billion on Monday."),
    ("announced", "", "Nordvik and Helmsbury will form a joint venture to produce steel."),
    ("announced", "", "Nordvik placed an order for 20 aircraft with Helmsbury, to be delivered from 2028."),
    ("completed", "", "Nordvik has completed its acquisition of Helmsbury."),
    ("completed", "", "Nordvik completed the $3 billion purchase of Helmsbury on Tuesday."),
    ("completed", "", "Nordvik closed its $3 billion takeover of Helmsbury."),
    ("completed", "", "Nordvik's acquisition of Helmsbury closed on Tuesday."),
    ("completed", "", "The acquisition of Helmsbury by Nordvik has been finalised."),
    ("completed", "", "Nordvik said on Tuesday that it had concluded the acquisition of Helmsbury."),
    ("completed", "", "Nordvik announced the completion of its acquisition of Helmsbury."),
    ("completed", "", "Nordvik announces closing of Helmsbury acquisition."),
    ("terminated", "", "Nordvik called off its $3 billion takeover of Helmsbury."),
    ("terminated", "", "Nordvik and Helmsbury have called off their merger."),
    ("terminated", "", "Nordvik has walked away from its bid for Helmsbury."),
    ("terminated", "", "Nordvik dropped its bid for Helmsbury on Tuesday."),
    ("terminated", "", "Nordvik abandoned its plan to buy Helmsbury."),
    ("terminated", "", "Nordvik withdrew its offer for Helmsbury."),
    ("terminated", "", "Nordvik's offer for Helmsbury lapsed on Tuesday."),
    ("terminated", "", "Nordvik said it will not proceed with the acquisition of Helmsbury."),
    ("terminated", "", "A court blocked Nordvik's acquisition of Helmsbury."),
    ("terminated", "", "Regulators blocked the merger of Nordvik and Helmsbury."),
    ("terminated", "", "The merger between Nordvik and Helmsbury has collapsed."),
    ("terminated", "", "Nordvik's planned takeover of Helmsbury fell through."),
    ("terminated", "", "Nordvik and Helmsbury mutually agreed to terminate their merger agreement."),
    ("terminated", "", "Nordvik ended talks to buy Helmsbury."),
    ("terminated", "", "Nordvik denied that it is in talks to buy Helmsbury."),
    ("terminated", "", "Helmsbury cancelled its order for 20 aircraft from Nordvik."),
    ("terminated", "", "Nordvik pulled out of a deal to acquire Helmsbury."),
    ("terminated", "", "Nordvik scrapped its planned acquisition of Helmsbury after opposition from regulators."),
    ("terminated", "", "Nordvik terminated its supply agreement with Helmsbury."),
    ("terminated", "", "The partnership between Nordvik and Helmsbury will end in March."),
    ("terminated", "", "Nordvik and Helmsbury are ending their partnership."),
    ("terminated", "", "The European Commission prohibited Nordvik's acquisition of Helmsbury."),
    ("terminated", "", "Nordvik gave up on its attempt to buy Helmsbury."),
    ("terminated", "", "Nordvik's proposed takeover of Helmsbury was rejected by shareholders and will not go ahead."),
]


@pytest.mark.parametrize(("wanted", "names", "text"), STATUSES, ids=[text for _, _, text in STATUSES])
def test_where_a_deal_stands(wanted: str, names: str, text: str) -> None:
    report = report_in(text, names)
    assert report.status == wanted


DAYS = [
    ("2025-11-21", "", "Nordvik has agreed to buy Helmsbury for $3 billion."),
    ("2025-11-20", "", "Nordvik said on Thursday it would buy Helmsbury for $3 billion."),
    (
        "2025-10",
        "",
        "Nordvik agreed in October to buy Helmsbury for $3 billion. It has since sold its bank to Quorath.",
    ),
    ("2025-11-21", "", "Nordvik will acquire Helmsbury in a deal expected to close in March 2026."),
    ("2025-11-21", "", "Nordvik will acquire Helmsbury, founded in 1987."),
    (
        "2025-11-21",
        "",
        "Nordvik will acquire Helmsbury, which was founded in Oslo in 1987 and had revenue of $2 billion in 2024.",
    ),
    ("2025-11-21", "", "Nordvik has agreed to buy Helmsbury. Helmsbury went public in 2019."),
    ("2025-11-21", "", "Nordvik signed a supply agreement with Helmsbury that runs from 2026 until 2035."),
    ("2025-11-21", "", "Nordvik will invest $2 billion in Helmsbury by the end of 2027."),
    ("2025-11-21", "", "Nordvik ordered 20 aircraft from Helmsbury, with deliveries from 2028."),
    ("2025-03", "", "Nordvik completed its acquisition of Helmsbury on Tuesday. The deal was announced in March."),
    ("2025-03", "", "Nordvik completed on Tuesday the acquisition of Helmsbury that it had announced in March."),
    (
        "2024-08",
        "",
        "Nordvik closed its takeover of Helmsbury on Friday, more than a year after the deal was first announced in August 2024.",
    ),
    (
        "2025-03-12",
        "",
        "Nordvik completed its acquisition of Helmsbury. The companies signed the agreement on March 12.",
    ),
    ("2025-04", "", "Nordvik has walked away from its bid for Helmsbury. It made its first offer in April."),
    (
        "2025-09",
        "",
        "Nordvik called off its takeover of Helmsbury on Thursday. The bid, made public in September, had met resistance.",
    ),
    ("2024-05", "", "Nordvik and Helmsbury called off their merger, agreed in May 2024."),
    ("2025-11-20", "", "Nordvik called off its takeover of Helmsbury on Thursday. Nordvik was founded in 1987."),
    ("2025-11-18", "", "Nordvik will buy Helmsbury for $3 billion. The announcement was made on Tuesday."),
    (
        "2025-11-18",
        "",
        "Nordvik is to buy Helmsbury. The deal was announced on Tuesday and is expected to close in June.",
    ),
    ("2023", "Quorath", "Nordvik has agreed to buy Helmsbury. In 2023 it bought Quorath for $1 billion."),
    ("2025-10", "Quorath", "Nordvik has agreed to buy Helmsbury. Last month Nordvik acquired Quorath for $1 billion."),
    ("2024", "Quorath", "Nordvik has agreed to buy Helmsbury. Nordvik acquired Quorath last year."),
    ("2021", "Quorath", "Nordvik has agreed to buy Helmsbury, two years after it paid $2 billion for Quorath in 2021."),
    ("2025-11-17", "", "On Monday Nordvik announced a $2 billion investment in Helmsbury."),
    ("2025-11-12", "", "Nordvik said Nov. 12 it had signed a 10-year agreement to supply Helmsbury with nickel."),
    ("2025-11-21", "", "Nordvik said in a statement that it would buy Helmsbury to cut emissions by 2030."),
    ("2025-11-21", "", "Nordvik, which lost money in the third quarter, will buy Helmsbury."),
    ("2025-11-21", "", "Nordvik agreed to buy Helmsbury, whose shares had closed at $12 on Thursday."),
    ("2025-11-21", "", "Nordvik agreed to buy Helmsbury at a premium of 30% to its closing price on Wednesday."),
    (
        "2025-11-20",
        "",
        "Nordvik agreed on Thursday to buy Helmsbury, at a premium of 30% to its closing price on Wednesday.",
    ),
    ("2025-11", "", "Nordvik bought Helmsbury earlier this month for $3 billion."),
    ("2025-11-21", "", "Nordvik will supply Helmsbury with turbines for a wind farm that began operating in 2019."),
    ("2025-11-21", "", "Nordvik signed a contract to build a plant for Helmsbury, the first since 2015."),
    ("2025-11-20", "", "Nordvik agreed late on Thursday to sell its bank to Helmsbury."),
    ("2025-11-19", "", "Nordvik, in a filing on Wednesday, disclosed a $5 billion contract with Helmsbury."),
    ("2025-11-21", "", "Nordvik has agreed to buy Helmsbury, after talks that began in June."),
    ("2025-11-21", "", "Nordvik will acquire Helmsbury, subject to a vote of shareholders on December 12."),
    ("2025-06", "", "Nordvik plans to cancel an order for 12 jets from Helmsbury. The order was placed in June."),
    ("2025-11-20", "", "LONDON, Nov 20 - Nordvik agreed to buy Helmsbury."),
    (
        "2025-11-20",
        "",
        "LONDON, Nov. 20, 2025 /PRNewswire/ -- Nordvik today announced that it has agreed to buy Helmsbury.",
    ),
    ("2025-11-21", "", "Nordvik will buy Helmsbury after the latter rejected an earlier offer in July."),
    (
        "2019",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. Its $4 billion purchase of Quorath in 2019 was its largest so far.",
    ),
    (
        "2022-04",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. Quorath and Helmsbury formed a joint venture in April 2022.",
    ),
    (
        "2025-11-21",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. At the same time it signed a cloud contract with Quorath.",
    ),
    ("2017", "Quorath", "Nordvik has agreed to buy Helmsbury. In 2017 Nordvik bought Quorath and Velsta."),
    (
        "2017",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. Nordvik bought Quorath in 2017 and Velsta in 2019 for $6 billion.",
    ),
    (
        "2006",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. Nordvik bought Quorath, of Florida, for $7 billion in 2006 and Velsta for $3 billion in 2010.",
    ),
    (
        "2013",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. In 2013 it bought Quorath in a share deal, for $8 billion; in 2014 it paid $25 billion for Velsta.",
    ),
    ("2018", "Quorath", "Nordvik has agreed to buy Helmsbury. Nordvik acquired Quorath and Velsta in 2018."),
    (
        "2019",
        "Velsta",
        "Nordvik has agreed to buy Helmsbury. In 2017, Nordvik bought Quorath, and in 2019, it acquired Velsta.",
    ),
    (
        "2025-11-18",
        "",
        "Nordvik is to buy Helmsbury for $3 billion. The two companies said on Tuesday that they expect to close the deal in June.",
    ),
    (
        "2025-11-18",
        "",
        "Nordvik will buy Helmsbury. “It is a perfect fit,” Nordvik's chief executive, Jan Moe, told reporters on Tuesday.",
    ),
    (
        "2025-11-18",
        "",
        "Nordvik to acquire Helmsbury\n\nThe takeover will cost Nordvik $3 billion, it said on Tuesday.",
    ),
    ("2025-11", "", "Nordvik said this week it would buy Helmsbury."),
    ("2025-11", "", "Earlier this week Nordvik agreed to buy Helmsbury."),
    ("2025-10", "", "Nordvik agreed at the end of October to buy Helmsbury. The bank Quorath is lending it the money."),
    ("2024", "Quorath", "Nordvik has agreed to buy Helmsbury. In early 2024 it took over Quorath."),
    ("2020", "Quorath", "Nordvik has agreed to buy Helmsbury. Five years ago Nordvik bought Quorath."),
    (
        "2023-05",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. Quorath, which Nordvik acquired in May 2023, makes pumps.",
    ),
    (
        "2023-05",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. Nordvik's $2 billion acquisition of Quorath, completed in May 2023, was its last large deal.",
    ),
    (
        "2015",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. Founded in 1987, Helmsbury was in 2015 the buyer of Quorath.",
    ),
    ("2025-11-19", "", "Nordvik, the Oslo-based maker of pumps, announced Wednesday that it is acquiring Helmsbury."),
    (
        "2025-11-03",
        "",
        "Nordvik announced on November 3 a ten-year agreement to supply Helmsbury with nickel from 2027 to 2036.",
    ),
    (
        "2025-11-21",
        "",
        "Nordvik today announced the signing of a contract with Helmsbury to build a plant that will open in 2028.",
    ),
    ("2025-09", "", "Nordvik said it had won a contract from Helmsbury in September to build a port."),
    ("2025-07-15", "", "Nordvik has terminated its July 15 merger agreement with Helmsbury."),
    ("2025-02", "", "Nordvik and Helmsbury have ended the alliance that they formed in February."),
    ("2023", "", "Nordvik has pulled out of a joint venture with Helmsbury that was set up in 2023."),
    ("2024-03", "", "Nordvik has completed the sale of its bank to Helmsbury, first agreed in March 2024."),
    ("2025-11-21", "", "Nordvik, whose shares have fallen by a third since January, is in talks to buy Helmsbury."),
    ("2025-11-21", "", "Nordvik is buying Helmsbury to add to the factory that it opened in Poland in 2022."),
    ("2025-11-21", "", "Nordvik won an order for 40 trains from Helmsbury, to be delivered between 2027 and 2029."),
    ("2025-11-21", "", "Nordvik and Helmsbury extended their partnership, which began in 2018, by five years."),
    ("2025-11-17", "", "In a regulatory filing dated November 17, Nordvik disclosed the purchase of 8% of Helmsbury."),
    ("2025-06", "Quorath", "Nordvik has agreed to buy Helmsbury. It follows Nordvik's purchase of Quorath in June."),
    (
        "2025-01-14",
        "",
        "Nordvik has completed its takeover of Helmsbury. The Oslo group had offered $3 billion for its rival on January 14.",
    ),
    (
        "2024-10",
        "",
        "Nordvik closed its $3 billion acquisition of Helmsbury on Wednesday, ending a process that began in October 2024 when the two signed the agreement.",
    ),
    (
        "2025-02",
        "",
        "Nordvik and Helmsbury abandoned their merger on Thursday. They had announced the plan in February, hoping to create Europe's largest bank.",
    ),
    (
        "2025-04-02",
        "",
        "Regulators in Brussels on Wednesday prohibited Nordvik's purchase of Helmsbury. The companies had unveiled the deal on April 2.",
    ),
    (
        "2025-05",
        "",
        "Nordvik's takeover of Helmsbury is complete. Announced in May, it makes Nordvik the largest maker of pumps.",
    ),
    (
        "2024-12",
        "",
        "The sale of Helmsbury to Nordvik closed on Monday, eleven months after it was agreed in December 2024.",
    ),
    (
        "2023-11",
        "",
        "Nordvik has dropped its plan to build a plant with Helmsbury. The joint venture was announced in November 2023.",
    ),
    (
        "2025-11-20",
        "",
        "Nordvik completed its takeover of Helmsbury on Thursday. Helmsbury has 3,000 staff and had sales of $2 billion in 2024.",
    ),
    (
        "2025-11-20",
        "",
        "Nordvik called off its bid for Helmsbury on Thursday. Its shares had fallen 12% since September.",
    ),
    (
        "2025-07",
        "",
        "Nordvik cancelled a $2 billion contract with Helmsbury on Thursday. It had awarded the contract to Helmsbury in July.",
    ),
    ("2016", "", "Nordvik and Helmsbury are dissolving the joint venture that they set up in 2016."),
    ("2021", "", "Nordvik terminates the supply agreement that it signed with Helmsbury in 2021."),
    ("2025-09-30", "", "Nordvik is withdrawing its offer for Helmsbury, which it presented on September 30."),
    ("2019", "Quorath", "Nordvik has agreed to buy Helmsbury. Its attempt to buy Quorath in 2019 failed."),
    (
        "2019",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. In 2019 it tried to take over Quorath, but regulators blocked the deal in 2020.",
    ),
    (
        "None",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. The price is $3 billion. Shareholders will vote in May. Analysts had hoped for more. Regulators must agree. Nordvik has also announced a joint venture with Quorath.",
    ),
]


@pytest.mark.parametrize(("wanted", "names", "text"), DAYS, ids=[text for _, _, text in DAYS])
def test_the_day_of_a_deal(wanted: str, names: str, text: str) -> None:
    report = report_in(text, names)
    assert str(report.announced_on) == wanted


VALUES = [
    ("3000000000 USD exact", "", "Nordvik has agreed to buy Helmsbury for $3 billion."),
    ("3000000000 USD exact", "", "Nordvik has agreed to buy Helmsbury. The deal is worth $3 billion."),
    (
        "3000000000 USD exact",
        "",
        "Nordvik has agreed to buy Helmsbury. Both boards have approved the transaction. The purchase price is $3 billion in cash.",
    ),
    (
        "3250000000 USD exact",
        "",
        "Nordvik to buy Helmsbury for $3.3 billion\n\nNordvik said it would buy Helmsbury for $3.25 billion in cash.",
    ),
    ("6600000000 USD exact", "", "Helmsbury raised $6.6 billion from Nordvik at a $157 billion valuation."),
    ("500000000 USD exact", "", "Helmsbury, valued at $4 billion, raised $500 million from Nordvik."),
    (
        "500000000 USD exact",
        "",
        "Nordvik led a $500 million round for Helmsbury, which values the company at $4 billion.",
    ),
    ("500000000 USD exact", "", "Helmsbury raised $500 million in a round led by Nordvik, which put in $200 million."),
    ("None", "", "Nordvik has agreed to buy Helmsbury, which has revenue of $2 billion."),
    ("None", "", "Nordvik has agreed to buy Helmsbury, a company with annual sales of $2 billion."),
    ("None", "", "Nordvik, which has a market value of $80 billion, will buy Helmsbury."),
    ("None", "", "Nordvik agreed to buy Helmsbury for $12.50 a share."),
    ("2100000000 USD exact", "", "Nordvik agreed to buy Helmsbury for $12.50 a share, or $2.1 billion."),
    (
        "2100000000 USD exact",
        "",
        "Nordvik agreed to buy Helmsbury for $12.50 per share in cash, valuing the company at $2.1 billion.",
    ),
    (
        "2100000000 USD about",
        "",
        "Nordvik agreed to pay $12.50 a share for Helmsbury. The deal values Helmsbury at about $2.1 billion.",
    ),
    (
        "2100000000 USD exact",
        "",
        "Nordvik will acquire Helmsbury for $12.50 per share. The total consideration amounts to $2.1 billion, including assumed debt.",
    ),
    ("2100000000 USD exact", "", "Nordvik will acquire Helmsbury in a $2.1 billion deal, including debt."),
    ("2100000000 USD exact", "", "Nordvik will acquire Helmsbury in an all-stock transaction valued at $2.1 billion."),
    ("2100000000 USD exact", "", "Nordvik will acquire Helmsbury at an enterprise value of $2.1 billion."),
    (
        "5000000000 USD up_to",
        "",
        "Nordvik will supply Helmsbury with batteries under a contract worth up to $5 billion.",
    ),
    ("5000000000 USD up_to", "", "Nordvik will invest as much as $5 billion in Helmsbury."),
    ("3000000000 USD up_to", "", "Nordvik will invest between $2 billion and $3 billion in Helmsbury."),
    (
        "5000000000 USD at_least",
        "",
        "Nordvik signed a contract worth more than $5 billion with Helmsbury for cloud services.",
    ),
    (
        "5000000000 USD about",
        "",
        "Nordvik signed a contract worth around $5 billion with Helmsbury for cloud services.",
    ),
    ("150000000000 JPY exact", "", "Nordvik will buy Helmsbury for ¥150 billion ($1 billion)."),
    ("1000000000 EUR exact", "", "Nordvik will buy Helmsbury for 1 billion euros ($1.1 billion)."),
    (
        "120000000 USD exact",
        "",
        "Nordvik licensed a drug from Helmsbury for $120 million upfront and up to $900 million in milestone payments.",
    ),
    (
        "1000000000 USD up_to",
        "",
        "Nordvik licensed a drug from Helmsbury. The deal is worth up to $1 billion, including $120 million upfront.",
    ),
    ("1000000000 USD exact", "", "Nordvik will pay Helmsbury $1 billion a year for cloud capacity."),
    (
        "2000000000 USD exact",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury for $3 billion. In 2019 it bought Quorath for $2 billion.",
    ),
    ("None", "Helmsbury", "Nordvik has agreed to buy Helmsbury. In 2019 it bought Quorath for $2 billion."),
    ("3000000000 USD exact", "", "Nordvik has agreed to buy Helmsbury. Cost: $3 billion in cash."),
    ("3000000000 USD exact", "", "Nordvik is to take over Helmsbury. It pays $3 billion in cash."),
    (
        "3000000000 USD exact",
        "",
        "Nordvik completed its takeover of Helmsbury. It was agreed in March at a price of $3 billion.",
    ),
    (
        "3000000000 USD exact",
        "",
        "Nordvik called off its $3 billion takeover of Helmsbury and will pay a break fee of $100 million.",
    ),
    (
        "3000000000 USD exact",
        "",
        "Nordvik will pay a termination fee of $100 million after calling off its $3 billion takeover of Helmsbury.",
    ),
    ("None", "", "Nordvik and Helmsbury formed a joint venture. Nordvik has debts of $3 billion."),
    ("3000000000 USD exact", "", "Nordvik and Helmsbury will invest $3 billion in a joint venture to build chips."),
    (
        "3000000000 USD exact",
        "",
        "Nordvik and Helmsbury will form a joint venture to build a plant. The companies will invest $3 billion in it.",
    ),
    (
        "3000000000 USD exact",
        "",
        "Nordvik ordered 20 aircraft from Helmsbury. The order is valued at $3 billion at list prices.",
    ),
    ("3000000000 USD exact", "", "Nordvik ordered 20 aircraft from Helmsbury, worth $3 billion at list prices."),
    (
        "1200000000 USD exact",
        "",
        "Helmsbury secured a $1.2 billion loan from Nordvik. It has raised $4 billion in total.",
    ),
    (
        "400000000 USD exact",
        "",
        "Nordvik is investing another $400 million in Helmsbury, bringing its total to $1 billion.",
    ),
    ("400000000 USD exact", "", "Nordvik enlarged its contract with Helmsbury by $400 million, to $1.4 billion."),
    (
        "300000000 USD exact",
        "",
        "Nordvik sold its bank to Helmsbury for $300 million; the bank has assets of $9 billion.",
    ),
    ("None", "", "Nordvik agreed to merge with Helmsbury. The companies expect savings of $500 million a year."),
    ("None", "", "Nordvik will buy Helmsbury, whose backlog stands at $6 billion."),
    ("6000000 USD exact", "", "Nordvik awarded Helmsbury a $6 million contract to upgrade its network."),
    (
        "1810000000 USD exact",
        "",
        "On Wednesday Nordvik agreed with Helmsbury to acquire the latter's technology for gases. The price is $1.81bn in cash.",
    ),
    (
        "13400000000 USD exact",
        "",
        "Nordvik agreed to pay $143 a share for Helmsbury. With debt that makes $13.4 billion.",
    ),
    (
        "14000000000 USD about",
        "",
        "Helmsbury has been picked by Nordvik to modernize its network. Over five years the contract could come to almost $14 billion.",
    ),
    (
        "28000000000 USD exact",
        "",
        "Nordvik will buy Helmsbury for $72.50 a share, in a transaction valued at $28 billion, including the assumption of debt.",
    ),
    (
        "3000000000 USD exact",
        "",
        "Nordvik has agreed to buy Helmsbury for $3 billion, or $12.50 a share, a premium that adds $600 million to its market value.",
    ),
    (
        "2650000000 GBP exact",
        "",
        "Nordvik wins Helmsbury for £2.65bn\n\nIt has been agreed that Nordvik will acquire Helmsbury. The deal is worth £2.65 billion.",
    ),
    (
        "7000000000 USD exact",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. Nordvik bought Quorath, of Florida, for $7 billion in 2006 and Velsta for $3 billion in 2010.",
    ),
    (
        "8000000000 USD exact",
        "Quorath",
        "Nordvik has agreed to buy Helmsbury. In 2013 it bought Quorath in a share deal, for $8 billion; in 2014 it paid $25 billion for Velsta.",
    ),
    ("400000000 USD exact", "", "Nordvik is providing $400 million of debt to Helmsbury for a wind farm in Scotland."),
    (
        "1500000000 USD exact",
        "",
        "Helmsbury placed a firm order with Nordvik for 30 regional jets worth $1.5 billion at list prices, with options for 20 more.",
    ),
    ("3600000000 USD exact", "", "Helmsbury has ordered 11 Boeing jets valued at $3.6 billion at list prices."),
]


@pytest.mark.parametrize(("wanted", "names", "text"), VALUES, ids=[text for _, _, text in VALUES])
def test_the_money_of_a_deal(wanted: str, names: str, text: str) -> None:
    report = report_in(text, names)
    assert written(report.value) == wanted


KINDS = [
    (
        "supply",
        "",
        "Moderna will supply its vaccine to poorer countries under an agreement with the Gavi alliance announced on Monday.",
    ),
    (
        "supply",
        "",
        "Nordvik and Helmsbury signed a supply agreement under which Helmsbury will deliver battery modules to Nordvik.",
    ),
    ("supply", "", "Nordvik has won Helmsbury as a customer for liquid hydrogen."),
    (
        "supply",
        "",
        "Nordvik and Helmsbury announced a 20-year power purchase agreement for the output of a nuclear plant.",
    ),
    ("supply", "", "Nordvik signed an offtake agreement with Helmsbury for 20,000 tonnes of lithium a year."),
    ("supply", "", "Nordvik awarded Helmsbury a contract for 40 locomotives."),
    ("supply", "", "Nordvik signed a contract with Helmsbury for 12 helicopters."),
    ("services", "", "Nordvik signed a cloud contract with Helmsbury worth $2 billion."),
    ("services", "", "Nordvik signed a contract with Helmsbury to build a bridge."),
    ("services", "", "Nordvik outsourced its data centres to Helmsbury for ten years."),
    ("services", "", "Nordvik will rent computing capacity from Helmsbury."),
    ("services", "", "Helmsbury signed a 15-year lease with Nordvik for a data center campus."),
    ("acquisition", "", "Nordvik bought 12 solar projects from Helmsbury."),
    ("acquisition", "", "Nordvik has agreed to acquire an offshore wind project from Helmsbury."),
    ("acquisition", "", "Nordvik sold two mines in Chile to Helmsbury for $400 million."),
    ("acquisition", "", "Nordvik bought a portfolio of brands from Helmsbury."),
    ("acquisition", "", "Helmsbury sold its stores in Spain to Nordvik."),
    ("acquisition", "", "Nordvik is offering $75 in cash for each share of Helmsbury."),
    ("acquisition", "", "Nordvik will buy Helmsbury at $235 a share in cash."),
    ("acquisition", "", "Nordvik agreed to pay $12 a share for Helmsbury."),
    ("acquisition", "", "Nordvik agreed to buy 60% of Helmsbury."),
    ("acquisition", "", "Nordvik bought a majority stake in Helmsbury."),
    ("acquisition", "", "Nordvik will take over the remaining 30% of Helmsbury."),
    ("investment", "", "Nordvik bought 15% of Helmsbury."),
    ("investment", "", "Nordvik bought a tenth of Helmsbury for $2.5 billion."),
    ("investment", "", "Nordvik took a minority stake in Helmsbury."),
    ("investment", "", "Nordvik will buy newly issued shares of Helmsbury for $200 million."),
    ("investment", "", "Helmsbury raised $40 million in a Series B round led by Nordvik."),
    ("joint_venture", "", "Nordvik and Helmsbury will merge their Indian media businesses."),
    ("joint_venture", "", "Nordvik and Helmsbury completed the combination of their Spanish operations."),
    ("joint_venture", "", "Nordvik and Helmsbury set up a 50-50 joint venture to make engines."),
    ("joint_venture", "", "Nordvik and Helmsbury will form a joint company to build ships."),
    ("licensing", "", "Nordvik acquired exclusive rights to a cancer drug from Helmsbury."),
    (
        "licensing",
        "",
        "Nordvik and Helmsbury entered into a global licensing and collaboration agreement for a gene therapy.",
    ),
    ("licensing", "", "Nordvik licensed its drug to Helmsbury for Japan."),
    ("partnership", "", "Nordvik and Helmsbury will jointly develop electric cars."),
    ("partnership", "", "Nordvik and Helmsbury formed an alliance."),
    ("partnership", "", "Nordvik and Helmsbury signed a memorandum of understanding on cooperation in robotics."),
    ("partnership", "", "Nordvik partnered with Helmsbury to develop drugs."),
    ("financing", "", "Nordvik has lent Helmsbury $2 billion for a factory."),
    ("financing", "", "Helmsbury secured a $500 million loan from Nordvik."),
    (
        "financing",
        "",
        "The Commerce Department and Helmsbury have signed a preliminary memorandum of terms for up to $1.6 billion in direct funding.",
    ),
    ("financing", "", "The US Department of Energy will give Helmsbury a grant of $75 million."),
    ("financing", "", "Helmsbury has signed a $1 billion credit facility with Nordvik."),
    ("pledge", "", "Nordvik will invest $2 billion in a new plant in Ohio."),
    ("pledge", "", "Nordvik Capital raised $800 million for its third venture fund."),
    ("pledge", "", "Nordvik plans to spend $5 billion on data centers in Texas."),
    ("services", "", "Nordvik has won a $90 million order to upgrade Helmsbury's power plant in Spain."),
    (
        "services",
        "",
        "Shipbuilder Nordvik said on Thursday it had landed a $600 million contract from Helmsbury to maintain six frigates.",
    ),
    ("supply", "", "Nordvik will build four container ships for Helmsbury for $500 million."),
    ("licensing", "", "Nordvik has secured the European rights to Helmsbury's migraine drug for $90 million."),
    (
        "joint_venture",
        "",
        "Nordvik and Helmsbury are pooling their satellite businesses in a new company of which each will hold half.",
    ),
    ("acquisition", "", "Nordvik has won the auction for Helmsbury with an offer of $2 billion."),
    (
        "investment",
        "",
        "Nordvik has become the largest shareholder of Helmsbury after buying 12% of it for $700 million.",
    ),
]


@pytest.mark.parametrize(("wanted", "names", "text"), KINDS, ids=[text for _, _, text in KINDS])
def test_the_kind_of_a_deal(wanted: str, names: str, text: str) -> None:
    report = report_in(text, names)
    assert report.kind == wanted


ROLES = [
    ("supplier=Helmsbury buyer=Nordvik", "", "Helmsbury will supply Nordvik with wafers."),
    ("supplier=Helmsbury buyer=Nordvik", "", "Nordvik will buy wafers from Helmsbury."),
    ("supplier=Helmsbury buyer=Nordvik", "", "Helmsbury won an order from Nordvik for 20 ships."),
    ("supplier=Helmsbury buyer=Nordvik", "", "Wafers will be supplied to Nordvik by Helmsbury."),
    ("supplier=Helmsbury buyer=Nordvik", "", "Nordvik has picked Helmsbury to build its network."),
    ("supplier=Helmsbury buyer=Nordvik", "", "Helmsbury has been picked by Nordvik to modernize its network."),
    ("supplier=Helmsbury buyer=Nordvik", "", "Nordvik took a lease from Helmsbury on 101,000 square feet."),
    (
        "supplier=Helmsbury buyer=Nordvik",
        "",
        "Nordvik signed a power purchase agreement with solar developer Helmsbury.",
    ),
    (
        "supplier=Helmsbury buyer=Nordvik",
        "",
        "Solar developer Helmsbury signed a 10-year power purchase agreement with Nordvik.",
    ),
    ("supplier=Helmsbury buyer=Nordvik", "", "Nordvik signed a contract with Helmsbury for 12 helicopters."),
    ("supplier=Helmsbury buyer=Nordvik", "", "Helmsbury landed a $2 billion contract from Nordvik."),
    ("target=Helmsbury acquirer=Nordvik", "", "Helmsbury will be acquired by Nordvik."),
    ("target=Helmsbury acquirer=Nordvik", "", "The takeover of Helmsbury by Nordvik was approved."),
    ("target=Helmsbury acquirer=Nordvik", "", "Helmsbury agreed to be bought by Nordvik for $3 billion."),
    ("target=Helmsbury acquirer=Nordvik", "", "Helmsbury agreed to sell itself to Nordvik."),
    ("target=Helmsbury acquirer=Nordvik", "", "Helmsbury ended its $3.9 billion sale to Nordvik."),
    ("target=Helmsbury acquirer=Nordvik", "", "Helmsbury accepted a takeover offer from Nordvik."),
    ("target=Helmsbury acquirer=Nordvik", "", "Nordvik bought Helmsbury. Helmsbury's bank was its largest unit."),
    ("seller=Helmsbury acquirer=Nordvik", "", "Helmsbury accepted an offer from Nordvik for its Spanish business."),
    ("seller=Helmsbury acquirer=Nordvik", "", "Nordvik agreed with Helmsbury to acquire the latter's gas technology."),
    ("seller=Helmsbury acquirer=Nordvik", "", "Helmsbury will sell its grid unit to Nordvik."),
    ("seller=Helmsbury acquirer=Nordvik", "", "Nordvik bought 12 solar projects from Helmsbury."),
    ("seller=Helmsbury acquirer=Nordvik target=Quorath", "", "Nordvik will buy Quorath from Helmsbury."),
    ("seller=Helmsbury acquirer=Nordvik target=Quorath", "", "Helmsbury is selling Quorath to Nordvik."),
    ("investee=Helmsbury investor=Nordvik", "", "Helmsbury sold a 10% stake to Nordvik."),
    ("investee=Helmsbury investor=Nordvik", "", "Nordvik will take a 10% stake in Helmsbury."),
    ("licensor=Helmsbury licensee=Nordvik", "", "Helmsbury granted Nordvik a licence to its technology."),
    ("licensor=Helmsbury licensee=Nordvik", "", "Nordvik licensed a drug from Helmsbury."),
    ("licensor=Helmsbury licensee=Nordvik", "", "Helmsbury licensed its drug to Nordvik."),
    ("borrower=Helmsbury lender=Nordvik", "", "Nordvik arranged a $2 billion loan for Helmsbury."),
    ("borrower=Helmsbury lender=Nordvik", "", "Helmsbury borrowed $2 billion from Nordvik."),
    ("partner=Helmsbury partner=Nordvik", "", "Nordvik and Helmsbury agreed to merge."),
    ("partner=Helmsbury partner=Nordvik", "", "Nordvik and Helmsbury will form a joint venture."),
    (
        "lender=European Investment Bank borrower=Helmsbury",
        "",
        "The European Investment Bank and Helmsbury signed a 200 million euro loan agreement on Thursday.",
    ),
    (
        "borrower=Intel lender=U.S. Commerce Department",
        "",
        "Intel and the U.S. Commerce Department have reached a preliminary agreement for up to $8.5 billion in direct funding.",
    ),
]


@pytest.mark.parametrize(("wanted", "names", "text"), ROLES, ids=[text for _, _, text in ROLES])
def test_who_gives_and_who_takes(wanted: str, names: str, text: str) -> None:
    report = report_in(text, names)
    assert " ".join(f"{p.role}={p.name}" for p in sorted(report.parties, key=lambda p: p.name)) == wanted


SUBJECTS = [
    ("grid batteries", "", "Nordvik will supply Helmsbury with grid batteries for five years."),
    ("iron-air batteries", "", "Nordvik placed an order for iron-air batteries with Helmsbury."),
    ("wafer supply agreement", "", "Nordvik and Helmsbury signed a wafer supply agreement."),
    ("cloud capacity", "", "Nordvik will provide cloud capacity to Helmsbury under a contract worth $2 billion."),
    ("12 aircraft", "", "Helmsbury ordered 12 aircraft from Nordvik."),
    ("maker of heat pumps", "", "Nordvik has agreed to buy Helmsbury, a maker of heat pumps, for $3 billion."),
    ("engineering software company", "", "Nordvik will acquire engineering software company Helmsbury."),
    ("health business", "", "Nordvik will buy Helmsbury's health business."),
    ("steel plants", "", "Nordvik and Helmsbury will form a joint venture to build steel plants."),
    ("hydrogen trucks", "", "Nordvik and Helmsbury signed a memorandum of understanding to develop hydrogen trucks."),
    ("", "", "Nordvik has agreed to buy Helmsbury for $3 billion."),
    ("", "", "Nordvik and Helmsbury announced a strategic partnership."),
    ("", "", "Nordvik signed a new agreement with Helmsbury."),
    ("battery factory", "", "Nordvik will invest $2 billion in a battery factory in Ohio."),
]


@pytest.mark.parametrize(("wanted", "names", "text"), SUBJECTS, ids=[text for _, _, text in SUBJECTS])
def test_what_a_deal_covers(wanted: str, names: str, text: str) -> None:
    report = report_in(text, names)
    assert report.subject == wanted


PLACES = [
    ("Ohio", "", "Nordvik will invest $2 billion in a battery factory in Ohio."),
    ("Abilene, Texas", "", "Nordvik will build a data center for Helmsbury near Abilene, Texas."),
    (
        "Spain and Portugal",
        "",
        "Nordvik and Helmsbury formed a joint venture to build solar farms in Spain and Portugal.",
    ),
    ("", "", "Nordvik has agreed to buy Helmsbury, which is based in Ohio."),
    ("", "", "LONDON, Nov 20 - Nordvik agreed to buy Helmsbury."),
    ("", "", "Nordvik will supply Helmsbury with batteries. Nordvik is listed in London."),
    ("Chile", "", "Nordvik agreed to buy a copper mine in Chile from Helmsbury."),
]


@pytest.mark.parametrize(("wanted", "names", "text"), PLACES, ids=[text for _, _, text in PLACES])
def test_where_it_applies(wanted: str, names: str, text: str) -> None:
    report = report_in(text, names)
    assert "; ".join(report.locations) == wanted
