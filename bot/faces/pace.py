"""Keeps what the bot sends by itself well below Discord's 50 requests a second, in the order in which it was asked.

Answers to people do not pass through here: Discord does not count them, and nobody is to wait behind ten thousand
digests. What one route takes (five messages in five seconds to a channel) is discord.py's to keep.
"""

from __future__ import annotations

import asyncio

PER_SECOND = 40.0
"""Ten are left to what discord.py does by itself, and to looking and registering."""


class Pace:
    """So many requests a second, evenly spread: when Discord's seconds begin is not ours to know."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self.gap = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn; first come, first served."""
        now = asyncio.get_running_loop().time()
        mine = max(now, self._next)
        self._next = mine + self.gap
        if mine > now:
            await asyncio.sleep(mine - now)
