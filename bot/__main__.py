"""The command line: the one place where the parts meet."""

from __future__ import annotations


def main() -> None:
    """Run the tool."""


if __name__ == "__main__":
    main()
