"""`python -m tests.loopback` runs the stand-in by itself, and prints what is asked of it."""

from __future__ import annotations

import argparse
import asyncio

from .server import LoopbackServer, Options, default_spec


async def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="loopback", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="default: any free one")
    parser.add_argument("--spec", default=default_spec(), help="Discord's openapi.json")
    parser.add_argument("--token", default=Options.token, help="the bot token that it accepts")
    args = parser.parse_args()
    server = LoopbackServer(options=Options(token=args.token, spec_path=args.spec, trace=True))
    print(f"listening at {await server.start(args.port)}, bot token {args.token}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
