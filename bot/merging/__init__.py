"""Reports into deals: whether a report tells of a known deal, and what the reports of one deal add up to.

Pure: no clock, no database. `matching` compares a report with a deal, `placing` finds each report of an article its
deal, `pairing` compares two readings of one text, `adding` adds a deal up from its reports, `correcting` puts over it
what people settled by hand. Who sees which reports is `store`'s business.
"""

from bot.merging.adding import add_up
from bot.merging.correcting import corrected, field_of, home_of, merged_into, retold
from bot.merging.matching import Match, same_deal
from bot.merging.pairing import agree, paired
from bot.merging.placing import Placed, place

__all__ = [
    "Match",
    "Placed",
    "add_up",
    "agree",
    "corrected",
    "field_of",
    "home_of",
    "merged_into",
    "paired",
    "place",
    "retold",
    "same_deal",
]
