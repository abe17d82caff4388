"""Whether a report tells of a known deal: parties, kind, money and time weighed by plain rules that give reasons."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Article, Deal, Report


@dataclass(frozen=True, slots=True)
class Match:
    """Whether it is the same deal, how sure (0 to 1), and why, in words people read."""

    same: bool
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reasons as one phrase: "same parties, same kind, money within 5 %, 3 days apart"."""
        return ", ".join(self.reasons)


def same_deal(report: Report, article: Article, deal: Deal) -> Match:
    """Weigh whether `report`, from `article`, tells of `deal`."""
    raise NotImplementedError
