"""A message of Discord's newer components as an HTML page that resembles Discord's own look.

Takes the payload as the bot sent it: what is drawn is what was sent, the markdown read as Discord reads it, so that a
sign which was not escaped shows. Photographing the page is for `draw`.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Component = Mapping[str, Any]
Files = Mapping[str, bytes]

STYLE = (Path(__file__).parent / "discord.css").read_text(encoding="utf-8")
BUTTONS = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary"}
BOT = '<b class="name">Tieup</b> <i class="tag">APP</i> <time>Today at 09:00</time>'
HIDDEN = '<p class="hidden">Only you can see this • Dismiss message</p>'
HEIGHT = "document.title = Math.ceil(document.querySelector('main').getBoundingClientRect().height)"

INLINE = re.compile(
    r"\\(?P<escaped>[^\w\s])"
    r"|\*\*(?P<bold>.+?)\*\*(?!\*)"
    r"|\[(?P<words>(?:\\.|[^\]\\])+)\]\(<?(?P<url>https?://[^\s>)]+)>?\)"
    r"|<t:(?P<instant>\d+):(?P<style>\w)>"
    r"|</(?P<command>[\w -]+):\d+>"
    r"|<#(?P<channel>\d+)>"
    r"|`(?P<code>[^`]+)`"
    r"|__(?P<under>.+?)__|(?<!\w)[*_](?P<italic>[^*_]+)[*_](?!\w)",
    re.DOTALL,
)


def page(
    components: Sequence[Component], files: Files, *, dark: bool, width: int, asked: str = "", hidden: bool = False
) -> str:
    """The page. `asked` is the command that the message answers, `hidden` whether the asker alone sees it."""
    top = f'<p class="asked"><b>carol</b> used <span class="mention">{html.escape(asked)}</span></p>' if asked else ""
    body = "".join(component_html(component, files) for component in components)
    classes = f"{'dark' if dark else 'light'} {'narrow' if width < 500 else 'wide'}"
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><body class="{classes}" style="width:{width}px">'
        f'<main>{top}<div class="avatar">T</div><article><header>{BOT}</header>{body}{HIDDEN if hidden else ""}'
        f"</article></main><script>{HEIGHT}</script>"
    )


def component_html(component: Component, files: Files) -> str:
    """One component, with all inside it."""
    match component["type"]:
        case 1:
            return f'<div class="row">{_all(component["components"], files)}</div>'
        case 2:
            return f'<button class="{BUTTONS[component["style"]]}">{html.escape(component["label"])}</button>'
        case 9:
            beside = component_html(component["accessory"], files)
            return f'<div class="section"><div>{_all(component["components"], files)}</div>{beside}</div>'
        case 10:
            return f'<div class="text">{markdown(component["content"])}</div>'
        case 12:
            return "".join(_picture(item, files) for item in component["items"])
        case 13:
            return f'<div class="file">{html.escape(_name(component["file"]["url"]))}</div>'
        case 14:
            line = " line" if component.get("divider", True) else ""
            return f'<div class="separator{line} s{component.get("spacing", 1)}"></div>'
        case 17:
            colour = component.get("accent_color")
            bar = f' style="border-left: 4px solid #{colour:06x}"' if colour is not None else ""
            return f'<div class="container"{bar}>{_all(component["components"], files)}</div>'
        case "embed":
            inner = f"<h4>{inline(component['title'])}</h4>{markdown(component['text'])}"
            inner += "".join(_picture(item, files) for item in component["items"])
            return f'<div class="embed text">{inner}<small>{inline(component["footer"])}</small></div>'
        case other:
            raise ValueError(f"no drawing for components of type {other}")


def _all(components: Iterable[Component], files: Files) -> str:
    return "".join(component_html(component, files) for component in components)


def _picture(item: Component, files: Files) -> str:
    data = base64.b64encode(files[_name(item["media"]["url"])]).decode()
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(item.get("description") or "")}">'


def _name(url: str) -> str:
    """The file that a component shows: by the name it was attached under, or the address Discord gave it."""
    return url.split("?")[0].rsplit("/", 1)[-1]


def markdown(text: str) -> str:
    """Discord's markdown as HTML, block by block."""
    return "".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    if match := re.match(r"(#{1,3}) +(.*)", line):
        return f"<h{len(match[1])}>{inline(match[2])}</h{len(match[1])}>"
    if line.startswith("-# "):
        return f"<small>{inline(line[3:])}</small>"
    if line.startswith("> "):
        return f"<blockquote>{inline(line[2:])}</blockquote>"
    if match := re.match(r"( *)[-*] +(.*)", line):
        return f'<p class="item d{len(match[1]) // 2}">{inline(match[2])}</p>'
    return f"<p>{inline(line) or '&nbsp;'}</p>"


def inline(text: str) -> str:
    """The markup within a line; whatever is none stays as it is."""
    out, at = "", 0
    for match in INLINE.finditer(text):
        out += html.escape(text[at : match.start()]) + _marked(match)
        at = match.end()
    return out + html.escape(text[at:])


SHAPES: Mapping[str, Callable[[str], str]] = {
    "escaped": html.escape,
    "bold": lambda words: f"<b>{inline(words)}</b>",
    "under": lambda words: f"<u>{inline(words)}</u>",
    "italic": lambda words: f"<em>{inline(words)}</em>",
    "command": lambda name: f'<span class="mention">/{html.escape(name)}</span>',
    "channel": lambda _: '<span class="mention"># deals</span>',
    "code": lambda words: f"<code>{html.escape(words)}</code>",
}


def _marked(match: re.Match[str]) -> str:
    if match["url"]:
        return f"<a>{inline(match['words'])}</a>"
    if match["instant"]:
        at = datetime.fromtimestamp(int(match["instant"]), UTC)
        return f'<span class="time">{at:%-d %B %Y at %H:%M}</span>'
    name, words = next((name, words) for name, words in match.groupdict().items() if words is not None)
    return SHAPES[name](words)
