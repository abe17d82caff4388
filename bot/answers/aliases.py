"""/company alias: teach a name for a company. It holds in the server where it was taught; the owner's hold for all.

A taught name is found like any other, in questions and when a new article tells of a deal; cards go on showing the
usual one.
"""

from __future__ import annotations

from bot.answers import Answer, Ask, Button, Card, Line, Options, Section
from bot.answers.lines import shortened, write
from bot.answers.naming import company_meant, text_option
from bot.answers.rights import need_manage
from bot.answers.wording import shown
from bot.errors import BadInput
from bot.language.names import clean, key
from bot.model import SHARED, Company
from bot.store import naming
from bot.store.records import Act, note

LONGEST = 80


async def alias(ask: Ask, options: Options) -> Answer:
    """Teach a name, take one back, or, with neither, tell those that were taught."""
    need_manage(ask)
    typed, name = text_option(options, "company"), " ".join(clean(text_option(options, "name")).split())
    company = await company_meant(
        ask, typed, lambda other: write("company alias", company=other, name=name, forget=options.get("forget"))
    )
    if isinstance(company, Answer):
        return company
    if not name:
        return await _listed(ask, company)
    return await (_forget if options.get("forget") is True else _teach)(ask, company, name)


async def _listed(ask: Ask, company: Company, *, text: str = "") -> Answer:
    taught = await naming.taught_names(ask.db, ask.server_id, company.id)
    lines = [_taught(company, name) for name in taught[:20]] or [
        Line(("None was taught here. With name: one is added.",))
    ]
    others = [shown(name, 40) for name in company.aliases if name not in taught]
    if others:
        lines.append(Line((f"Known anyway: {', '.join(others[:12])}",)))
    card = Card(f"Names of {shown(company.name, 60)}", (Section("", tuple(lines)),))
    return Answer(text=(text,) if text else (), cards=(card,), replaces=True)


def _taught(company: Company, name: str) -> Line:
    forget = write("company alias", company=company.name, name=name, forget=True)
    return Line((shown(name, LONGEST),), Button("Forget", forget, "danger"))


async def _teach(ask: Ask, company: Company, name: str) -> Answer:
    if len(name) > LONGEST or not key(name) or len(key(name)) < 2:
        raise BadInput(
            f"“{shortened(name)}” cannot be a name.", f"A name has a letter or digit, and {LONGEST} characters at most."
        )
    if key(name) in {key(known) for known in (company.name, *company.aliases)}:
        return Answer(text=(f"{shown(company.name, 60)} is known as {shown(name, LONGEST)} already.",))
    async with ask.db.transaction() as tx:
        other = await naming.teach(tx, ask.server_id, company.id, name)
        if other is None:
            await note(tx, Act(ask.server_id, ask.person_id, ask.now, "alias taught", company.name, name))
    if other is not None:
        raise BadInput(
            f"“{shortened(name)}” is {shown(other, 60)} already.",
            "One name cannot be of two companies; try a longer one.",
        )
    where = "everywhere" if ask.server_id == SHARED else "in this server"
    return await _listed(ask, company, text=f"Learned: {shown(name, LONGEST)} is {shown(company.name, 60)}, {where}.")


async def _forget(ask: Ask, company: Company, name: str) -> Answer:
    async with ask.db.transaction() as tx:
        gone = await naming.unteach(tx, ask.server_id, company.id, name)
        if gone:
            await note(tx, Act(ask.server_id, ask.person_id, ask.now, "alias forgotten", company.name, name))
    said = f"Forgotten: {shown(name, LONGEST)}." if gone else f"{shown(name, LONGEST)} was not taught here."
    return await _listed(ask, company, text=said)
