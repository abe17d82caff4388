"""Who is named, by the ways in which English names organisations; the firms here are made up, so no list knows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language.text import sentences
from bot.model import Span
from bot.reading import lexicon
from bot.reading.naming.organisations import Mention, cast
from bot.reading.naming.references import resolve
from bot.reading.naming.vocabulary import EMPTY, Vocabulary, load
from tests.reading.naming import measure

HERE = Path(__file__).parent


def named(text: str, vocabulary: Vocabulary = EMPTY) -> list[Mention]:
    return cast(text, sentences(text), vocabulary, lexicon.load())


def parties(text: str, vocabulary: Vocabulary = EMPTY) -> list[str]:
    """The organisations of a text under their names, each once, in order."""
    return list(dict.fromkeys(m.who[0].name for m in named(text, vocabulary) if m.who[0].party))


# A text, and the organisations in it.
PARTIES = [
    # subjects, objects, the passive
    ("Velsta agreed to buy Quorath for $2 billion.", ["Velsta", "Quorath"]),
    ("Quorath is to be bought by Velsta.", ["Quorath", "Velsta"]),
    ("Velsta's takeover of Quorath has closed.", ["Velsta", "Quorath"]),
    ("A stake in Quorath was sold to Velsta.", ["Quorath", "Velsta"]),
    ("Investors in Quorath include Velsta and Brimholt.", ["Quorath", "Velsta", "Brimholt"]),
    ("Velsta, Brimholt and Quorath signed a pact.", ["Velsta", "Brimholt", "Quorath"]),
    # what stands beside a name
    ("Swedish battery maker Velsta raised $40m.", ["Velsta"]),
    ("Velsta, a maker of pumps, will merge with Quorath, which makes valves.", ["Velsta", "Quorath"]),
    ("The owner of the plant, Velsta, has sold it.", ["Velsta"]),
    ("Chipmaker Velsta said it had won an order.", ["Velsta"]),
    ("French startup Velsta and US-based Quorath teamed up.", ["Velsta", "Quorath"]),
    ("Velsta-backed Quorath has ordered 20 trucks.", ["Velsta", "Quorath"]),
    ("New York-listed Velsta will lease the site.", ["Velsta"]),
    ("Privately held Quorath sold bonds.", ["Quorath"]),
    # legal forms, tickers, short forms
    ("Velsta Holdings plc (LON: VLS) bought Quorath, Inc. (NASDAQ: QRTH).", ["Velsta", "Quorath"]),
    ("Shenzhen Velsta Precision Co., Ltd. will supply Quorath GmbH.", ["Shenzhen Velsta Precision", "Quorath"]),
    ("Velsta (2317.TW) signed with Quorath (QRT.N).", ["Velsta", "Quorath"]),
    ("Velsta Marine Holdings Ltd said on Monday that it had a deal. Velsta Marine sold two ships.", ["Velsta Marine"]),
    (
        "Northern Velsta Group Corp (NVG) bid for Quorath. NVG later raised its offer.",
        ["Northern Velsta Group", "Quorath"],
    ),
    ("Global Velsta Networks was paid in cash. GVN has 40 people.", ["Global Velsta Networks"]),
    ("Velsta lends Quorath EUR 400 million and pays Brimholt AG CHF 20m.", ["Velsta", "Quorath", "Brimholt"]),
    ("Quorath Bancorp, better known as Brimholt, lent Velsta $5m.", ["Quorath Bancorp", "Velsta"]),
    # words in a name that are ordinary English
    ("General Fabrication bought Crown Lumber.", ["General Fabrication", "Crown Lumber"]),
    ("Canadian Northern agreed to buy Austrian Timber.", ["Canadian Northern", "Austrian Timber"]),
    ("Burger Baron agreed to buy Quorath.", ["Burger Baron", "Quorath"]),
    ("Five & Dime is in talks to sell Velsta.", ["Five & Dime", "Velsta"]),
    ("Engine No. 9 bought 3% of Velsta.", ["Engine No. 9", "Velsta"]),
    ("Four & o said it would sell Velsta.", ["Four & o", "Velsta"]),
    ("Kestrel has agreed to buy Anvil, the maker of tools.", ["Kestrel", "Anvil"]),
    ("Ladder raised $10 million in a round led by Compass.", ["Ladder", "Compass"]),
    # spelling that tells a name
    ("xVel will supply 3Quor, and G77 said so.", ["xVel", "3Quor", "G77"]),
    ("VELSTA announced that it will buy QuoRath.", ["VELSTA", "QuoRath"]),
    ("Velsta/Quorath is a venture.", ["Velsta", "Quorath"]),
    ("Nokta+ signed with AT&Q and R&B Foods.", ["Nokta+", "AT&Q", "R&B Foods"]),
    ("Östberg bought Ångmark and Łodziak.", ["Östberg", "Ångmark", "Łodziak"]),
    # joined names
    ("Banco del Velsta lent Agua de la Quora $3m.", ["Banco del Velsta", "Agua de la Quora"]),
    ("The University of Velsta and Bank of Quora have a deal.", ["University of Velsta", "Bank of Quora"]),
    ("Rolls-Brimholt and Velsta Inc. have agreed terms.", ["Rolls-Brimholt", "Velsta"]),
    ("Johnson & Velsta bought Procter & Quora.", ["Johnson & Velsta", "Procter & Quora"]),
    # two names in one, where the text has both
    ("The Velsta-Quorath deal is off. Velsta said Quorath had broken it.", ["Velsta", "Quorath"]),
    # states and their bodies
    ("The French state will lend Velsta €3m.", ["French state", "Velsta"]),
    ("Poland's defence ministry ordered 96 helicopters from Velsta.", ["Poland's defence ministry", "Velsta"]),
    ("Austria ordered four aircraft from Velsta.", ["Austria", "Velsta"]),
    ("Velsta sells in Austria and Poland.", ["Velsta"]),
    (
        "The Norwegian Ministry of Fisheries and Trade signed with Velsta.",
        ["Norwegian Ministry of Fisheries and Trade", "Velsta"],
    ),
    ("The U.S. Department of Defense awarded Velsta a contract.", ["U.S. Department of Defense", "Velsta"]),
    ("Poland has signed a contract with Velsta. Velsta won an order from Denmark.", ["Poland", "Velsta", "Denmark"]),
    ("Kuwait, Qatar and the UAE signed contracts with Velsta.", ["Kuwait", "Qatar", "UAE", "Velsta"]),
    ("Zambia and Quorath settled a dispute; the bank will lend Egypt $3 billion.", ["Zambia", "Quorath", "Egypt"]),
    (
        "Egypt said on Friday that it would buy trains from Velsta, and Velsta sold jets to Brazil.",
        ["Egypt", "Velsta", "Brazil"],
    ),
    (
        "The government of Guyana and the state of Nevada signed with Velsta.",
        ["government of Guyana", "state of Nevada", "Velsta"],
    ),
    (
        "Velsta's unit in Poland bought a mine in the state of Nevada. Quorath of Denmark sold it.",
        ["Velsta", "Quorath"],
    ),
    ("Germany ordered Velsta to close a plant. A trade deal with China helped UK firms.", ["Velsta"]),
    # people, places, media, products, laws and days are nobody's name for an organisation
    ("Velsta chief executive Ingrid Halvorsen said the deal was done. Halvorsen joined in May.", ["Velsta"]),
    ("“We are proud,” said Tomas Brandvold, president of Velsta.", ["Velsta"]),
    ("Mr. Brandvold, who runs Velsta, told Reuters he was glad.", ["Velsta"]),
    ("Velsta will build it in Gdansk, Poland, and near Ostrholm.", ["Velsta"]),
    ("The Financial Times reported that Velsta was in talks.", ["Velsta"]),
    ("Velsta's iPhone app runs on Android and Windows.", ["Velsta"]),
    ("Under the Inflation Reduction Act, Velsta gets a credit.", ["Velsta"]),
    ("Velsta sold 40 of the A320neo and the 737 MAX.", ["Velsta"]),
    ("The Federal Trade Commission sued Velsta in January.", ["Velsta"]),
    ("OSLO, Nov 21 (Reuters) - Velsta has bought Quorath.", ["Velsta", "Quorath"]),
    ("BRIMHAVEN, Norway, Nov. 21, 2025 (GLOBE NEWSWIRE) -- Velsta Corp. has bought Quorath.", ["Velsta", "Quorath"]),
    ("Shares rose. Analysts cheered. Demand is strong. Velsta agreed.", ["Velsta"]),
    ("Shipping Terms Agreed\n\nVelsta has agreed terms.", ["Velsta"]),
    ("On Monday the Chief Executive Officer of Velsta spoke.", ["Velsta"]),
    ("Danes and Italians buy from Velsta.", ["Velsta"]),
    ("Velsta's Series B was led by Quorath Ventures.", ["Velsta", "Quorath Ventures"]),
    ("Phase 3 of Unit 2 at Level 4 is Velsta's.", ["Velsta"]),
    # a name that is a word, where it opens a sentence
    ("Anvil, which bought Quorath in 2018, is selling its mine.", ["Anvil", "Quorath"]),
    ("Ladder and Velsta have dropped plans to build a car.", ["Ladder", "Velsta"]),
    ("Anvil, Velsta and Quorath signed a pact.", ["Anvil", "Velsta", "Quorath"]),
    ("Regulators and Velsta agreed on a fine. Shares, which rose, fell again.", ["Velsta"]),
    ("Venture Global signed with Velsta.", ["Venture Global", "Velsta"]),
    ("Bank Velsta lent Network Quorath $4m.", ["Bank Velsta", "Network Quorath"]),
    ("News Corp bought Velsta.", ["News Corp", "Velsta"]),
    ("New Harbour Energy acquired Sun Pharma.", ["New Harbour Energy", "Sun Pharma"]),
    ("In December Castle Water offered Velsta money.", ["Castle Water", "Velsta"]),
    ("Velsta will merge True and Quorath.", ["Velsta", "True", "Quorath"]),
    ("Velsta bought 10% of Quorath and offered $3 billion for Brim9.", ["Velsta", "Quorath", "Brim9"]),
    # small words, hyphens, digits and apostrophes in names
    ("Northern Gas and Electric ordered turbines.", ["Northern Gas and Electric"]),
    ("Bank of China and Saxo Bank of Denmark lent Velsta money.", ["Bank of China", "Saxo Bank", "Velsta"]),
    ("Transport for Wales ordered trains from Velsta Transport for $3m.", ["Transport for Wales", "Velsta Transport"]),
    (
        "The Velsta Teachers' Pension Fund bought it from Airbus' Quorath.",
        ["Velsta Teachers' Pension Fund", "Airbus", "Quorath"],
    ),
    ("10x Velstics and 3i Quorath signed with 1-800-Brimholt.", ["10x Velstics", "3i Quorath", "1-800-Brimholt"]),
    ("Quorath! agreed to sell itself.", ["Quorath!"]),
    ("Monte dei Velsta sold bonds.", ["Monte dei Velsta"]),
    ("The Department of Fisheries (DOF) picked Velsta. DOF will pay.", ["Department of Fisheries", "Velsta"]),
    # press, exchanges and products that are parties, and those that are not
    ("Nikkei agreed to buy the Financial Times from Velsta.", ["Nikkei", "Financial Times", "Velsta"]),
    ("Velsta is in talks, Nikkei reported, and told the Financial Times so.", ["Velsta"]),
    ("Nasdaq agreed to buy Velsta. Quorath is listed on the Nasdaq.", ["Nasdaq", "Velsta", "Quorath"]),
    ("Velsta took a stake in Slack. Quorath uses Outlook.", ["Velsta", "Slack", "Quorath"]),
    # what has a capital and is nobody: brands, numbered things, contractions, plain words behind a dateline, presidents
    ("Velsta makes Quorath® crisps and Brimholt™ bars.", ["Velsta"]),
    ("Under Chapter 11 and Section 363, Velsta sold model XQA2271 rights to Quorath.", ["Velsta", "Quorath"]),
    ("“We're glad,” Velsta said. “Didn't we say so?”", ["Velsta"]),
    ("OSLO, Nov 21 - Commodities trader Velsta bought Quorath.", ["Velsta", "Quorath"]),
    ("Trump and Macron praised it. Biden agreed to lend Velsta money.", ["Velsta"]),
    ("Velsta to Acquire Quorath", ["Velsta", "Quorath"]),
    ("The Board of Directors of Velsta agreed to sell.", ["Velsta"]),
    ("Marissa Holt agreed to join Velsta in Wilmington, Del.", ["Velsta"]),
    ("Anvil, in Michigan, took a licence from Velsta.", ["Anvil", "Velsta"]),
    # an 's that belongs to the name, and two names that merge
    ("Velsta's and Quorath have called off their merger.", ["Velsta's", "Quorath"]),
    ("It was sold to Velsta's. Quorath's stake fell.", ["Velsta's", "Quorath"]),
    ("Ben & Velsta's was bought by Quorath.", ["Ben & Velsta's", "Quorath"]),
    (
        "The Velsta-Quorath merger was blocked. The Rolls-Brimholt deal is on.",
        ["Velsta", "Quorath", "Rolls-Brimholt"],
    ),
    ("Velsta will mine near Lake Quorath and on Mount Brimholt.", ["Velsta"]),
    # lines where every word has a capital, names that stand there alone
    ("Velsta Signs Deal With Quorath Energy To Build Wind Farms", ["Velsta", "Quorath Energy"]),
    ("VELSTA TO BUY QUORATH FOR $13 BILLION IN POLAND", ["VELSTA", "QUORATH"]),
    ("Shares Rise As Minister Signs Law On Taxes", []),
    # firms called after a place or running one, peoples' names, ministries beside a firm
    (
        "Velsta was taken private by Silver Lake. Sydney Airport was bought by Quorath.",
        ["Velsta", "Silver Lake", "Sydney Airport", "Quorath"],
    ),
    ("Velsta will build near Silver Lake and Quorath Airport.", ["Velsta"]),
    ("Bavarian Nordic will be bought by Velsta.", ["Bavarian Nordic", "Velsta"]),
    ("The Dutch Ministry of Defence and Velsta Naval signed.", ["Dutch Ministry of Defence", "Velsta Naval"]),
    (
        "Velsta sold Quorath shells to Germany for $3 billion, financed by Norway.",
        ["Velsta", "Quorath", "Germany", "Norway"],
    ),
    (
        "Credit Velsten of France lent Quorath money. First Republic of Nevada sold bonds.",
        ["Credit Velsten", "Quorath", "First Republic"],
    ),
    ("New York City signed a lease with Velsta, and Beijing ordered a review.", ["New York City", "Velsta"]),
    # a firm that bears its founder's name
    ("Tomas Brandvold left. He was an investor in Brandvold, which makes cars.", ["Brandvold"]),
]


@pytest.mark.parametrize(("text", "found"), PARTIES, ids=[text for text, _ in PARTIES])
def test_organisations_are_told_from_the_rest(text: str, found: list[str]) -> None:
    assert parties(text) == found


# Companies of the vocabulary that are named like a word: when the text means them, and when the word.
WORDS = [
    ("Arm has agreed to license its designs to Intel.", ["Arm", "Intel"]),
    ("The bank's investment arm lent Intel money. Arm in arm they left.", ["Intel"]),
    ("Visa will buy Tink.", ["Visa", "Tink"]),
    ("Visa applications to Intel rose.", ["Intel"]),
    ("Target ended its contract with Ulta.", ["Target", "Ulta"]),
    ("Target prices for Intel were cut.", ["Intel"]),
    ("DigitalBridge closed the purchase of Switch.", ["DigitalBridge", "Switch"]),
    ("Switch is the seller. Switch agreed to the price with Intel.", ["Switch", "Intel"]),
    ("Meta signed with Oracle.", ["Meta", "Oracle"]),
    # a known name with more behind it: another organisation, or something of the known one
    ("Siemens Quorath, a maker of turbines, won an order. Siemens Quorath is in Spain.", ["Siemens Quorath"]),
    ("Airlines fly the Boeing Quorath, and Boeing sold 40.", ["Boeing", "Quorath"]),
    ("Intel Corp. & Co agreed to buy Velsta & Co.", ["Intel", "Velsta"]),
    (
        "The Velsta-Nvidia venture has closed; ex-Intel engineers and Ex-Google staff joined.",
        ["Velsta", "Nvidia", "Intel", "Google"],
    ),
]


@pytest.mark.parametrize(("text", "found"), WORDS, ids=[text for text, _ in WORDS])
def test_companies_named_like_words_are_meant_or_not(text: str, found: list[str]) -> None:
    assert parties(text, load()) == found


# A text with one pointing word in brackets, and whom it means ("" for nobody).
POINTING = [
    ("Velsta, a Taiwanese carmaker, met Quorath, a German bank. [The Taiwanese company] agreed.", "Velsta"),
    ("Velsta, a Taiwanese carmaker, met Quorath, a German bank. [The bank] agreed.", "Quorath"),
    ("Velsta, a Taiwanese carmaker, met Quorath, a German bank. [The carmaker] agreed.", "Velsta"),
    ("Velsta agreed to buy Quorath. [It] will pay in cash.", "Velsta"),
    ("Velsta agreed to buy Quorath. [The companies] expect to close in May.", "Velsta + Quorath"),
    ("Velsta boss Ingrid Halvorsen spoke. “[Her company] agreed,” the aide said.", "Velsta"),
    ("Quorath, the startup, met Velsta. [The startup] agreed.", "Quorath"),
    ("Shares fell. [It] is unclear why Velsta sold.", ""),
]


@pytest.mark.parametrize(("text", "who"), POINTING, ids=[text for text, _ in POINTING])
def test_pointing_words_find_whom_they_mean(text: str, who: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    found = resolve(plain, sentences(plain), named(plain), lexicon.load())
    here = [m for m in found if m.pointing and m.span == Span(start, end)]
    assert " + ".join(n.name for m in here for n in m.who) == who


@pytest.mark.parametrize("vocabulary", [load(), EMPTY], ids=["vocabulary", "none"])
def test_annotated_parties_are_found_known_or_not(vocabulary: Vocabulary) -> None:
    found = measure(HERE / "dev", vocabulary)
    assert found.recall >= 0.95, found.missed
    assert found.named >= 0.93, found.misnamed
