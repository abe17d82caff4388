"""Proves the harness against its own bots: `python -m tests.loopback.selftest [--spec openapi.json] [-k word]`."""

from __future__ import annotations

import argparse
import asyncio
import functools
import inspect
import os
import signal
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from .client import BotExited, File, LoopbackDiscord, Reply, UserCannot
from .limits import valid_command_name
from .ratelimit import RateLimiter
from .server import default_spec
from .world import ALL_PERMISSIONS, Message, Perm, World

BOTS = Path(__file__).resolve().parent / "bots"
sys.path.insert(0, str(BOTS))
from cases import CASES, Case  # type: ignore[import-not-found]  # noqa: E402

FULL, EMBED, LIMITS, HELLO, SHARDED, TOUR = (
    [sys.executable, str(BOTS / f"{n}_bot.py")] for n in ("full", "embed", "limits", "hello", "sharded", "tour")
)
Test = Callable[..., Awaitable[None]]
TESTS: list[tuple[str, Test]] = []
SPEC: str | None = default_spec()


def test(function: Test) -> Test:
    """Register a test."""
    TESTS.append((function.__name__, function))
    return function


def refuses(action: Callable[[], Any], word: str) -> Any:
    """The awaitable must end in UserCannot, and say this."""

    async def check() -> None:
        try:
            await action()
        except UserCannot as error:
            assert word in str(error), f"{word!r} is not in {error}"
        else:
            raise AssertionError(f"the user could ({word})")

    return check()


def loopback(world: World | None = None, **options: Any) -> LoopbackDiscord:
    """A harness as the tests want it: strict about itself, and soon ready."""
    options.setdefault("spec_path", SPEC)
    options.setdefault("check_answers", True)
    options.setdefault("ready_timeout", 0.2)
    return LoopbackDiscord(world, **options)


def clean(d: LoopbackDiscord) -> None:
    """No violation, and no fault of the harness's own."""
    assert not d.violations(), "\n".join(map(str, d.violations()))
    sound(d)


def sound(d: LoopbackDiscord) -> None:
    """No fault of the harness's own."""
    assert not d.server.crashes, d.server.crashes[0]
    assert not d.server.own_faults, "\n".join(sorted(set(d.server.own_faults)))


def only(d: LoopbackDiscord, *kinds: str) -> None:
    """Just these violations, in this order; then forget them."""
    assert [v.kind for v in d.violations()] == list(kinds), "\n".join(map(str, d.violations())) or "no violations"
    sound(d)
    d.server.violations.clear()


def content(reply: Reply) -> str:
    """The first message's content."""
    assert reply.message is not None, repr(reply)
    return reply.message.content


# what a user can do


@test
async def verbs_plain() -> None:
    """Slash commands with embeds and options, in a guild and in a DM; prefix commands."""
    async with loopback() as d:
        await d.start_bot(EMBED)
        await d.wait_ready(commands=6)
        assert {c["name"] for c in d.commands()} == {"card", "late", "silent", "twice", "echo", "post"}
        assert d.commands("Testers") == []
        r = await d.slash("Testers", "general", "bob", "card", {"title": "Hi", "who": "carol"}, locale="de")
        assert r.callback_type == 4 and r.first_answer is not None and r.first_answer < 1.0
        embed = r.message.embeds[0]  # type: ignore[union-attr]
        assert embed["title"] == "Hi" and embed["color"] == 0x336699 and embed["footer"]["text"] == "locale de"
        assert [f["value"] for f in embed["fields"]] == ["Bob", "Carol with 1 roles"]
        assert r.message in d.channel_messages("general")
        r = await d.slash(None, None, "carol", "card", {"title": "Hi", "colour": 5})
        assert r.message.embeds[0]["color"] == 5 and d.dm_messages("carol") == [r.message]  # type: ignore[union-attr]
        await refuses(lambda: d.slash("Testers", "general", "bob", "card"), "needs the option 'title'")
        await refuses(lambda: d.slash("Testers", "general", "bob", "card", {"title": "x" * 51}), "max_length")
        await refuses(lambda: d.slash("Testers", "general", "bob", "card", {"title": "x", "colour": -1}), "min_value")
        await refuses(lambda: d.slash("Testers", "general", "bob", "card", {"title": "x", "q": 1}), "no option q")
        await refuses(lambda: d.slash("Testers", "general", "bob", "nothing"), "no command 'nothing'")
        await d.say("Testers", "general", "bob", "!ping")
        pong = await d.wait_until(lambda: [m for m in d.channel_messages("general") if m.content == "pong"])
        assert pong[0].reference is not None and pong[0].reference.content == "!ping"
        await d.react(pong[0], "\u2705", "carol")
        await d.wait_until(lambda: d.channel_messages("general")[-1].content == "saw \u2705", what="the reaction")
        await d.delete_message(pong[0])
        await d.wait_until(lambda: d.channel_messages("general")[-1].content == "saw it go", what="the deletion")
        r = await d.slash("Testers", "general", "bob", "post", {"text": "news"})
        assert r.ephemeral and r.text == "posted" and [m.content for m in r.posted] == ["news 0"]
        clean(d)


@test
async def verbs_groups_and_autocomplete() -> None:
    """Sub-commands, sub-groups, resolved channels, roles and members, autocomplete."""
    async with loopback() as d:
        await d.start_bot(FULL)
        await d.wait_ready()
        here = ("Testers", "general", "bob")
        r = await d.slash(*here, "watch add", {"company": "nvidia", "channel": "deals"})
        assert content(r) == f"watching nvidia <#{d.world.channel('deals').id}>"
        await refuses(lambda: d.slash(*here, "watch add", {"company": "x", "channel": "lounge"}), "type 2")
        await refuses(lambda: d.slash(*here, "watch"), "needs a sub-command")
        await refuses(lambda: d.slash(*here, "watch rule drop"), "no sub-command 'drop'")
        r = await d.slash(*here, "watch rule set", {"level": 3, "target": "Moderators"})
        assert content(r) == "rule 3 for Moderators"
        r = await d.slash(*here, "watch rule set", {"level": 1, "target": "carol"})
        assert content(r) == "rule 1 for carol"
        r = await d.autocomplete(*here, "watch add", {"company": "fox"})
        assert r.callback_type == 8 and r.choices == [
            {"name": "Foxconn", "value": "foxconn"},
            {"name": "Foxtel", "value": "foxtel"},
        ]
        clean(d)


@test
async def verbs_components() -> None:
    """Buttons, pages, selects, modals, deferred updates, ephemeral messages, context menus."""
    async with loopback() as d:
        await d.start_bot(FULL)
        await d.wait_ready()
        here = ("Testers", "general", "bob")
        r = await d.slash(*here, "pages")
        assert content(r) == "page 0"
        await refuses(lambda: d.press(r, "Back"), "disabled")
        p = await d.press(r, "Next")
        assert p.callback_type == 7 and p.message is r.message and content(r) == "page 1"
        await d.press(r, "pager:next", user="carol")
        await d.press(r, "Back")
        assert content(r) == "page 1" and len(r.message.edits) == 3  # type: ignore[union-attr]
        await refuses(lambda: d.press(r, "Jump"), "no component 'Jump'")

        panel = await d.slash(*here, "panel")
        assert panel.ephemeral and panel.message not in d.channel_messages("general")
        await refuses(lambda: d.press(panel, "Think", user="carol"), "does not see")
        await refuses(lambda: d.press(panel, "Off"), "disabled")
        s = await d.select(panel, "Pick companies", ["Nvidia", "foxconn"])
        assert content(s) == "picked nvidia, foxconn" and s.ephemeral
        await refuses(lambda: d.select(panel, "Pick companies", ["Nvidia"] * 4), "takes 1 to 3")
        await refuses(lambda: d.select(panel, "Pick companies", ["Acme"]), "no option")
        s = await d.select(panel, "Pick people", ["carol", "alice"])
        assert content(s) == "people carol, alice"
        t = await d.press(panel, "Think")
        assert t.callback_type == 6 and content(panel) == "thought about it" and len(t.edits) == 1
        assert t.first_answer is not None and t.first_answer < 0.25

        for opened in (await d.press(panel, "📝"), await d.slash(*here, "form")):
            assert opened.callback_type == 9 and opened.modal is not None and opened.modal["title"] == "A form"
            submit = functools.partial(d.submit_modal, opened)
            await refuses(functools.partial(submit, {"size": "Small"}), "must be filled in")
            await refuses(functools.partial(submit, {"Name": "x" * 21, "size": "small"}), "longer than 20")
            await refuses(functools.partial(submit, {"name": "x", "size": "small", "hat": "y"}), "no field 'hat'")
            m = await d.submit_modal(opened, {"Name": "Bob", "Why": "because", "Size": "Large"})
            assert content(m) == "Bob / because / large" and m.ephemeral

        note = await d.say(*here, "seven!!")
        r = await d.context_menu(*here, "Count letters", note)
        assert content(r) == "7 letters"
        r = await d.context_menu(*here, "Who is it", "carol")
        assert content(r) == "carol joined True"
        clean(d)


@test
async def verbs_files_and_followups() -> None:
    """An attachment option read from the CDN, a deferred answer, files back, a followup and its edit."""
    async with loopback() as d:
        await d.start_bot(FULL)
        await d.wait_ready()
        r = await d.slash("Testers", "general", "bob", "report", {"source": File("a b.txt", b"abc", "text/plain")})
        assert r.callback_type == 5 and content(r) == "the report" and not r.interaction.loading
        assert r.files["reversed.txt"] == b"cba" and r.files["dot.png"].startswith(b"\x89PNG")
        assert r.message.embeds[0]["image"]["url"].startswith(d.server.base_url)  # type: ignore[union-attr]
        assert [m.content for m in r.followups] == ["and an edited note"] and len(r.edits) == 2
        assert [q.status for q in r.requests] == [200] * 4
        assert r.message.edited is None and r.followups[0].edited is not None  # type: ignore[union-attr]
        clean(d)


@test
async def verbs_components_v2() -> None:
    """A LayoutView with a thumbnail from an attachment, pressed and redrawn."""
    async with loopback() as d:
        await d.start_bot(FULL)
        await d.wait_ready()
        r = await d.slash("Testers", "general", "bob", "layout")
        assert r.message.flags & 1 << 15 and "count 0" in r.text  # type: ignore[union-attr]
        await d.press(r, "Count")
        await d.press(r, "layout:count")
        assert "count 2" in r.text and r.files["dot.png"]
        clean(d)


@test
async def verbs_checks_and_permissions() -> None:
    """Default permissions hide a command; checks and cooldowns refuse; closed DMs fail with 50007."""
    world = World.default()
    guild = world.guild("Testers")
    guild.members[world.user("carol").id].roles.append(world.add_role(guild, "Helpers", Perm.MANAGE_MESSAGES))
    world.add_member(guild, world.add_user("dave", dms_closed=True))
    async with loopback(world) as d:
        await d.start_bot(FULL)
        await d.wait_ready()
        await refuses(lambda: d.slash("Testers", "general", "dave", "purge"), "lacks the permissions")
        await refuses(lambda: d.slash(None, None, "bob", "purge"), "not offered")
        assert content(await d.slash("Testers", "general", "bob", "purge")) == "purged"
        assert content(await d.slash("Testers", "general", "carol", "purge")) == "no: MissingPermissions"
        r = await d.slash("Testers", "general", "dave", "purge", force=True)
        assert content(r) == "no: MissingPermissions"
        assert content(await d.slash("Testers", "general", "bob", "once")) == "fine"
        assert content(await d.slash("Testers", "general", "bob", "once")) == "no: CommandOnCooldown"
        assert content(await d.slash("Testers", "general", "bob", "whisper")) == "sent"
        assert [m.content for m in d.dm_messages("bob")] == ["psst"]
        assert content(await d.slash("Testers", "general", "dave", "whisper")) == "closed: 50007"
        clean(d)


@test
async def verbs_background_and_restart() -> None:
    """A tasks.loop posts to a channel; old buttons work after SIGKILL and a new start."""
    async with loopback() as d:
        await d.start_bot(FULL)
        await d.wait_ready()
        r = await d.slash("Testers", "general", "bob", "pages")
        await d.wait_until(lambda: len(d.channel_messages("deals")) >= 2, what="two ticks")
        assert [m.content for m in d.channel_messages("deals")][:2] == ["tick 0", "tick 1"]
        pid = d.process.pid if d.process else 0
        ids = [c["id"] for c in d.commands()]
        await d.restart_bot(signal.SIGKILL)
        assert d.process is not None and d.process.pid != pid
        assert [c["id"] for c in d.commands()] == ids, "a sync of the same tree keeps the ids"
        await d.press(r, "Next")
        assert content(r) == "page 1"
        late = d.world.add_guild("Late", d.world.user("alice"), bot=False)
        d.world.add_channel(late, "lobby")
        await d.join_guild(late)
        assert content(await d.slash("Late", "lobby", "alice", "pages")) == "page 0"
        await d.remove_from_guild("Late")
        clean(d)


@test
async def verbs_shards_members_and_plain_frames() -> None:
    """Two shards, member chunks, and a gateway without compression."""
    world = World.default()
    owner = world.user("alice")
    while (world.add_guild("Second", owner).id >> 22) % 2 == (world.guild("Testers").id >> 22) % 2:
        del world.guilds[next(reversed(world.guilds))]
        await asyncio.sleep(0.001)
    world.add_channel(world.guild("Second"), "main")
    async with loopback(world, shards=2, compress=False) as d:
        await d.start_bot(SHARDED, env={"MEMBERS": "1"})
        await d.wait_ready(timeout=40)
        names = "alice,bob,carol,loopback-bot"
        for guild, channel, who in (("Testers", "general", names), ("Second", "main", "alice,loopback-bot")):
            number = (world.guild(guild).id >> 22) % 2
            assert content(await d.slash(guild, channel, "alice", "shard")) == f"shard {number} of 2: {who}"
        assert sorted(i["shard"] for i in d.server.gateway.identifies) == [[0, 2], [1, 2]]
        clean(d)


@test
async def rest_tour() -> None:
    """Some sixty REST calls by discord.py's own methods, each answer as the spec has it."""
    world = World.default()
    for role in world.guild("Testers").roles.values():
        if role.managed:
            role.permissions = ALL_PERMISSIONS
    async with loopback(world, rate_limits=False) as d:
        await d.start_bot(TOUR)
        await d.wait_ready()
        r = await d.slash("Testers", "general", "bob", "tour", until=lambda r: "oured" in r.text.split("\n")[-1])
        assert r.text == "toured", r.text
        assert r.message.deleted and len(r.followups) == 2 and r.followups[0].ephemeral  # type: ignore[union-attr]
        assert len(d.server.requests) > 60 and not [q for q in d.server.requests if q.status >= 500]
        clean(d)


@test
async def launcher_by_itself() -> None:
    """launch.py as a program of its own."""
    async with loopback() as d:
        script = str(Path(__file__).resolve().parent / "launch.py")
        argv = [sys.executable, script, "--base", d.server.base_url, "--token-variable", "DISCORD_TOKEN", "--", *HELLO]
        bare = {k: v for k, v in os.environ.items() if k != "DISCORD_TOKEN"}
        bot = await asyncio.create_subprocess_exec(*argv, env=bare)
        try:
            await d.wait_until(lambda: d.server.gateway.live and d.commands())
            assert content(await d.slash("Testers", "general", "bob", "hello")) == "Hello, world!"
        finally:
            bot.send_signal(signal.SIGINT)
            await bot.wait()
        clean(d)


# what a bot must not do


@test
async def deadline_and_tokens() -> None:
    """Too late, never, twice, unknown tokens, and a token past its fifteen minutes."""
    async with loopback() as d:
        await d.start_bot(EMBED)
        await d.wait_ready()
        here = ("Testers", "general", "bob")
        r = await d.slash(*here, "late", {"seconds": 2.5})
        assert r.first_answer is not None and 2.5 <= r.first_answer < 3.0
        clean(d)
        r = await d.slash(*here, "late", {"seconds": 3.3})
        late = d.violations()[0]
        assert r.first_answer is None and r.overdue and r.refused[0]["code"] == 10062
        assert late.kind == "deadline" and late.measured is not None and 3.3 <= late.measured < 3.8
        only(d, "deadline")
        r = await d.slash(*here, "silent")
        assert r.overdue and r.callback is None
        only(d, "no_response")
        r = await d.slash(*here, "twice")
        assert r.text == "one" and r.refused[0]["code"] == 40060
        only(d, "double_ack")
        r = await d.slash(*here, "post", {"text": "x"}, quiet=0)
        d.expire_token(r)
        await d.wait_until(lambda: d.violations(), what="the followup's refusal")
        assert r.refused[0]["code"] == 50027
        only(d, "expired_token")
    async with loopback() as d:
        await d.start_bot(LIMITS)
        await d.wait_ready()
        r = await d.slash(*here, "tokens")
        assert r.text == "404 10062, 404 10015, 404 10015"
        only(d, "unknown_token", "unknown_token", "unknown_token")


async def each_case(d: LoopbackDiscord, name: str, case: Case) -> None:
    """The bad body is refused for the right reason; its twin passes."""
    here = ("Testers", "general", "bob")
    for kind in ("bad", "good"):
        if case.target == "autocomplete":
            reply = await d.autocomplete(*here, "break", {"case": f"{name}/{kind}"})
        else:
            reply = await d.slash(*here, "break", {"case": name, "kind": kind}, quiet=0.02)
        found = [v for v in d.violations() if v.kind not in ("no_response",)]
        if kind == "good":
            assert not found, f"the good twin was refused: {found[0]}"
            if case.target == "autocomplete":
                assert reply.choices
            elif case.target != "callback":
                assert "passed" in reply.text, reply.text
        else:
            assert len(found) == 1, f"{len(found)} violations: " + "; ".join(map(str, found))
            if case.code == "50006":
                assert found[0].kind == "empty" and reply.refused[0]["code"] == 50006
            else:
                faults = {(e.dotted, e.code) for e in found[0].errors}
                assert (case.where, case.code) in faults, f"not ({case.where}, {case.code}) but {faults}"
            if case.target not in ("callback", "autocomplete"):
                assert "refused 400" in reply.text, reply.text
            else:
                assert reply.refused and reply.callback is None
        d.server.violations.clear()


async def all_cases(spec: str | None) -> None:
    wrong: list[str] = []
    tried = 0
    async with loopback(spec_path=spec, rate_limits=False) as d:
        await d.start_bot(LIMITS)
        await d.wait_ready()
        for name, case in CASES.items():
            if case.spec_only and not spec:
                continue
            tried += 1
            try:
                await each_case(d, name, case)
            except AssertionError as error:
                wrong.append(f"{name}: {error}")
                d.server.violations.clear()
        sound(d)
        if not wrong:
            await d.slash("Testers", "general", "bob", "natural")
            places = {e.dotted for e in d.violations()[0].errors}
            embed = "data.embeds[0]"
            want = {"data.content", f"{embed}.title", f"{embed}.description", f"{embed}.fields", "data.embeds"}
            assert want <= places and f"{embed}.fields[25].value" in places, places
    assert not wrong, "\n".join(wrong)
    print(f"      {tried} limits broken and refused, {tried} twins just within them passed")


@test
async def limits_by_hand() -> None:
    """Every limit is caught without the OpenAPI document."""
    await all_cases(None)


@test
async def limits_with_spec() -> None:
    """The same with the document, and what only it knows."""
    if SPEC is None:
        print("      (skipped: no --spec)")
        return
    await all_cases(SPEC)


@test
async def command_names() -> None:
    """Names as Discord documents them, and the narrower rule that an option gives."""
    for name, wide, narrow in (
        ("deal", True, True),
        ("a_b-c1", True, True),
        ("größe", True, False),
        ("株価", True, False),
        ("d'or", True, False),
        ("Deal", False, False),
        ("GRÖSSE", False, False),
        ("a b", False, False),
        ("a.b", False, False),
        ("", False, False),
        ("x" * 33, False, False),
    ):
        assert valid_command_name(name) is wide and valid_command_name(name, True) is narrow, name


@test
async def mentions() -> None:
    """Who would be pinged, by allowed_mentions, permissions and code blocks."""
    world = World.default()
    guild = world.guild("Testers")
    carol, mods = world.user("carol"), world.role("Moderators", guild)
    secret = world.add_role(guild, "Secret")
    everything = f"@everyone <@{carol.id}> <@&{mods.id}> <@&{secret.id}>"
    async with loopback(world) as d:
        await d.start_bot(EMBED)
        await d.wait_ready()

        async def said(text: str, how: str) -> Message:
            reply = await d.slash("Testers", "general", "bob", "echo", {"text": text, "how": how})
            assert reply.message is not None
            return reply.message

        m = (await said(everything, "default")).mentions
        assert m.everyone and m.users == [carol.id] and m.roles == [mods.id, secret.id]
        assert not m.pings_everyone and m.pings_users == [carol.id] and not m.pings_roles
        m = (await said(everything, "none")).mentions
        assert m.everyone and not m.pings
        m = (await said(everything, "all")).mentions
        assert not m.pings_everyone and m.pings_roles == [mods.id], "without the permission"
        d.set_bot_permissions("general", "Testers", allow=Perm.MENTION_EVERYONE)
        m = (await said(everything, "all")).mentions
        assert m.pings_everyone and m.pings_roles == [mods.id, secret.id] and m.pings_users == [carol.id]
        m = (await said(everything, "users")).mentions
        assert not m.pings_everyone and not m.pings_roles and m.pings_users == [carol.id]
        assert not (await said(f"`{everything}` and ```\n{everything}```", "all")).mentions.pings
        r = await d.slash("Testers", "general", "bob", "post", {"text": everything})
        assert r.posted[0].mentions.pings_everyone, "a channel message parses all by default"
        clean(d)


# what can go wrong with Discord


@test
async def fault_gateway() -> None:
    """Cut, closed, op 7, op 9, a refused resume; events in between are not lost."""
    async with loopback() as d:
        await d.start_bot(FULL)
        await d.wait_ready()
        here = ("Testers", "general", "bob")
        gateway = d.server.gateway

        await d.drop_gateway()
        r = await d.slash(*here, "state")  # sent into the gap, and replayed
        assert content(r) == "resumed 0" and gateway.resumes == 1
        await d.drop_gateway(4000)
        await d.wait_until(lambda: gateway.resumes == 2 and gateway.live, what="a resume after 4000")
        await d.reconnect_op7()
        await d.wait_until(lambda: gateway.resumes == 3 and gateway.live, what="a resume after op 7")
        await d.invalid_session(resumable=True)
        await d.wait_until(lambda: gateway.resumes == 4 and gateway.live, what="a resume after op 9 true")
        d.refuse_gateway(2)
        await d.drop_gateway()
        await d.wait_until(lambda: gateway.resumes == 5 and gateway.live, 20.0, what="a resume after two 503")
        assert len(gateway.identifies) == 1
        assert content(await d.slash(*here, "state")) == "resumed 5"

        start = time.monotonic()
        await d.invalid_session()
        await d.wait_until(lambda: len(gateway.identifies) == 2 and gateway.live, what="a new IDENTIFY after op 9")
        assert time.monotonic() - start >= 4.5, "discord.py waits 5 s before it identifies again"
        d.refuse_resume()
        await d.drop_gateway()
        await d.wait_until(lambda: len(gateway.identifies) == 3 and gateway.live, what="IDENTIFY for a refused RESUME")
        assert content(await d.slash(*here, "state")).startswith("resumed")
        clean(d)


@test
async def fault_http() -> None:
    """500, 429, 404 and a cut connection on purpose; delays; missing permissions."""
    async with loopback() as d:
        await d.start_bot(EMBED)
        await d.wait_ready()
        here = ("Testers", "general", "bob")
        card = {"title": "x"}
        fault = d.fail_next("POST", r"/callback$", 500)
        r = await d.slash(*here, "card", card)
        assert fault.hits == 1 and r.first_answer is not None and 1.0 <= r.first_answer < 1.6, "retried after 1 s"
        d.fail_next("POST", r"^/channels/\d+/messages$", 429, retry_after=0.7)
        start = time.monotonic()
        r = await d.slash(*here, "post", {"text": "x"})
        assert len(r.posted) == 1 and time.monotonic() - start >= 0.7
        d.fail_next("POST", r"/callback$", 404, body={"message": "Unknown interaction", "code": 10062})
        r = await d.slash(*here, "card", card)
        assert r.callback is None and r.interaction.tries == 0
        d.fail_next("POST", r"^/channels/\d+/messages$", 0)
        r = await d.slash(*here, "post", {"text": "x"}, timeout=2.0)
        assert not r.posted and r.interaction.loading, "discord.py does not try again, and the command dies"
        d.delay_next("POST", r"/callback$", 0.8)
        start = time.monotonic()
        r = await d.slash(*here, "card", card)
        assert r.first_answer is not None and r.first_answer < 0.5 and time.monotonic() - start >= 0.8
        d.set_bot_permissions("general", "Testers", deny=Perm.SEND_MESSAGES)
        r = await d.slash(*here, "post", {"text": "x"}, timeout=2.0)
        assert d.requests("POST", r"^/channels/")[-1].status == 403
        assert d.server.requests[-1].answer["code"] == 50013
        d.server.violations.clear()
        sound(d)


@test
async def fault_rate_limits() -> None:
    """Seven messages at once: discord.py keeps to 5 in 5 s by the headers, and nothing is refused."""
    async with loopback() as d:
        await d.start_bot(EMBED)
        await d.wait_ready()
        start = time.monotonic()
        r = await d.slash("Testers", "general", "bob", "post", {"text": "x", "times": 7})
        took = time.monotonic() - start
        assert len(r.posted) == 7 and 4.5 <= took < 8.0, took
        assert not [q for q in d.server.requests if q.status == 429]
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {d.server.options.token}"}) as web:
            url = f"{d.server.base_url}/api/v10/channels/{d.world.channel('deals').id}/messages"
            answers = []
            for number in range(6):
                async with web.post(url, json={"content": str(number)}) as response:
                    answers.append((response.status, response.headers.get("X-RateLimit-Remaining")))
                    body = await response.json()
            assert answers == [(200, "4"), (200, "3"), (200, "2"), (200, "1"), (200, "0"), (429, "0")]
            assert body["message"] == "You are being rate limited." and not body["global"]
        limiter = RateLimiter()
        waits = [limiter.take("GET", f"/{n}", {}, True)[1:] for n in range(51)]
        assert [w for w, _ in waits[:50]] == [0.0] * 50 and waits[50][0] > 0 and waits[50][1], "50 a second in all"
        clean(d)


@test
async def fault_frozen() -> None:
    """Heartbeats are kept up; a bot that stands still is cut off, and resumes when it wakes."""
    async with loopback(heartbeat_interval=0.4) as d:
        await d.start_bot(FULL)
        await d.wait_ready()
        (conn,) = d.server.gateway.connections
        await d.wait_until(lambda: conn.beats >= 4, what="four heartbeats")
        clean(d)
        assert d.process is not None
        os.kill(d.process.pid, signal.SIGSTOP)
        await d.wait_until(lambda: not d.server.gateway.live, what="the end of the connection")
        os.kill(d.process.pid, signal.SIGCONT)
        await d.wait_until(lambda: d.server.gateway.resumes == 1 and d.server.gateway.live, what="a resume")
        assert content(await d.slash("Testers", "general", "bob", "state")) == "resumed 1"
        assert "heartbeat" in d.violations()[0].message
        only(d, "gateway")


@test
async def fault_process() -> None:
    """Death of the bot is noticed; a wrong token and missing intents end it."""
    async with loopback() as d:
        await d.start_bot(EMBED, env={"DISCORD_TOKEN": "wrong"})
        try:
            await d.wait_ready()
        except BotExited as error:
            assert "LoginFailure" in str(error)
        else:
            raise AssertionError("it ran with a wrong token")
    async with loopback(privileged_intents=0) as d:
        await d.start_bot(EMBED)
        try:
            await d.wait_ready()
        except BotExited as error:
            assert "PrivilegedIntentsRequired" in str(error)
        else:
            raise AssertionError("it ran without its intents")
        only(d, "gateway")
    async with loopback() as d:
        await d.start_bot(HELLO)
        await d.wait_ready()
        assert await d.kill_bot(signal.SIGTERM) in (0, -signal.SIGTERM)
        await d.start_bot(HELLO)
        await d.wait_ready()
        os.kill(d.process.pid, signal.SIGKILL)  # type: ignore[union-attr]
        try:
            await d.slash("Testers", "general", "bob", "hello")
        except BotExited:
            pass
        else:
            raise AssertionError("its death went unnoticed")


@test
async def unknown_routes() -> None:
    """What the stand-in lacks is told apart from what Discord lacks."""
    async with loopback() as d:
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {d.server.options.token}"}) as web:
            for path, status in (("/lobbies/1", 501 if SPEC else 404), ("/nonsense", 404), ("/users/1", 404)):
                async with web.get(f"{d.server.base_url}/api/v10{path}") as response:
                    assert response.status == status, (path, response.status)
            async with web.get(f"{d.server.base_url}/api/v10/users/@me", headers={"Authorization": "x"}) as response:
                assert response.status == 401
        kinds = [v.kind for v in d.violations()]
        assert kinds == (["harness_gap", "spec"] if SPEC else ["harness_gap", "harness_gap"]), kinds


async def main() -> int:
    """Run the tests, one after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spec", default=default_spec(), help="Discord's openapi.json")
    parser.add_argument("-k", default="", help="only tests with this in their name")
    args = parser.parse_args()
    global SPEC
    SPEC = args.spec
    failed = 0
    chosen = [(n, f) for n, f in TESTS if args.k in n]
    begun = time.monotonic()
    for name, function in chosen:
        start = time.monotonic()
        try:
            await function()
        except Exception:
            failed += 1
            print(f"FAIL  {name}\n{traceback.format_exc()}", flush=True)
        else:
            words = (inspect.getdoc(function) or "").splitlines()[0]
            print(f"ok    {time.monotonic() - start:5.1f} s  {name}: {words}", flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} passed in {time.monotonic() - begun:.0f} s; spec: {SPEC or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
