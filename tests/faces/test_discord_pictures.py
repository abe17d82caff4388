"""Pictures on Discord: attached with what they show in words, gone with the page they belong to, never in the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.faces.running import MEMBER, ROOT, clean, quick, running
from tests.loopback import LoopbackDiscord, Reply
from tests.loopback.world import tree

pytest.importorskip("vl_convert")
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackDiscord]:
    folder: Path = tmp_path_factory.mktemp("bot")
    async with running(folder, SEEDS=str(ROOT / "seeds")) as discord:
        yield discord
        clean(discord)


def galleries(reply: Reply) -> list[dict[str, Any]]:
    """Every picture of an answer, as Discord was told of it."""
    components = [part for message in reply.messages for part in tree(message.components)]
    return [item for part in components if part["type"] == 12 for item in part["items"]]


@pytest.mark.parametrize(
    ("command", "options", "name"),
    [
        ("partners", {"company": "openai"}, "network-openai.png"),
        ("dates", {"company": "openai"}, "timeline-openai.png"),
        ("commitments", {"company": "openai"}, "ledger-openai.png"),
        ("map network", {"company": "nvidia"}, "network-nvidia.png"),
        ("map path", {"company": "foxconn", "other": "constellation"}, "path-foxconn-constellation.png"),
        ("map loop", {"company": "anthropic"}, "loops-anthropic.png"),
    ],
)
async def test_an_answer_comes_with_its_picture_and_what_it_shows(
    discord: LoopbackDiscord, command: str, options: dict[str, str], name: str
) -> None:
    reply = quick(await discord.slash(*MEMBER, command, options))
    pictures = galleries(reply)
    if not pictures:
        pytest.skip("this machine has no font")
    [picture] = pictures
    assert reply.files[name].startswith(b"\x89PNG")
    assert name in picture["media"]["url"]
    assert 20 < len(picture["description"]) <= 1_024
    assert options["company"] in picture["description"].casefold()


async def test_the_next_page_leaves_the_picture_behind(discord: LoopbackDiscord) -> None:
    first = quick(await discord.slash(*MEMBER, "partners", {"company": "openai"}))
    pictures = len(galleries(first))
    later = quick(await discord.press(first, "Next"))
    assert "Page 2 of" in later.text
    assert later.message is not None
    assert not galleries(later)
    assert not later.files
    back = quick(await discord.press(later, "Previous"))
    assert len(galleries(back)) == pictures


async def test_a_hostile_name_is_only_a_name(discord: LoopbackDiscord) -> None:
    for company in ("@everyone", "x" * 300, "](https://evil.example)", "\u202e"):
        reply = quick(await discord.slash(*MEMBER, "map network", {"company": company}))
        assert "Something broke" not in reply.text
