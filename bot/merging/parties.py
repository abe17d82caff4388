"""Whose names mean one party: by name, by the other forms that a text gives it, by its parent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.language.names import key
from bot.model import Party, Report

NO_PARENTS: Mapping[str, str] = {}


def proper(alias: str) -> bool:
    """Whether an alias is a name rather than a description ("the ChatGPT maker", "the Taiwanese company").

    A description fits many companies: two of them must not become one through it.
    """
    first = alias.split(" ", 1)[0]
    return first.casefold() != "the" and any(mark.isupper() or mark.isdigit() or mark > "\x7f" for mark in first)


@lru_cache(maxsize=10_000)
def name_keys(party: Party) -> frozenset[str]:
    """The comparison forms of a party's name and of its aliases that are names."""
    return frozenset(key(name) for name in (party.name, *filter(proper, party.aliases)))


def same_party(one: Party, other: Party, parents: Mapping[str, str] = NO_PARENTS) -> bool:
    """Whether two parties are one: a name in common, or one is named as the other's parent.

    `parents` leads from a company's comparison form to its parent's. Two subsidiaries of one parent stay two.
    """
    ours, theirs = name_keys(one), name_keys(other)
    return bool(ours & theirs) or _parent(one, parents) in theirs or _parent(other, parents) in ours


def _parent(party: Party, parents: Mapping[str, str]) -> str | None:
    return next((parents[name] for name in sorted(name_keys(party)) if name in parents), None)


def pairs(
    one: Sequence[Party], other: Sequence[Party], parents: Mapping[str, str] = NO_PARENTS
) -> list[tuple[Party, Party]]:
    """The parties that two deals have in common, each used once; those of one name before those of one parent."""
    found: list[tuple[Party, Party]] = []
    left = list(other)
    for known in (NO_PARENTS, parents):
        for party in one:
            if any(party is mine for mine, _ in found):
                continue
            match = next((candidate for candidate in left if same_party(party, candidate, known)), None)
            if match is not None:
                left.remove(match)
                found.append((party, match))
    return found


def joined_parties(reports: Iterable[Report]) -> tuple[Party, ...]:
    """The parties of all reports, each once, as the report that stands first has them; other forms become aliases."""
    groups: list[list[Party]] = []
    for report in reports:
        # Two parties of one report are never one, even where a text gives both the same alias.
        open_groups = list(groups)
        for party in report.parties:
            group = _group(party, open_groups)
            if group is None:
                groups.append([party])
            else:
                open_groups.remove(group)
                group.append(party)
    return tuple(_joined(group) for group in groups)


def _group(party: Party, groups: Sequence[list[Party]]) -> list[Party] | None:
    by_name = (group for group in groups if key(group[0].name) == key(party.name))
    by_alias = (group for group in groups if any(same_party(party, member) for member in group))
    return next(by_name, None) or next(by_alias, None)


def _joined(group: Sequence[Party]) -> Party:
    first = group[0]
    forms = (form for party in group for form in (party.name, *party.aliases))
    return Party(first.name, first.role, tuple(form for form in dict.fromkeys(forms) if form != first.name))
