"""The stand-in server: HTTP, faults, records and lifecycle."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from .errors import ApiError, FieldError, Violation, invalid_form, not_found
from .gateway import PRIVILEGED, Gateway
from .interactions import Interaction
from .messages import Upload
from .ratelimit import RateLimiter, retry_headers
from .spec import Spec
from .world import JSON, Attachment, Message, World

SPEC_VARIABLE = "LOOPBACK_SPEC"
SPEC_NEARBY = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
Handler = Callable[["Call"], Awaitable[tuple[int, Any]]]
_log = logging.getLogger("loopback")
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "6000010000050001a5f645400000000049454e44ae426082"
)


def default_spec() -> str | None:
    """LOOPBACK_SPEC if it is set (empty: none at all), else the document beside the project, where there is one."""
    named = os.environ.get(SPEC_VARIABLE)
    if named is not None:
        return named or None
    return str(SPEC_NEARBY) if SPEC_NEARBY.is_file() else None


@dataclass
class Options:
    """How strict and how lifelike the server is."""

    token: str = "loopback.bot.token"
    spec_path: str | None = field(default_factory=default_spec)
    validate: bool = True  # check bodies by the spec (if given) and the hand-written limits
    record: bool = True  # keep every request
    rate_limits: bool = True  # count requests, send the headers, answer 429
    check_answers: bool = False  # check our own answers against the spec too
    ascii_names: bool = False  # command names only [-_a-z0-9]; Discord itself takes letters of any script
    deadline: float = 3.0  # seconds to the first callback
    token_lifetime: float = 900.0
    heartbeat_interval: float = 41.25
    compress: bool = True  # honour zlib-stream
    shards: int = 1
    privileged_intents: int = PRIVILEGED
    attachment_limit: int = 10 * 1024 * 1024
    trace: bool = False  # print each request


@dataclass
class Recorded:
    """One request that the bot made, and our answer."""

    time: float
    method: str
    path: str
    template: str
    query: dict[str, str]
    json: Any = None
    files: list[Upload] = field(default_factory=list)
    status: int = 0
    answer: Any = None
    interaction_id: int | None = None
    injected: str | None = None  # the fault that answered in our place
    seconds: float = 0.0


@dataclass
class Fault:
    """A failure or delay for coming requests."""

    method: str
    pattern: re.Pattern[str]
    times: int
    status: int | None = None  # answer with this; 0 cuts the connection
    retry_after: float | None = None
    is_global: bool = False
    body: Any = None
    delay: float = 0.0
    after: bool = False  # delay the answer rather than the handling
    hits: int = 0

    def fits(self, method: str, path: str) -> bool:
        """Whether this request is to be hit."""
        return self.times > 0 and self.method in ("*", method) and self.pattern.search(path) is not None


class Call:
    """One request on its way through a handler."""

    def __init__(self, server: LoopbackServer, request: web.BaseRequest, template: str, params: dict[str, str]) -> None:
        self.server = server
        self.world = server.world
        self.request = request
        self.method = request.method
        self.path = request.path
        self.template = template
        self.params = params
        self.query: dict[str, str] = dict(request.rel_url.query)
        self.arrived = time.perf_counter()
        self.body: Any = None
        self.uploads: list[Upload] = []
        self.interaction: Interaction | None = None

    def id(self, name: str) -> int:
        """A path parameter as an id."""
        value = self.params[name]
        if value == "@me":
            return self.world.bot.id
        if not value.isdigit():
            raise invalid_form([FieldError((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')])
        return int(value)

    def flag(self, name: str) -> bool:
        """A boolean query parameter."""
        return self.query.get(name, "").lower() in ("1", "true")

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """An integer query parameter within its range."""
        value = self.query.get(name, "")
        if not value:
            return default
        if not value.lstrip("-").isdigit() or not low <= int(value) <= high:
            raise invalid_form(
                [FieldError((name,), "NUMBER_TYPE_RANGE", f"int value should be between {low} and {high}.")]
            )
        return int(value)

    def object(self) -> JSON:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.", kind="spec")
        return self.body

    def check(self, by_hand: Callable[[], Iterable[FieldError]] = tuple) -> None:
        """Refuse the request if its body breaks a limit (as `by_hand` finds) or the spec."""
        if not self.server.options.validate:
            return
        errors = list(by_hand())
        places = {e.path for e in errors}
        if self.server.spec is not None:
            found = self.server.spec.check_request(self.method, self.template, self.body)
            errors += [e for e in found if e.path not in places]
        if errors:
            raise invalid_form(errors)

    def file_names(self) -> dict[int, str]:
        """The uploads by their number."""
        return {u.index: u.filename for u in self.uploads}


class LoopbackServer:
    """Discord on 127.0.0.1: a world, REST, a gateway, and notes on all that happens."""

    def __init__(self, world: World | None = None, options: Options | None = None) -> None:
        from .rest import ROUTES

        self.world = world or World.default()
        self.options = options or Options()
        self.spec = Spec.load(self.options.spec_path) if self.options.spec_path else None
        self.gateway = Gateway(self)
        self.limiter = RateLimiter()
        self.requests: list[Recorded] = []
        self.violations: list[Violation] = []
        self.faults: list[Fault] = []
        self.own_faults: list[str] = []  # answers of ours that the spec would not allow
        self.crashes: list[str] = []  # tracebacks of our own handlers
        self.interactions: dict[str, Interaction] = {}  # by token
        self.commands: dict[int | None, dict[int, JSON]] = {None: {}}  # guild id (None: global) -> id -> command
        self.syncs = 0
        self.posted: list[Message] = []  # every message that the bot made, in order
        self.activity = time.perf_counter()
        self.busy = 0
        self.base_url = ""
        self.gateway_url = ""
        self._runner: web.ServerRunner | None = None
        self._table: dict[tuple[str, int], list[tuple[list[str], str, Handler, bool]]] = {}
        for method, template, handler, auth in ROUTES:
            parts = template.strip("/").split("/")
            self._table.setdefault((method, len(parts)), []).append((parts, template, handler, auth))
        for routes in self._table.values():
            routes.sort(key=lambda r: sum(p.startswith("{") for p in r[0]))

    # lifecycle

    async def start(self, port: int = 0) -> str:
        """Listen on 127.0.0.1; gives the base address."""
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.base_url = f"http://127.0.0.1:{port}"
        self.gateway_url = f"ws://127.0.0.1:{port}/gateway"
        return self.base_url

    async def stop(self) -> None:
        """Cut all connections and stop listening."""
        for conn in list(self.gateway.connections):
            conn.abort()
        for interaction in self.interactions.values():
            if interaction.timer is not None:
                interaction.timer.cancel()
        if self._runner is not None:
            await self._runner.cleanup()

    # notes

    def violate(
        self,
        kind: str,
        message: str,
        call: Call | None = None,
        errors: Iterable[FieldError] = (),
        measured: float | None = None,
        interaction: Interaction | None = None,
    ) -> Violation:
        """Note something that the bot must not do."""
        interaction = interaction or (call.interaction if call else None)
        violation = Violation(
            kind,
            message,
            time.time(),
            call.method if call else "",
            call.path if call else "",
            measured,
            list(errors),
            interaction.id if interaction else None,
        )
        self.violations.append(violation)
        if self.options.trace:
            print(f"VIOLATION {violation}")
        return violation

    # HTTP

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/api/"):
            return await self._api(request, path)
        if path.rstrip("/") == "/gateway":
            if self.gateway.refuse_connections > 0:
                self.gateway.refuse_connections -= 1
                return web.Response(status=503, text="no healthy upstream")
            return await self.gateway.handle(request)
        if path.startswith("/cdn/"):
            return self._cdn(path)
        return web.Response(status=404, text="not found")

    def _cdn(self, path: str) -> web.Response:
        """Attachments by id; any other picture is one grey pixel."""
        parts = path.split("/")
        if len(parts) >= 6 and parts[2] == "attachments":
            file = self.world.files.get(int(parts[4])) if parts[4].isdigit() else None
            if file is None:
                return web.Response(status=404, text="This content is no longer available.")
            kind = file.content_type or "application/octet-stream"
            return web.Response(body=file.data, headers={"Content-Type": kind})
        return web.Response(body=_PIXEL, content_type="image/png")

    def _match(self, method: str, parts: list[str]) -> tuple[str, Handler, bool, dict[str, str]] | None:
        for pattern, template, handler, auth in self._table.get((method, len(parts)), ()):
            params: dict[str, str] = {}
            for want, have in zip(pattern, parts, strict=True):
                if want.startswith("{"):
                    params[want[1:-1]] = unquote(have)
                elif want != have:
                    break
            else:
                return template, handler, auth, params
        return None

    async def _api(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """One REST request: faults, authorisation, rate limit, body, handler, answer."""
        below = "/" + path.split("/", 3)[3] if path.count("/") >= 3 else "/"
        raw = request.rel_url.raw_path.split("/", 3)[-1]
        found = self._match(request.method, raw.strip("/").split("/"))
        template, handler, auth, params = found or (below, None, True, {})
        call = Call(self, request, template, params)
        call.path = below
        note = Recorded(time.time(), request.method, below, template, call.query)
        if self.options.record:
            self.requests.append(note)
        token = params.get("interaction_token") or params.get("webhook_token")
        interaction = call.interaction = self.interactions.get(token) if token else None
        if interaction is not None:
            note.interaction_id = interaction.id
            interaction.in_flight += 1
        self.busy += 1
        headers: dict[str, str] = {}
        status, answer = 500, None
        try:
            late = 0.0
            fault = next((f for f in self.faults if f.fits(call.method, below)), None) if self.faults else None
            if fault is not None:
                fault.times -= 1
                fault.hits += 1
                if fault.status is not None:
                    await request.read()
                    return await self._inject(fault, request, note)
                if fault.after:
                    late = fault.delay
                else:
                    await asyncio.sleep(fault.delay)
                note.injected = f"delayed {fault.delay} s"
            if handler is None:
                await request.read()
                raise self._unrouted(call)
            if auth and request.headers.get("Authorization", "").removeprefix("Bot ") != self.options.token:
                raise ApiError(401, 0, "401: Unauthorized")
            if self.options.rate_limits:
                interactive = template.startswith("/interactions/") or interaction is not None
                if not template.startswith("/interactions/"):
                    headers, wait, is_global = self.limiter.take(call.method, template, params, not interactive)
                    if wait > 0:
                        await request.read()
                        headers |= retry_headers(wait)
                        status = 429
                        answer = _too_many(wait, is_global)
                        return self._answer(status, answer, headers)
            await self._read_body(call)
            note.json, note.files = call.body, call.uploads
            status, answer = await handler(call)
            if late:
                await asyncio.sleep(late)
        except ApiError as error:
            status, answer = error.status, error.body()
            if error.kind is not None:
                self.violate(error.kind, error.message, call, error.errors, error.measured)
            if interaction is not None:
                interaction.refused.append(answer)
        except web.HTTPRequestEntityTooLarge:
            status, answer = 413, {"message": "Request entity too large", "code": 40005}
            self.violate("limit", "Request entity too large", call)
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception:
            self.crashes.append(traceback.format_exc())
            _log.exception("the harness failed at %s %s", call.method, below)
            status, answer = 500, {"message": "500: Internal Server Error", "code": 0}
        finally:
            note.status, note.answer = note.status or status, answer
            note.seconds = time.perf_counter() - call.arrived
            self.busy -= 1
            self.activity = time.perf_counter()
            if interaction is not None:
                interaction.in_flight -= 1
                interaction.touch()
            if self.options.trace:
                print(f"{note.status} {call.method} {below} {json.dumps(note.json)[:300] if note.json else ''}")
        if self.options.check_answers and self.spec is not None and status < 400:
            for fault_found in self.spec.check_response(call.method, template, status, answer):
                self.own_faults.append(f"{call.method} {template} {status}: {fault_found}")
        return self._answer(status, answer, headers)

    def _answer(self, status: int, answer: Any, headers: dict[str, str]) -> web.Response:
        """An HTTP answer. The content type must be exactly `application/json`: discord.py compares it whole."""
        if status == 204 or answer is None:
            return web.Response(status=status, headers=headers)
        headers = {**headers, "Content-Type": "application/json"}
        return web.Response(status=status, body=json.dumps(answer).encode(), headers=headers)

    def _unrouted(self, call: Call) -> ApiError:
        """Discord has this route but we do not; or nobody has it."""
        template = self.spec.template_of(call.path) if self.spec else None
        if template is not None and self.spec is not None and self.spec.knows(call.method, template):
            return ApiError(501, 0, f"the stand-in has no {call.method} {template}", kind="harness_gap")
        if template is not None:
            return ApiError(405, 0, "405: Method Not Allowed", kind="spec")
        return ApiError(404, 0, "404: Not Found", kind="spec" if self.spec else "harness_gap")

    async def _inject(self, fault: Fault, request: web.BaseRequest, note: Recorded) -> web.StreamResponse:
        """Answer with a failure that a test asked for."""
        status = fault.status or 0
        note.status, note.injected = status, f"injected {status}"
        if status == 0:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=503)  # nobody hears it
        headers: dict[str, str] = {}
        body = fault.body
        if status == 429:
            wait = 1.0 if fault.retry_after is None else fault.retry_after
            body = body or _too_many(wait, fault.is_global)
            headers = retry_headers(wait) | {"X-RateLimit-Scope": "global" if fault.is_global else "user"}
            if fault.is_global:
                headers["X-RateLimit-Global"] = "true"
        elif fault.retry_after is not None:
            headers["Retry-After"] = str(fault.retry_after)
        if body is None:
            names = {401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 500: "Internal Server Error"}
            body = {"message": f"{status}: {names.get(status, 'Error')}", "code": 0}
        return self._answer(status, body, headers)

    async def _read_body(self, call: Call) -> None:
        """JSON, or a multipart form with `payload_json` and files."""
        request = call.request
        if request.method in ("GET", "HEAD"):
            return
        kind = request.content_type
        if kind == "multipart/form-data":
            fields: JSON = {}
            payload: Any = None
            async for part in await request.multipart():
                name = getattr(part, "name", None) or ""
                data = bytes(await part.read(decode=False))  # type: ignore[union-attr]
                if name == "payload_json":
                    payload = _parse(data)
                elif part.filename is not None:  # type: ignore[union-attr]
                    number = re.fullmatch(r"files\[(\d+)\]", name)
                    index = int(number[1]) if number else len(call.uploads)
                    call.uploads.append(
                        Upload(index, part.filename, data, part.headers.get("Content-Type"))  # type: ignore[union-attr]
                    )
                else:
                    fields[name] = data.decode()
            call.body = payload if payload is not None else fields
            limit = self.options.attachment_limit
            for upload in call.uploads:
                if len(upload.data) > limit:
                    raise ApiError(413, 40005, f"Request entity too large ({upload.filename})", kind="limit")
        else:
            data = await request.read()
            call.body = _parse(data) if data else {}

    # what handlers share

    def keep_files(self, files: list[Attachment]) -> None:
        """Make attachments fetchable."""
        for file in files:
            self.world.files[file.id] = file

    def watch_deadline(self, interaction: Interaction) -> None:
        """Start the three seconds."""
        self.interactions[interaction.token] = interaction
        loop = asyncio.get_running_loop()
        interaction.timer = loop.call_later(self.options.deadline, self._overdue, interaction)

    def _overdue(self, interaction: Interaction) -> None:
        if interaction.acked is not None:
            return
        interaction.overdue = True
        interaction.overdue_note = self.violate(
            "no_response",
            f"no answer to {interaction.label} within {self.options.deadline:g} s",
            interaction=interaction,
        )
        interaction.touch()


def _too_many(wait: float, is_global: bool) -> JSON:
    return {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": is_global}


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.", kind="spec") from None


def unknown_token(call: Call) -> ApiError:
    """The answer to a webhook token that nobody has."""
    return not_found(10015, "Webhook", kind="unknown_token")
