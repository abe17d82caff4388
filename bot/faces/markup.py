"""Text -> Discord's markdown, in which nothing that anybody wrote can format, ping, or hide where a link leads.

Every string is escaped here and nowhere else; only our own Bold, Link, Instant and Mention become markup. Laying
texts out on a message is the job of `cards`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from bot.answers import Bold, Instant, Link, Mention, Person, Piece, Place, ServerRole, Text
from bot.language.names import clean

LONGEST_URL = 1_000

# Always markup, wherever it stands. "[" alone is enough to keep a masked link from forming.
_ANYWHERE = re.compile(r"[\\*_~|`\[\]<]")
# At the start of a line: headings, small text, lists, quotes. "2025. The" would become a numbered list.
_LINE_START = re.compile(
    r"^([ \t]*)(#{1,3}(?=\s|$)|-(?=[#\s]|$)|\+(?=\s|$)|>)|^([ \t]*\d{1,9})(\.(?=\s|$))", re.MULTILINE
)
_SHORTCODE = re.compile(r":(?=[\w+-]{1,40}:)")
_ADDRESS = re.compile(r"://|(?<=discord\.)(?=gg/)|(?<=discord\.)(?=com/)", re.IGNORECASE)
# Discord's servers look for these in the raw text and do not care for backslashes: only a character in between helps.
_PING = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
# What a masked link's target must not hold: the brackets and quotes that end it.
_URL_SAFE = "!#$%&'*+,-./:;=?_~"


def escape(text: str, *, lines: bool = False) -> str:
    """Somebody's text, to be shown exactly as it is; on one line unless `lines`."""
    text = clean(text)
    text = text if lines else " ".join(text.split())
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(_escape_start, text)
    text = _SHORTCODE.sub(r"\\:", text)
    text = _ADDRESS.sub(lambda match: r"\://" if match.group() else "\u200b", text)
    return _PING.sub("@\u200b", text)


def _escape_start(match: re.Match[str]) -> str:
    if match[2] is not None:
        return f"{match[1]}\\{match[2]}"
    return f"{match[3]}\\{match[4]}"


def markdown(text: Text, commands: Mapping[str, int], *, lines: bool = False) -> str:
    """A text as Discord shows it. `commands` are the ids of the commands that can be mentioned, by first word."""
    shown = [""]
    for piece in text:
        part = _piece(piece, commands, lines=lines)
        if isinstance(piece, Person | ServerRole):
            shown += [part, ""]
        else:
            # Once more over what stands side by side: the "@" of a ping and its name may come in two pieces.
            shown[-1] = _PING.sub("@\u200b", shown[-1] + part)
    return "".join(shown)


def _piece(piece: Piece, commands: Mapping[str, int], *, lines: bool) -> str:
    match piece:
        case str():
            return _keep_edges(piece, escape(piece, lines=lines))
        case Bold():
            inner = escape(piece.text)
            return _keep_edges(piece.text, f"**{inner}**" if inner else "")
        case Link():
            return link(piece)
        case Instant():
            return f"<t:{int(piece.at.timestamp())}:{piece.style}>"
        case Mention():
            return mention(piece, commands)
        case Place():
            return f"<#{piece.channel_id}>"
        case Person():
            return f"<@{piece.person_id}>" if piece.person_id > 0 else escape(piece.said)
        case ServerRole():
            return f"<@&{piece.role_id}>"


def _keep_edges(raw: str, escaped: str) -> str:
    """Pieces are joined as they are, so the space at their edges counts: ("since ", Bold("May"))."""
    if not escaped:
        return " " if raw else ""
    before = " " if raw[:1] in " \t\n" and not escaped[:1].isspace() else ""
    after = " " if raw[-1:] in " \t\n" and not escaped[-1:].isspace() else ""
    return f"{before}{escaped}{after}"


def mention(piece: Mention, commands: Mapping[str, int]) -> str:
    """A command to press, where its id is known; its name otherwise."""
    name = piece.command.strip().removeprefix("/")
    ident = commands.get(name.split(" ")[0])
    return f"</{name}:{ident}>" if ident and re.fullmatch(r"[\w -]{1,98}", name) else escape(f"/{name}")


def link(piece: Link) -> str:
    """Words that lead to exactly their address, with the host beside them unless the words name it.

    Discord shows a masked link as it was typed when its words look like an address, so those are left out then.
    """
    url, host = address(piece.url)
    words = escape(piece.text)
    if not url:
        return words
    if not words or "://" in piece.text:
        return f"[{escape(host)}](<{url}>)"
    host = host.removeprefix("www.")
    return f"[{words}](<{url}>){'' if _names(piece.text, host) else f' ({escape(host)})'}"


def _names(text: str, host: str) -> bool:
    """Whether words name a host: as it is written, or "Business Standard" for business-standard.com.

    Only .com may be left unsaid: "Reuters" does not tell whether it leads to reuters.com or to reuters.zip.
    """
    if re.search(rf"(?<![\w.-]){re.escape(host)}(?![\w-]|\.\w)", text, re.IGNORECASE):
        return True
    label = host.removesuffix(".com").replace("-", "")
    if label == host or "." in label:
        return False
    words = re.findall(r"[a-z0-9]+", text.casefold())[:20]
    return any("".join(words[start:end]) == label for start in range(len(words)) for end in range(start + 1, start + 6))


def address(url: str) -> tuple[str, str]:
    """The address as it can stand in a link, and its host in ASCII; empty where it is no http address."""
    try:
        parts = urlsplit(clean(url).strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return "", ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9._:-]{1,253}", host):
        return "", ""
    where = f"[{host}]" if ":" in host else host
    ends = (f"{mark}{part}" for mark, part in (("?", parts.query), ("#", parts.fragment)) if part)
    rest = quote("".join((parts.path, *ends)), safe=_URL_SAFE)
    whole = f"{parts.scheme}://{where}{f':{port}' if port else ''}{rest}"
    return (whole, host) if len(whole) <= LONGEST_URL else ("", "")
