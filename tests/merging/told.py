"""Pairs of short articles, in words of our own: what merging makes of a story that the reader itself has read.

Written without a look at the rules of either, and left as they are where one of them fails. Of each pair the question
is whether the deals that both articles are about are one.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.model import Article


class Pair(NamedTuple):
    """Two articles in the order in which they came out, and whether they are about one deal."""

    sort: str
    name: str
    same: bool
    one: Article
    other: Article


def told(day: str, title: str, text: str) -> Article:
    return Article(f"{title}\n\n{text}\n", title=title, published_on=date.fromisoformat(day))


TOLD = (
    # The same deal in other words.
    Pair("other words", "a takeover by wire and by trade press", True,
         told("2024-04-08", "Bramwell to buy Coastline Foods for $2.1 billion",
              "Bramwell Group said on Monday it had agreed to buy Coastline Foods for $2.1 billion in cash. The deal is"
              " expected to close in the fourth quarter, the companies said."),
         told("2024-04-10", "What Bramwell wants with Coastline",
              "Earlier this week Bramwell announced the acquisition of Coastline Foods, the maker of frozen fish, in a"
              " transaction valued at about $2.1 billion. Analysts were surprised by the price.")),
    Pair("other words", "a power purchase by buyer and by seller", True,
         told("2025-02-11", "Microsoft signs solar deal with Zelestra",
              "Microsoft has signed an agreement to buy 95 MW of solar power from Zelestra in Spain, the developer said"
              " on Tuesday."),
         told("2025-02-12", "Zelestra, Microsoft in 95 MW pact",
              "Zelestra will supply Microsoft with electricity from two solar plants in Aragon with a capacity of 95 MW"
              " under a long-term contract announced yesterday.")),
    Pair("other words", "a round told by the company and by its lead", True,
         told("2025-03-04", "Quantro raises $120 million",
              "Berlin-based Quantro has raised $120 million in a Series C funding round led by Index Ventures, with"
              " participation from Lakestar, the company said on Tuesday."),
         told("2025-03-05", "Index Ventures leads $120m round in Quantro",
              "Index Ventures has led a $120 million investment in Quantro, which makes software for labs.")),
    Pair("other words", "an aircraft order, looked back at", True,
         told("2023-06-19", "IndiGo orders 500 Airbus jets",
              "IndiGo placed an order for 500 A320neo aircraft with Airbus at the Paris Air Show on Monday, the largest"
              " single purchase in commercial aviation."),
         told("2023-06-23", "The week at Le Bourget",
              "The show opened with a record: on Monday Airbus won an order for 500 aircraft from IndiGo.")),
    Pair("other words", "an alliance of chip and car maker", True,
         told("2024-09-18", "Infineon and Kestrel Motors team up on chargers",
              "Infineon and Kestrel Motors have formed a partnership to develop on-board chargers for electric trucks,"
              " they said on Wednesday."),
         told("2024-09-19", "Kestrel Motors picks Infineon as partner",
              "Truck maker Kestrel Motors will work with Infineon to develop chargers under a collaboration agreement"
              " that both announced on Wednesday.")),
    Pair("other words", "a licence told by both sides", True,
         told("2024-01-08", "Merck KGaA licenses Harbour antibody",
              "Harbour BioMed has granted Merck KGaA an exclusive license to an antibody against solid tumours. Harbour"
              " will receive $30 million upfront, it said on Monday."),
         told("2024-01-09", "Merck KGaA pays $30 million for rights to Harbour drug",
              "Merck KGaA has licensed rights to an experimental cancer antibody from Harbour BioMed, paying $30"
              " million upfront, the companies said on January 8.")),
    Pair("other words", "a loan by the bank and by the borrower", True,
         told("2022-11-14", "EIB lends Northgrid EUR 400 million",
              "The European Investment Bank will lend Northgrid EUR 400 million for power lines, it said on Monday."),
         told("2022-11-16", "Northgrid secures 400 million euro loan",
              "Grid operator Northgrid has secured a loan of 400 million euros from the European Investment Bank,"
              " signed on Monday, to expand its network.")),
    Pair("other words", "a pledge in two papers", True,
         told("2025-01-13", "Eli Lilly to spend $3 billion in Wisconsin",
              "Eli Lilly said on Monday it would invest $3 billion to expand its plant in Wisconsin."),
         told("2025-01-14", "Lilly plans $3 billion expansion",
              "Drugmaker Eli Lilly has pledged $3 billion for a larger factory in Wisconsin, it said this week.")),
    Pair("other words", "a joint venture of two miners", True,
         told("2023-05-10", "Rio Lago and Tanaka found copper venture",
              "Rio Lago Mining and Tanaka Metals have agreed to form a joint venture to develop a copper mine in Peru,"
              " they said on Wednesday."),
         told("2023-05-12", "Tanaka Metals enters Peru",
              "Tanaka Metals will hold 40% of a joint venture with Rio Lago Mining, announced on May 10, that is to dig"
              " for copper in Peru.")),
    Pair("other words", "a cloud contract in millions and in words", True,
         told("2024-10-02", "Telia moves to Google Cloud",
              "Telia has signed a five-year contract with Google Cloud worth $250 million, the operator said."),
         told("2024-10-03", "Google Cloud wins Telia",
              "Google Cloud will host the systems of Telia under a five-year agreement worth about $250 million.")),
    Pair("other words", "sale of a unit told by seller", True,
         told("2021-06-01", "Halvorsen buys pumps business of Dorn",
              "Halvorsen has agreed to acquire the pumps business of Dorn Industries for 900 million euros, it said on"
              " Tuesday."),
         told("2021-06-02", "Dorn sells pumps",
              "Dorn Industries is selling its pumps business to Halvorsen for EUR 900 million, a step in its"
              " breakup.")),
    Pair("other words", "chip supply, next month and vaguer", True,
         told("2025-06-17", "Aldric to buy 200,000 chips from AMD",
              "Cloud company Aldric will buy 200,000 accelerators from AMD, the two said on Tuesday."),
         told("2025-07-08", "AMD rides high",
              "AMD shares have gained since June, when Aldric agreed to buy 200,000 of its accelerators.")),
    # The same parties, another deal.
    Pair("other deal", "two purchases of one seller's units", False,
         told("2021-02-01", "Halvorsen buys valves business of Dorn",
              "Halvorsen has agreed to acquire the valves business of Dorn Industries for 300 million euros, it said on"
              " Monday."),
         told("2021-06-01", "Halvorsen buys pumps business of Dorn",
              "Halvorsen has agreed to acquire the pumps business of Dorn Industries for 900 million euros, it said on"
              " Tuesday.")),
    Pair("other deal", "a cloud contract and a stake", False,
         told("2025-04-02", "Velora signs with Oracle",
              "Velora has signed a contract to rent computing capacity from Oracle for $1.2 billion, it said on"
              " Wednesday."),
         told("2025-05-14", "Oracle takes stake in Velora",
              "Oracle has invested $300 million in Velora, the companies said on Wednesday.")),
    Pair("other deal", "wind power and solar power", False,
         told("2024-03-05", "Amazon buys wind power from Iberdrola",
              "Amazon has agreed to buy 159 MW of wind power from Iberdrola in Portugal, they said on Tuesday."),
         told("2024-08-20", "Amazon and Iberdrola sign solar contract",
              "Amazon will buy 472 MW of solar power from Iberdrola under an agreement signed on Tuesday.")),
    Pair("other deal", "two drugs of one maker", False,
         told("2023-10-30", "Merck KGaA licenses Hengrui cancer drug",
              "Merck KGaA has licensed a cancer drug from Hengrui for 160 million euros upfront, it said on Monday."),
         told("2025-05-05", "Merck KGaA takes another Hengrui drug",
              "Merck KGaA has licensed an oral peptide from Hengrui for $200 million upfront, it said on Monday.")),
    Pair("other deal", "two orders of trains", False,
         told("2022-03-07", "Norske Tog orders trains from Alstom",
              "Norske Tog has ordered 30 regional trains from Alstom, the operator said on Monday."),
         told("2024-05-06", "Norske Tog orders more trains from Alstom",
              "Norske Tog has ordered 36 commuter trains from Alstom for 400 million euros, it said on Monday.")),
    Pair("other deal", "two buyers of one seller on one day", False,
         told("2025-02-12", "Ford buys lithium from Liontown",
              "Ford has agreed to buy lithium from Liontown Resources, the miner said on Wednesday."),
         told("2025-02-12", "LG Energy Solution signs with Liontown",
              "LG Energy Solution has agreed to buy lithium from Liontown Resources, the miner said on Wednesday.")),
    Pair("other deal", "a bank lends twice", False,
         told("2021-04-12", "EIB lends Northgrid EUR 150 million",
              "The European Investment Bank will lend Northgrid EUR 150 million for meters, it said on Monday."),
         told("2022-11-14", "EIB lends Northgrid EUR 400 million",
              "The European Investment Bank will lend Northgrid EUR 400 million for power lines, it said on Monday.")),
    Pair("other deal", "two pledges in two states", False,
         told("2025-01-13", "Eli Lilly to spend $3 billion in Wisconsin",
              "Eli Lilly said on Monday it would invest $3 billion to expand its plant in Wisconsin."),
         told("2025-02-26", "Eli Lilly to invest $27 billion in four plants",
              "Eli Lilly said on Wednesday it would invest $27 billion in four new factories in the United States.")),
    Pair("other deal", "partnership in trucks, supply of sensors", False,
         told("2023-09-18", "Infineon and Kestrel Motors team up on chargers",
              "Infineon and Kestrel Motors have formed a partnership to develop on-board chargers for electric trucks,"
              " they said on Monday."),
         told("2024-09-18", "Kestrel Motors buys sensors",
              "Kestrel Motors has agreed to buy radar sensors worth $80 million from Infineon, it said on Wednesday.")),
    Pair("other deal", "the buyer sells what it bought", False,
         told("2018-03-12", "Ardent buys Lumen Labs",
              "Ardent Holdings has agreed to buy Lumen Labs for $700 million, it said on Monday."),
         told("2023-03-13", "Ardent sells Lumen Labs to Corvid",
              "Ardent Holdings has agreed to sell Lumen Labs to Corvid Capital for $450 million, it said on Monday.")),
    # A rumour and its announcement.
    Pair("rumour", "talks, then a takeover", True,
         told("2024-08-05", "Mars said to be in talks to buy Kellanova",
              "Mars is in talks to acquire Kellanova for about $30 billion, people familiar with the matter said."),
         told("2024-08-14", "Mars to buy Kellanova for $36 billion",
              "Mars has agreed to acquire Kellanova for $36 billion, the companies said on Wednesday.")),
    Pair("rumour", "talks of a round, then the round", True,
         told("2025-08-11", "Cognition in talks to raise $500 million",
              "Cognition is in talks to raise nearly $500 million from Founders Fund and others, sources said."),
         told("2025-09-08", "Cognition raises $400 million",
              "Cognition has raised more than $400 million in a round led by Founders Fund, it said on Monday.")),
    Pair("rumour", "an offer, then its end", True,
         told("2022-03-21", "Bidder Ravello offers 5 billion pounds for Pearl Education",
              "Ravello Partners has made an offer to buy Pearl Education for 5 billion pounds, it said on Monday."),
         told("2022-04-04", "Ravello drops bid for Pearl Education",
              "Ravello Partners has withdrawn its offer for Pearl Education after the board rejected it, it said on"
              " Monday.")),
    Pair("rumour", "letter of intent, then contract", True,
         told("2024-11-05", "Tokamak One and Vattenfall sign letter of intent",
              "Vattenfall has signed a letter of intent with Tokamak One to buy power from a fusion plant, they said on"
              " Tuesday."),
         told("2025-03-18", "Vattenfall signs fusion contract with Tokamak One",
              "Vattenfall has signed a contract to buy power from Tokamak One, they said on Tuesday.")),
    Pair("rumour", "a near deal, then signed", True,
         told("2025-05-12", "Aldric near chip deal with Nvidia, sources say",
              "Aldric is close to a deal to buy chips from Nvidia worth $4 billion, according to two people familiar"
              " with the talks."),
         told("2025-05-20", "Aldric signs $4 billion chip deal with Nvidia",
              "Aldric has agreed to buy chips worth $4 billion from Nvidia, it said on Tuesday.")),
    Pair("rumour", "talks with one, agreement with another", False,
         told("2024-02-05", "Corvid in talks to buy Lumen Labs",
              "Corvid Capital is in talks to acquire Lumen Labs, people familiar with the matter said."),
         told("2024-03-11", "Ardent buys Lumen Labs",
              "Ardent Holdings has agreed to buy Lumen Labs for $700 million, it said on Monday.")),
    Pair("rumour", "talks that ended, and others after years", False,
         told("2015-10-12", "Dorn rejects Halvorsen",
              "Dorn Industries has rejected a takeover offer from Halvorsen, and talks are over, it said on Monday."),
         told("2022-10-10", "Halvorsen in talks on Dorn",
              "Halvorsen is in talks to buy Dorn Industries, people familiar with the matter said on Monday.")),
    Pair("rumour", "rumoured stake, announced contract", False,
         told("2025-05-05", "Oracle weighs stake in Velora",
              "Oracle is in talks to invest $300 million in Velora, people familiar with the matter said."),
         told("2025-05-14", "Velora signs with Oracle",
              "Velora has signed a contract to rent computing capacity from Oracle for $1.2 billion, it said on"
              " Wednesday.")),
    # Stages of one deal.
    Pair("stages", "agreed and closed", True,
         told("2023-09-21", "Cisco to buy Splunk",
              "Cisco has agreed to acquire Splunk for $28 billion in cash, the companies said on Thursday."),
         told("2024-03-18", "Cisco completes purchase of Splunk",
              "Cisco said on Monday it had completed its $28 billion acquisition of Splunk.")),
    Pair("stages", "agreed and called off", True,
         told("2022-08-05", "Amazon to buy iRobot",
              "Amazon has agreed to acquire iRobot for $1.7 billion, the companies said on Friday."),
         told("2024-01-29", "Amazon and iRobot call off deal",
              "Amazon and iRobot have terminated their merger agreement, they said on Monday.")),
    Pair("stages", "a venture agreed and ended", True,
         told("2021-07-14", "Stellar Auto and Voltaro plan battery venture",
              "Stellar Auto and Voltaro have agreed to form a joint venture to make batteries in Ohio, they said on"
              " Wednesday."),
         told("2024-12-02", "Voltaro buys out Stellar Auto's battery stake",
              "Stellar Auto has ended its joint venture with Voltaro, the companies said on Monday.")),
    Pair("stages", "an order and its cancellation", True,
         told("2020-06-16", "BMW orders cells from Northvolt",
              "BMW has signed a contract worth 2 billion euros to buy battery cells from Northvolt, it said."),
         told("2024-06-20", "BMW cancels Northvolt order",
              "BMW has cancelled its 2 billion euro contract with Northvolt for battery cells, they said on"
              " Thursday.")),
    Pair("stages", "sale closed, then sold on to the same", False,
         told("2012-05-07", "Dorn sells steel unit to Halvorsen",
              "Halvorsen has completed its purchase of the steel business of Dorn Industries for $200 million."),
         told("2021-06-01", "Halvorsen buys pumps business of Dorn",
              "Halvorsen has agreed to acquire the pumps business of Dorn Industries for 900 million euros, it said on"
              " Tuesday.")),
    # Enlarged agreements.
    Pair("enlarged", "a contract expanded by four billion", True,
         told("2025-03-10", "OpenAI signs $11.9 billion contract with CoreWeave",
              "CoreWeave has signed a five-year contract worth up to $11.9 billion with OpenAI, it said on Monday."),
         told("2025-05-15", "OpenAI expands CoreWeave deal",
              "OpenAI has expanded its agreement with CoreWeave by up to $4 billion, CoreWeave said on Thursday.")),
    Pair("enlarged", "a lease extended", True,
         told("2024-06-03", "Core Scientific to host CoreWeave",
              "CoreWeave has signed 12-year contracts with Core Scientific for 200 MW of hosting capacity, they said on"
              " Monday."),
         told("2024-08-06", "CoreWeave takes more of Core Scientific",
              "CoreWeave has expanded its hosting contract with Core Scientific by another 112 MW, they said on"
              " Tuesday.")),
    Pair("enlarged", "a partnership extended by years", True,
         told("2021-03-02", "Ulta and Target open shops",
              "Target and Ulta Beauty have formed a partnership to open shops inside stores, they said on Tuesday."),
         told("2022-03-01", "Target and Ulta extend partnership",
              "Target and Ulta Beauty have extended their partnership to 800 stores, they said on Tuesday.")),
    # Rounds.
    Pair("round", "two rounds of one lead", False,
         told("2023-05-02", "Quantro raises $40 million",
              "Quantro has raised $40 million in a Series B round led by Index Ventures, it said on Tuesday."),
         told("2025-03-04", "Quantro raises $120 million",
              "Quantro has raised $120 million in a Series C funding round led by Index Ventures, the company said on"
              " Tuesday.")),
    Pair("round", "two rounds within half a year", False,
         told("2025-03-03", "Anthropic raises $3.5 billion",
              "Anthropic has raised $3.5 billion in a Series E round led by Lightspeed, it said on Monday."),
         told("2025-09-02", "Anthropic raises $13 billion",
              "Anthropic has raised $13 billion in a Series F round led by Iconiq with Lightspeed, it said on"
              " Tuesday.")),
    Pair("round", "a stake, and more of it two years later", False,
         told("2023-09-25", "Amazon invests in Anthropic",
              "Amazon will invest up to $4 billion in Anthropic, the companies said on Monday."),
         told("2024-11-22", "Amazon invests another $4 billion in Anthropic",
              "Amazon has invested a further $4 billion in Anthropic, the companies said on Friday.")),
    Pair("round", "one round by two investors", True,
         told("2024-06-11", "Mistral raises 600 million euros",
              "Mistral AI has raised 600 million euros in a round led by General Catalyst, it said on Tuesday."),
         told("2024-06-12", "General Catalyst leads Mistral round",
              "General Catalyst has led a 600 million euro round in Mistral AI, joined by Lightspeed and Nvidia.")),
    Pair("round", "one lead, two companies, one sum", False,
         told("2025-03-04", "Quantro raises $120 million",
              "Quantro has raised $120 million in a Series C funding round led by Index Ventures, it said on Tuesday."),
         told("2025-03-04", "Ferrite raises $120 million",
              "Ferrite has raised $120 million in a Series B funding round led by Index Ventures, it said on"
              " Tuesday.")),
    # Told by parts.
    Pair("parts", "with and without the co-investor", True,
         told("2024-01-24", "Brookfield and Ontario Teachers buy Compass towers",
              "Brookfield and Ontario Teachers have agreed to buy Compass Datacenters for $5.5 billion, they said on"
              " Wednesday."),
         told("2024-01-25", "Brookfield buys Compass Datacenters",
              "Brookfield is to acquire Compass Datacenters for about $5.5 billion.")),
    Pair("parts", "group and subsidiary", True,
         told("2024-05-02", "Hon Hai to build servers for Cisco",
              "Hon Hai Precision has won a contract to supply servers worth $900 million to Cisco, it said on"
              " Thursday."),
         told("2024-05-03", "Foxconn supplies Cisco",
              "Foxconn will supply Cisco with servers worth about $900 million under a contract announced Thursday.")),
    Pair("parts", "a list of customers", False,
         told("2025-10-01", "Samsung to supply OpenAI",
              "Samsung has agreed to supply memory chips to OpenAI, they said on Wednesday."),
         told("2025-10-01", "SK Hynix to supply OpenAI",
              "SK Hynix has agreed to supply memory chips to OpenAI, they said on Wednesday.")),
    Pair("parts", "one buyer, two targets in a day", False,
         told("2022-09-15", "Adobe to buy Figma",
              "Adobe has agreed to acquire Figma for $20 billion, it said on Thursday."),
         told("2022-09-15", "Adobe to buy Pixelwerk",
              "Adobe has agreed to acquire Pixelwerk for $300 million, it said on Thursday.")),
)  # fmt: skip
