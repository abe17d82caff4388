"""Errors whose text is meant for the person who asked.

BotError
├── BadInput      what was given cannot be used: unreadable file, impossible date, empty article
├── Forbidden     the asker lacks a right; names the one that is needed
├── Refused       a link that must not be fetched, or an answer that is too large, slow or strange
├── BadSettings   the settings cannot be used; every complaint at once, each with its cure
└── StoreError    the database cannot be used: newer, not ours, locked, read-only, full, corrupt

Not found is an answer, never an error. Anything that is not a BotError is a bug: the faces show its number and
log its traceback.
"""

from __future__ import annotations


class BotError(Exception):
    """Something the person can be told, and can do something about.

    `message` is one plain sentence; `hint` says what to do next, or is empty. Neither ever holds a token, a path of
    the host that the person did not give, or the text of an article.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class BadInput(BotError):
    """What was given cannot be used."""


class Forbidden(BotError):
    """The asker lacks a right."""


class Refused(BotError):
    """A link was not fetched, or what it gave was not taken."""


class BadSettings(BotError):
    """The settings cannot be used."""


class StoreError(BotError):
    """The database cannot be used."""
