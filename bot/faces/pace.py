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
        self._last = 0.0
        self._line = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for one's turn; first come, first served. A pause of the process is not made up for by a burst.

        Turns given out ahead, by the clock, came all at once after a stall: of ten thousand posts two were too many.
        """
        loop = asyncio.get_running_loop()
        async with self._line:
            pause = self._last + self.gap - loop.time()
            if pause > 0:
                await asyncio.sleep(pause)
            self._last = loop.time()
