from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from warehouse.session import reading, writing
from warehouse.vault import KeyMismatch, KeyMissing, Tampered, Vault, bind, load_key

VAULT = Vault(bytes(range(32)))
OTHER = Vault(bytes(32))


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_what_is_sealed_opens_as_it_was(values: list[bytes]) -> None:
    assert VAULT.open(VAULT.seal(values)) == values


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert len(set(VAULT.seal([b"same"] * 100))) == 100


def test_a_sealed_value_does_not_show_its_plaintext() -> None:
    assert b"Nguy" not in VAULT.seal(["Nguyễn Văn A".encode()])[0]


@pytest.mark.parametrize("position", range(0, 40, 3))
def test_any_changed_byte_is_found(position: int) -> None:
    sealed = bytearray(VAULT.seal([b"0123456789ab"])[0])
    sealed[position] ^= 1
    with pytest.raises(Tampered):
        VAULT.open([bytes(sealed)])


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + b"x" * 12, b"plain text, never sealed at all, long enough"])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(Tampered):
        VAULT.open([sealed])


def test_a_value_does_not_open_under_another_key() -> None:
    with pytest.raises(Tampered):
        OTHER.open(VAULT.seal([b"x"]))


def test_a_value_does_not_open_for_another_purpose() -> None:
    with pytest.raises(Tampered):
        VAULT.open(VAULT.seal([b"x"], "correction"), "entry")


@given(st.lists(st.text(max_size=40), min_size=2, max_size=20, unique=True))
def test_blind_hashes_are_equal_only_for_equal_texts(values: list[str]) -> None:
    hashes = VAULT.blind(values)
    assert hashes == VAULT.blind(values)
    assert len(set(hashes)) == len(values)
    assert all(0 <= number < 2**63 for number in hashes)


def test_blind_hashes_depend_on_the_key() -> None:
    assert VAULT.blind(["001085012345"]) != OTHER.blind(["001085012345"])
    assert VAULT.blind_text(["001085012345"]) != OTHER.blind_text(["001085012345"])


def test_hashes_of_a_key_stay_the_same_across_versions() -> None:
    assert VAULT.blind(["ủy ban"]) == [4864896927818208513]
    assert VAULT.blind_text(["ủy ban"]) == ["af36f5fb1c8a4b22866f69638bf69a8f"]


def test_a_warehouse_is_tied_to_the_key_it_met_first(engine: Engine) -> None:
    with writing(engine) as conn:
        bind(conn, VAULT)
    with reading(engine) as conn:
        bind(conn, VAULT)
        with pytest.raises(KeyMismatch, match=f"sealed under key {VAULT.fingerprint}"):
            bind(conn, OTHER)


def test_a_new_key_is_the_owners_only_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "secret" / "thidua.key"
    key = load_key(None, path, create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key(None, path, create=True) == load_key(None, path, create=False) == key
    assert [file.name for file in path.parent.iterdir()] == ["thidua.key"]


def test_a_key_that_is_given_wins_over_the_file(tmp_path: Path) -> None:
    assert load_key("A" * 43 + "=", tmp_path / "none", create=False) == bytes(32)


def test_a_missing_key_is_not_replaced_unasked(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="there is no key"):
        load_key(None, tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("text", ["short", "!" * 44, "A" * 40, "ế" * 44], ids=["short", "marks", "long", "letters"])
def test_a_key_that_is_no_key_is_refused_and_not_shown(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text, encoding="utf-8")
    for given_text in (text, None):
        with pytest.raises(KeyMissing) as caught:
            load_key(given_text, tmp_path / "key", create=False)
        assert text not in str(caught.value)
