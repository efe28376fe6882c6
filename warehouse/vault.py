"""Personal values at rest: sealed with AES-GCM, and found again by keyed hashes; the key is never in the database."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, insert, select

from warehouse.tables import meta

KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"
_FINGERPRINT = "key_fingerprint"


class KeyMissing(Exception):
    """There is no usable key: restore the key file or set THIDUA_KEY; a new key cannot open old data."""


class KeyMismatch(Exception):
    """The warehouse was sealed under another key: give the right one; nothing has been changed."""


class Tampered(Exception):
    """A sealed value does not open: it was changed, or belongs to another purpose or key."""


class Vault:
    """Seals and blinds under one key; each purpose has its own subkey, so that no use weakens another."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise KeyMissing(f"the key must have {KEY_BYTES} bytes, not {len(key)}")
        self._cipher = AESGCM(_derive(key, "seal"))
        self._blind_key = _derive(key, "blind")
        self._text_key = _derive(key, "blind-text")
        self.fingerprint = _derive(key, "fingerprint").hex()[:16]

    def seal(self, values: Sequence[bytes], purpose: str = "payload") -> list[bytes]:
        """Encrypt each value with a nonce of its own; the purpose is authenticated with it."""
        noise = os.urandom(_NONCE_BYTES * len(values))
        tag, encrypt = purpose.encode(), self._cipher.encrypt
        nonces = (noise[start : start + _NONCE_BYTES] for start in range(0, len(noise), _NONCE_BYTES))
        return [_VERSION + nonce + encrypt(nonce, value, tag) for nonce, value in zip(nonces, values, strict=True)]

    def open(self, sealed: Iterable[bytes], purpose: str = "payload") -> list[bytes]:
        """Decrypt what ``seal`` made for the same purpose; raises ``Tampered`` for anything else."""
        tag, decrypt, start = purpose.encode(), self._cipher.decrypt, 1 + _NONCE_BYTES
        opened = []
        for value in sealed:
            if value[:1] != _VERSION or len(value) < start:
                raise Tampered("a sealed value has an unknown form")
            try:
                opened.append(decrypt(value[1:start], value[start:], tag))
            except InvalidTag:
                raise Tampered("a sealed value does not open under this key and purpose") from None
        return opened

    def blind(self, values: Iterable[str]) -> list[int]:
        """A keyed hash of 63 bits for each text: equal texts meet, and nobody without the key can try out values."""
        key, blake = self._blind_key, hashlib.blake2b
        return [int.from_bytes(blake(v.encode(), digest_size=8, key=key).digest(), "big") >> 1 for v in values]

    def blind_text(self, values: Iterable[str]) -> list[str]:
        """A keyed hash for each text as 32 hexadecimal digits; for ids, where a collision would join two people."""
        key, blake = self._text_key, hashlib.blake2b
        return [blake(v.encode(), digest_size=16, key=key).hexdigest() for v in values]


def bind(conn: Connection, vault: Vault) -> None:
    """Tie a new warehouse to its key, or raise ``KeyMismatch`` when it is tied to another."""
    known = conn.execute(select(meta.c.value).where(meta.c.name == _FINGERPRINT)).scalar()
    if known is None:
        conn.execute(insert(meta).values(name=_FINGERPRINT, value=vault.fingerprint))
    elif known != vault.fingerprint:
        raise KeyMismatch(f"the warehouse is sealed under key {known}, but the key given is {vault.fingerprint}")


def load_key(given: str | None, path: Path, *, create: bool) -> bytes:
    """The installation's key: the text given, else the file's; a missing file is made only when ``create``.

    Both hold 32 bytes as URL-safe base64. Raises ``KeyMissing``, which names the place and never the key.
    """
    if given:
        return _decode(given, "THIDUA_KEY")
    try:
        return _decode(path.read_text(encoding="ascii"), str(path))
    except FileNotFoundError:
        if not create:
            raise KeyMissing(f"there is no key at {path}: restore it, or run `thidua init` for a new one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyMissing(f"cannot read the key {path}: {type(error).__name__}") from None
    return _create(path)


def _create(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(base64.urlsafe_b64encode(os.urandom(KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        # A link never replaces: of two first starts at once, both use the key of the one that came first.
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise KeyMissing(f"cannot write the key {path}: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
    return _decode(path.read_text(encoding="ascii"), str(path))


def _decode(text: str, place: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.strip().encode("ascii"))
    except (binascii.Error, ValueError):
        raise KeyMissing(f"the key in {place} is not URL-safe base64") from None
    if len(key) != KEY_BYTES:
        raise KeyMissing(f"the key in {place} has {len(key)} bytes; it must have {KEY_BYTES}")
    return key


def _derive(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"thidua/{purpose}/1".encode()).derive(key)
