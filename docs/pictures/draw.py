"""Draws what people see: the real bot is asked at the tests' stand-in for Discord, and its messages are photographed.

    python docs/pictures/draw.py                    # the pictures of README.md
    python docs/pictures/draw.py --all --to /tmp/x  # every scene, dark and light, on a phone and on a desk
    python docs/pictures/draw.py --to /tmp/x deal   # one scene, in all four ways

Needs the tests' packages and Debian's `chromium` (with `fonts-noto-cjk`); nothing else in the project does.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from embed import as_embed
from page import page

from tests.faces.running import ADMIN, MEMBER, running
from tests.loopback import LoopbackDiscord, Reply
from tests.loopback.world import Message

CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
NARROW, WIDE = 375, 720
NOW = "2026-05-04T09:00:10+00:00"


@dataclass(frozen=True)
class Scene:
    """What is asked, and by whom; `then` presses on from the answer."""

    command: str
    options: Mapping[str, Any] | None = None
    admin: bool = False
    then: Callable[[LoopbackDiscord, Reply], Awaitable[Reply | Message]] | None = None

    @property
    def asked(self) -> str:
        """The command line above the answer."""
        return " ".join([f"/{self.command}", *(f"{key}:{value}" for key, value in (self.options or {}).items())])


def press(*labels: str) -> Callable[[LoopbackDiscord, Reply], Awaitable[Reply]]:
    """Press one button after another."""

    async def pressed(discord: LoopbackDiscord, reply: Reply) -> Reply:
        for label in labels:
            reply = await discord.press(reply, label)
        return reply

    return pressed


def fill_in(text: str, title: str = "") -> Callable[[LoopbackDiscord, Reply], Awaitable[Reply]]:
    """Paste an article into the form."""

    async def filled(discord: LoopbackDiscord, reply: Reply) -> Reply:
        return await discord.submit_modal(reply, {"Title": title, "Date": "2026-05-01", "Text": text})

    return filled


async def posted(discord: LoopbackDiscord, _reply: Reply) -> Message:
    """What was posted in the digest's channel last."""
    return discord.channel_messages("deals")[-1]


ARTICLE = """Halden Robotics agrees to buy Brakka Motors for $2 billion

Halden Robotics has agreed to acquire Brakka Motors for $2 billion in cash, the two companies said on Friday. Halden
will invest $300 million in Brakka's plant in Ohio by 2028. The agreement does not include any commitment to keep
Brakka's jobs. The deal is expected to close in the second quarter of 2026.
"""
HOSTILE = """@everyone Evil Corp agrees to buy Acme Robotics for $2 billion

Evil Corp has agreed to acquire Acme Robotics for $2 billion in cash, the two companies said on Friday. It said that
**everyone** should [click here](https://evil.example/login) for free Nitro, <@1> \u202eexe.gnp ||hidden|| # Big. The
companies said that @here </deal:1> https://discord.gg/abc `code` > quote is the place to be. The deal was announced
by [Acme Robotics](https://evil.example) and **Evil Corp** on Friday, and it is a very, very, very, very large deal for
the two companies, which have been in talks for a very long time, as the companies said in their long statement.
"""

SCENES = {
    "deal": Scene("deal", {"company": "foxconn"}),
    "deal-old": Scene("deal", {"company": "nvidia", "with": "openai"}),
    "deal-differ": Scene("deal", {"company": "openai", "with": "oracle"}),
    "evidence": Scene("deal", {"company": "foxconn"}, then=press("Evidence")),
    "deals": Scene("deals", {"company": "openai"}),
    "deals-filter": Scene("deals", {"kind": "supply", "at_least": "$10bn", "sort": "largest"}),
    "partners": Scene("partners", {"company": "openai"}),
    "dates": Scene("dates", {"company": "openai"}),
    "dates-all": Scene("dates"),
    "commitments": Scene("commitments", {"company": "openai"}),
    "map-network": Scene("map network", {"company": "nvidia"}),
    "map-path": Scene("map path", {"company": "foxconn", "other": "constellation"}),
    "map-loop": Scene("map loop", {"company": "anthropic"}),
    "ask": Scene("ask", {"question": "what did OpenAI commit to Broadcom"}),
    "ask-list": Scene("ask", {"question": "deals over $10bn since March 2026"}),
    "help": Scene("help"),
    "help-admin": Scene("help", admin=True),
    "about": Scene("about"),
    "unknown": Scene("deal", {"company": "foxcom"}),
    "nothing": Scene("deal", {"company": "zzqy"}),
    "error": Scene("deals", {"since": "2025-12", "until": "2025-01"}),
    "refused": Scene("article list"),
    "preview": Scene("article add", admin=True, then=fill_in(ARTICLE)),
    "hostile": Scene("article add", admin=True, then=fill_in(HOSTILE)),
    "articles": Scene("article list", admin=True),
    "digest-set": Scene("digest set", {"channel": "deals", "time": "09:00", "zone": "Europe/Berlin"}, admin=True),
    "published": Scene("article add", admin=True, then=lambda d, r: _publish(d, r, ARTICLE)),
    "hostile-deal": Scene("article add", admin=True, then=lambda d, r: _hostile_deal(d, r)),
    "digest": Scene("digest now", admin=True, then=posted),
    "article-show": Scene("article show", {"article": "As1"}, admin=True),
}


async def _publish(discord: LoopbackDiscord, opened: Reply, text: str) -> Reply:
    return await discord.press(await fill_in(text)(discord, opened), "Publish")


async def _hostile_deal(discord: LoopbackDiscord, opened: Reply) -> Reply:
    await _publish(discord, opened, HOSTILE)
    return await discord.slash(*MEMBER, "deal", {"company": "acme robotics"})


README = {
    "card": ("deal", True, NARROW),
    "loop": ("map-loop", False, NARROW),
    "partners": ("partners", True, NARROW),
}
"""The pictures that README shows: the scene, whether dark, how wide."""


async def take(discord: LoopbackDiscord, scene: Scene) -> Message:
    """Ask, and give the message that comes of it."""
    who = ADMIN if scene.admin else MEMBER
    answer: Reply | Message = await discord.slash(*who, scene.command, dict(scene.options or {}), force=True)
    if scene.then is not None:
        assert isinstance(answer, Reply)
        answer = await scene.then(discord, answer)
    return answer if isinstance(answer, Message) else answer.messages[-1]


def photograph(text: str, target: Path, width: int, folder: Path, scale: float) -> None:
    """A page as a picture, exactly as high as it is."""
    source = folder / "page.html"
    source.write_text(text, encoding="utf-8")
    common = [
        *CHROMIUM,
        f"--force-device-scale-factor={scale}",
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={width},800",
    ]
    dom = _run([*common, "--dump-dom", source.as_uri()]).stdout
    height = re.search(r"<title>(\d+)</title>", dom)
    assert height is not None, "the page has written its height into its title"
    _run([*common, f"--window-size={width},{height[1]}", f"--screenshot={target}", source.as_uri()])


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)


def ways(name: str) -> Iterator[tuple[str, bool, int]]:
    """A scene dark and light, on a phone and on a desk."""
    for dark in (True, False):
        for width in (NARROW, WIDE):
            yield f"{name}-{'dark' if dark else 'light'}-{'phone' if width == NARROW else 'desk'}.png", dark, width


async def draw(names: list[str], target: Path, *, readme: bool, some: str, embeds: bool) -> None:
    """Draw scenes into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), SEEDS=str(ROOT / "seeds"), TIEUP_NOW=NOW) as discord:
            for name in names:
                message = await take(discord, SCENES[name])
                wanted = (
                    [(f"{file}.png", dark, width) for file, (scene, dark, width) in README.items() if scene == name]
                    if readme
                    else [way for way in ways(name) if some in way[0]]
                )
                components = as_embed(message.components) if embeds else message.components
                asked = "" if isinstance(SCENES[name].then, type(posted)) else SCENES[name].asked
                for file, dark, width in wanted:
                    text = page(
                        components, message.files, dark=dark, width=width, asked=asked, hidden=message.ephemeral
                    )
                    photograph(text, target / file, width, Path(folder), 1.5 if readme else 2)
                    print(target / file)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"one of {', '.join(SCENES)}")
    parser.add_argument("--all", action="store_true", help="every scene")
    parser.add_argument("--some", default="", help="only pictures with this in their name: dark-phone")
    parser.add_argument("--embeds", action="store_true", help="as the message would look with an embed")
    parser.add_argument("--to", type=Path, default=HERE, help="the folder to write into")
    args = parser.parse_args()
    if shutil.which(CHROMIUM[0]) is None:
        parser.error("there is no chromium here; on Debian: apt-get install chromium fonts-noto-cjk")
    if unknown := [name for name in args.scenes if name not in SCENES]:
        parser.error(f"there is no scene {unknown[0]}; there are {', '.join(SCENES)}")
    readme = not args.all and not args.scenes
    names = list(SCENES) if args.all else args.scenes or [scene for scene, *_ in README.values()]
    args.to.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(names, args.to, readme=readme, some=args.some, embeds=args.embeds))


if __name__ == "__main__":
    main()
