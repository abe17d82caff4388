"""Pairs of reports, each of one deal or of two: real facts and plausible ones, in the shapes that news comes in.

`same` is what a careful reader would say. Each pair is tried both ways round.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.model import KeptReport
from tests.making import kept, report


class Case(NamedTuple):
    """Two reports, and whether they are of one deal."""

    name: str
    same: bool
    one: KeptReport
    other: KeptReport
    reason: str = ""
    """Words that must stand among the reasons, one way round at least."""


FOXCONN = kept(report("OpenAI/Foxconn=Hon Hai", on="2025-11-21", subject="design of server racks"), number=1)
AMD_ZT = kept(report("AMD/ZT Systems", "acquisition", on="2024-08-19", value="4.9bn"), "2024-08-19", number=1)
WIZ_2024 = kept(report("Google/Wiz", "acquisition", "terminated", "2024-07", "~23bn"), "2024-07-23", number=1)
WIZ = kept(report("Google/Wiz", "acquisition", on="2025-03-18", value="32bn"), "2025-03-18", number=1)
COREWEAVE = kept(report("OpenAI/CoreWeave", "services", on="2025-03-11", value="<=11.9bn"), "2025-03-11", number=1)
AWS = kept(report("OpenAI/AWS=Amazon Web Services", "services", on="2025-11-03", value="38bn"), "2025-11-03", number=1)
ROUND = kept(report("SoftBank/OpenAI", "investment", on="2025-03-31", value="40bn"), "2025-03-31", number=1)
ORACLE = kept(report("OpenAI/Oracle", "services", on="2025-07-22", quantities=["4.5 GW"]), "2025-07-22", number=1)
STARGATE = kept(
    report("SoftBank/OpenAI/Oracle/MGX", "joint_venture", on="2025-01-21", value="500bn"), "2025-01-21", number=1
)


def enlarged(parties: str, on: str, value: str, words: str) -> KeptReport:
    return kept(report(parties, "services", on=on, value=value, headline=words), on, number=2)


def other(*given: object, day: str = "2025-11-21", **fields: object) -> KeptReport:
    return kept(report(*given, **fields), day, number=2)  # type: ignore[arg-type]


CASES = (
    # The same deal in other words.
    Case("same parties and day", True, FOXCONN, other("Foxconn/OpenAI", on="2025-11-21"), "same parties, same kind"),
    Case("by an alias", True, FOXCONN, other("OpenAI/Hon Hai Precision=Hon Hai", on="2025-11-20"), "1 day apart"),
    Case("legal forms", True, AMD_ZT, other("Advanced Micro Devices=AMD/ZT Systems Inc.", "acquisition", on="2024-08"),
         "dates that agree"),
    Case("only the month is told", True, AWS, other("OpenAI/AWS", "services", on="2025-11", value="38bn")),
    Case("only the year is told", True, AWS, other("OpenAI/AWS", "services", on="2025", value="~38bn")),
    Case("a week later, rounded", True, AWS, other("OpenAI/AWS", "services", on="2025-11-10", value="~39bn"),
         "money within 5 %, 7 days apart"),
    Case("in another currency", True, other("Santander/TSB", "acquisition", on="2025-07-01", value="2.65bn GBP"),
         kept(report("Santander/TSB", "acquisition", on="2025-07-02", value="~3.6bn"), "2025-07-02", number=3)),
    Case("mentioned later without date or sum", True, AWS,
         other("OpenAI/AWS", "services", on=None, main=False, day="2026-01-10"), "no date told"),
    Case("mentioned as something akin, without a date", True,
         kept(report("OpenAI/Broadcom", "supply", on="2025-10-13", quantities=["10 GW"]), "2025-10-13", number=1),
         other("OpenAI/Broadcom", "partnership", on=None, main=False), "partnership is akin to supply"),
    Case("akin kinds on one day", True, FOXCONN, other("OpenAI/Foxconn", "supply", on="2025-11-21")),
    Case("a feature article three months later", True, AWS,
         other("OpenAI/AWS", "services", on="2026-01-30", value="38bn", by_article=True, day="2026-01-30")),
    Case("quantities instead of sums", True, ORACLE,
         other("OpenAI/Oracle", "services", on="2025-07", quantities=["4.5 GW"]), "quantities within 5 %"),
    Case("the value comes out weeks later", True, ORACLE,
         other("OpenAI/Oracle", "services", on="2025-07-22", value="~300bn", day="2025-09-10")),
    Case("over ten, then over twenty, of one day", True,
         kept(report("OpenAI/Cerebras", "services", on="2026-01-14", value=">=10bn"), "2026-01-14", number=1),
         other("OpenAI/Cerebras", "services", on="2026-01-14", value=">=20bn", day="2026-04-17")),
    Case("accounts of one day that differ a little", True, ROUND,
         other("SoftBank/OpenAI", "investment", on="2025-03-31", value="36bn"), "differ on the sum"),
    Case("a third party named in one", True, kept(report("SoftBank/Ampere", "acquisition", on="2025-03-20",
         value="6.5bn"), "2025-03-20", number=1),
         other("SoftBank/Ampere/Oracle:seller/Carlyle:seller", "acquisition", on="2025-03-19", value="6.5bn"),
         "2 parties in common"),
    Case("a round told from two of its investors", True,
         kept(report("Nvidia/Wayve", "investment", on="2026-02-24", value="1.5bn"), "2026-02-24", number=1),
         other("SoftBank/Wayve", "investment", on="2026-02-25", value="1.5bn"), "Wayve in common"),
    Case("a sale told by its target and by its seller", True,
         kept(report("Santander/TSB", "acquisition", on="2025-07-01", value="2.65bn GBP"), "2025-07-01", number=1),
         other("Santander/Sabadell:seller", "acquisition", on="2025-07-01", value="2.65bn GBP"), "Santander in common"),
    Case("a pledge told twice", True,
         kept(report("Meta", "pledge", on="2025-11-07", value="600bn"), "2025-11-07", number=1),
         other("Meta", "pledge", on="2025-11", value="600bn"), "same party"),
    # One deal along its way.
    Case("a rumour and its announcement", True,
         kept(report("GIP/MGX/Aligned", "acquisition", "rumored", "2025-10-04", "~40bn",), "2025-10-04", number=1),
         other("AIP:acquirer/MGX:acquirer/Aligned:target", "acquisition", on="2025-10-15", value="~40bn")),
    Case("a rumour at another price", True,
         kept(report("Google/Wiz", "acquisition", "rumored", "2025-03-17", "~30bn"), "2025-03-17", number=1), WIZ),
    Case("a rumour without a sum, months before", True,
         kept(report("Apple/Google", "licensing", "rumored", "2025-11-05"), "2025-11-05", number=1),
         other("Apple/Google", "licensing", on="2026-01-12", value="~1bn"), "68 days apart"),
    Case("talks that go on for months", True,
         kept(report("Meta/Google", "supply", "rumored", "2025-11-24", subject="TPU chips"), "2025-11-24"),
         other("Meta/Google", "supply", "rumored", "2026-02-26", subject="TPUs", day="2026-02-26"), "94 days apart"),
    Case("a raised bid", True,
         kept(report("BHP/Anglo American", "acquisition", "proposed", "2024-04-25", "31bn GBP"), "2024-04-25"),
         other("BHP/Anglo American", "acquisition", "proposed", "2024-05-13", "34bn GBP"), "another price"),
    Case("announced, then completed", True, AMD_ZT,
         other("AMD/ZT Systems", "acquisition", "completed", "2025-03-31", "4.9bn", day="2025-03-31")),
    Case("announced, then voted down", True,
         kept(report("CoreWeave/Core Scientific", "acquisition", on="2025-07-07", value="~9bn"), "2025-07-07"),
         other("CoreWeave/Core Scientific", "acquisition", "terminated", "2025-10-30", day="2025-10-30")),
    Case("an enlarged contract", True, COREWEAVE,
         enlarged("OpenAI/CoreWeave", "2025-09-25", "<=6.5bn", "Cloud contract expanded by $6.5 billion")),
    Case("a contract enlarged beyond its size", True, AWS,
         enlarged("OpenAI/AWS", "2026-02-27", "100bn", "Cloud contract enlarged by $100 billion"), "enlarged"),
    Case("a venture whose sums are told anew", True, STARGATE,
         other("OpenAI/Oracle/SoftBank", "joint_venture", on="2025-09-23", value=">=400bn", day="2025-09-23")),
    # The same parties, another deal.
    Case("a stake and a contract", False,
         kept(report("Microsoft/Anthropic", "investment", on="2025-11-18", value="<=5bn"), "2025-11-18"),
         other("Anthropic/Microsoft", "services", on="2025-11-18", value="30bn")),
    Case("a stake and a contract without a sum", False,
         kept(report("Nvidia/OpenAI", "investment", "proposed", "2025-09-22", "<=100bn"), "2025-09-22", number=1),
         other("OpenAI/Nvidia", "supply", "proposed", "2025-09-22", quantities=["10 GW"])),
    Case("two rounds of one company", False, ROUND,
         other("SoftBank/OpenAI", "investment", on="2026-02-27", value="30bn", headline="SoftBank adds $30 billion")),
    Case("two rounds of about one size", False,
         kept(report("Amazon/Anthropic", "investment", on="2023-09-25", value="<=4bn"), "2023-09-25", number=1),
         other("Amazon/Anthropic", "investment", on="2024-11-22", value="4bn")),
    Case("a second bid, years after the first", False, WIZ_2024, WIZ),
    Case("a second bid, told with its value", False, WIZ,
         other("Google/Wiz", "acquisition", "terminated", "2024", main=False, day="2026-03-11"),
         "before the other began"),
    Case("two contracts years apart", False,
         kept(report("Boeing/Emirates", "supply", on="2013-11-17", value="76bn"), "2013-11-17", number=1),
         other("Boeing/Emirates", "supply", on="2023-11-13", value="52bn")),
    Case("two orders in one month", False,
         kept(report("Ryanair/Boeing", "supply", on="2025-03-03", quantities=["12 aircraft"]), "2025-03-03", number=1),
         other("Ryanair/Boeing", "supply", on="2025-03-24", quantities=["30 aircraft"]), "different quantities"),
    Case("two contracts of different sums in one week", False,
         kept(report("Meta/Google", "services", on="2025-08-21", value=">=10bn"), "2025-08-21", number=1),
         other("Meta/Google", "services", on="2025-08-26", value="2bn"), "different money"),
    Case("two partnerships about other things", False, FOXCONN,
         other("OpenAI/Foxconn", on="2025-12-10", subject="humanoid robots for factories"), "about other things"),
    Case("supplier and buyer changed over", False,
         kept(report("OpenAI/AMD", "supply", on="2025-10-06"), "2025-10-06", number=1),
         other("AMD/OpenAI", "supply", on="2025-10-06"), "other way round"),
    Case("a rumour long after the deal", False, AWS,
         other("OpenAI/AWS", "services", "rumored", "2026-06-01", day="2026-06-01")),
    Case("mentioned before there was such a deal", False, AWS,
         other("OpenAI/AWS", "services", on=None, main=False, day="2024-05-01"), "before it was announced"),
    # Other parties.
    Case("one buyer, two suppliers, one day", False,
         kept(report("OpenAI/Samsung", "supply", "proposed", "2025-10-01"), "2025-10-01", number=1),
         other("OpenAI/SK Hynix", "supply", "proposed", "2025-10-01"), "only OpenAI in common"),
    Case("one investor, two stakes of one size", False,
         kept(report("Nvidia/Nokia", "investment", on="2025-10-28", value="1bn"), "2025-10-28", number=1),
         other("Nvidia/Poolside", "investment", on="2025-10-28", value="1bn"), "only Nvidia in common"),
    Case("a pledge and a deal of the same sum", False,
         kept(report("OpenAI", "pledge", on="2025-11", value="1.4bn"), number=1),
         other("Foxconn/Nvidia", "partnership", on="2025-11-21", value="1.4bn"), "no party in common"),
    Case("two pledges of one company", False,
         kept(report("Google", "pledge", on="2025-11-14", value="40bn"), "2025-11-14", number=1),
         other("Google", "pledge", on="2025-11-11", value="5.5bn EUR")),
    Case("descriptions that fit many companies", False,
         kept(report("OpenAI=the company/Foxconn", on="2025-11-21"), number=1),
         other("Anthropic=the company/Foxconn", on="2025-11-21"), "only Foxconn in common"),
)  # fmt: skip
