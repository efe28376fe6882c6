"""Passwords as argon2 keeps them; a login that nobody has costs the same time as one with a wrong password."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 12
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")


class TooShort(Exception):
    """A password needs at least ``LEAST`` characters."""


def hashed(password: str) -> str:
    """The hash to keep; raises ``TooShort``."""
    if len(password) < LEAST:
        raise TooShort
    return _HASHER.hash(password)


def fits(password: str, known: str | None) -> bool:
    """Whether a password is the one behind a hash; never for an account without one."""
    try:
        return _HASHER.verify(known or _NOBODY, password) and known is not None
    except (VerificationError, InvalidHashError):
        return False
