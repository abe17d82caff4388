"""Who may do what. Checked by each answer itself, whatever Discord was told to check."""

from __future__ import annotations

from bot.answers import Ask
from bot.errors import Forbidden
from bot.model import SHARED


def need_manage(ask: Ask) -> None:
    """Forbidden unless the asker manages this server, or owns the bot where the shared library is meant."""
    if ask.manages:
        return
    if ask.server_id == SHARED:
        raise Forbidden("Only the bot's owner changes the shared library.", "In a server, it takes Manage Server.")
    raise Forbidden("You need the right Manage Server for this.", "Ask someone who runs this server.")
