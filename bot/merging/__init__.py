"""Reports into deals: whether a report tells of a known deal, and what the reports of one deal add up to.

Pure: no clock, no database. `matching` compares, `adding` adds up; who sees which reports is `store`'s business.
"""

from bot.merging.adding import add_up
from bot.merging.matching import Match, same_deal

__all__ = ["Match", "add_up", "same_deal"]
