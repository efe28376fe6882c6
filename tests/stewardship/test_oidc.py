"""Signing in through an identity provider that is really served; and everything that only looks like it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from tests.flows.office import Office
from tests.stewardship.conftest import Workbench, serve
from tests.stewardship.provider import CLIENT, SECRET, IdentityProvider, provider
from warehouse import stewards
from warehouse.session import open_engine, writing
from warehouse.stewards import Steward


@pytest.fixture(scope="module")
def house() -> Iterator[IdentityProvider]:
    with provider() as made:
        yield made


@pytest.fixture
def workbench(tmp_path_factory: pytest.TempPathFactory, house: IdentityProvider) -> Iterator[Workbench]:
    office = Office(tmp_path_factory.mktemp("office"))
    asked = {"oidc_issuer": house.url, "oidc_client_id": CLIENT, "oidc_client_secret": SecretStr(SECRET)}
    office.settings = office.settings.model_copy(update=asked)
    engine = open_engine(office.settings.warehouse)
    with writing(engine) as connection:
        for number, login in enumerate(("lan@cdhn.vn", "minh@cdhn.vn"), 1):
            made = Steward(f"S{number:04d}", login, login, "steward", "TX", "vi", "tests", datetime.now(UTC))
            stewards.add(connection, made)
    engine.dispose()
    yield from serve(office)


def sign_in(workbench: Workbench, browser: httpx.Client) -> httpx.Response:
    """Follow the button, the provider, and the way back."""
    asked = browser.get(f"{workbench.url}/sign-in/oidc?next=/deliveries")
    back = browser.get(asked.headers["location"])
    return browser.get(back.headers["location"])


def test_the_button_leads_through_the_provider_to_the_page_that_was_wanted(
    workbench: Workbench, house: IdentityProvider
) -> None:
    with httpx.Client() as browser:
        assert "Đăng nhập bằng" in browser.get(f"{workbench.url}/sign-in").text
        house.says("Lan@cdhn.vn")
        answer = sign_in(workbench, browser)
        assert (answer.status_code, answer.headers["location"]) == (303, "/deliveries")
        assert browser.get(f"{workbench.url}/deliveries").status_code == 200
        assert "thidua_sign_in" not in {one.name for one in browser.cookies.jar}, "nothing of the way is kept"


def test_an_account_belongs_to_whom_the_provider_meant_first(workbench: Workbench, house: IdentityProvider) -> None:
    house.says("lan@cdhn.vn")
    with httpx.Client() as browser:
        assert sign_in(workbench, browser).status_code == 303
    house.says("lan-moi@cdhn.vn", sub="id of lan@cdhn.vn")
    with httpx.Client() as browser:
        assert sign_in(workbench, browser).status_code == 303, "a new address of the same person"
    house.says("lan@cdhn.vn", sub="somebody who was given the address later")
    with httpx.Client() as browser:
        assert sign_in(workbench, browser).status_code == 403


def test_who_has_no_account_is_told_whom_to_ask(workbench: Workbench, house: IdentityProvider) -> None:
    house.says("la@cdhn.vn")
    with httpx.Client() as browser:
        answer = sign_in(workbench, browser)
        assert answer.status_code == 403
        assert "la@cdhn.vn" in answer.text
        assert browser.get(f"{workbench.url}/").status_code == 303


ATTACKS: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "somebody else"},
    "another issuer": {"iss": "http://elsewhere"},
    "an old answer": {"exp": int(time.time()) - 3600},
    "another question": {"nonce": "made up"},
    "an address nobody verified": {"email_verified": False},
    "no address": {"email": None, "email_verified": None},
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_answer_that_cannot_be_believed_lets_nobody_in(
    workbench: Workbench, house: IdentityProvider, attack: str
) -> None:
    house.says("minh@cdhn.vn")
    house.forged = ATTACKS[attack]
    with httpx.Client() as browser:
        answer = sign_in(workbench, browser)
        assert answer.status_code == 401, attack
        assert browser.get(f"{workbench.url}/").status_code == 303


def test_a_token_of_another_key_lets_nobody_in(workbench: Workbench, house: IdentityProvider) -> None:
    house.says("minh@cdhn.vn")
    house.signer = RSAKey.generate_key(2048, {"kid": "one"})
    with httpx.Client() as browser:
        assert sign_in(workbench, browser).status_code == 401


def test_a_token_without_a_signature_lets_nobody_in_whatever_the_provider_says_it_allows(
    workbench: Workbench, house: IdentityProvider
) -> None:
    house.says("minh@cdhn.vn")
    house.unsigned = True
    with httpx.Client() as browser:
        assert sign_in(workbench, browser).status_code == 401


def test_a_way_back_that_began_elsewhere_lets_nobody_in(workbench: Workbench, house: IdentityProvider) -> None:
    house.says("minh@cdhn.vn")
    with httpx.Client() as victim, httpx.Client() as attacker:
        asked = attacker.get(f"{workbench.url}/sign-in/oidc")
        back = attacker.get(asked.headers["location"]).headers["location"]
        assert victim.get(back).status_code == 401, "nobody is signed in as somebody else by a link"
        state = parse_qs(urlsplit(back).query)["state"][0]
        assert attacker.get(f"{workbench.url}/sign-in/oidc/return?code=made-up&state={state}").status_code == 401
        assert attacker.get(back).status_code == 401, "an answer is good for one try"


def test_a_provider_that_is_down_is_told_and_passwords_still_work(
    workbench: Workbench,
) -> None:
    office = workbench.office
    office.settings = office.settings.model_copy(update={"oidc_issuer": "http://127.0.0.1:9"})
    for served in serve(office):
        with httpx.Client() as browser:
            answer = browser.get(f"{served.url}/sign-in/oidc")
            assert answer.status_code == 401
            assert "báo người vận hành" in answer.text


def test_without_a_provider_there_is_no_such_door(workbench: Workbench) -> None:
    office = workbench.office
    office.settings = office.settings.model_copy(update={"oidc_issuer": None})
    for served in serve(office):
        with httpx.Client() as browser:
            assert "Đăng nhập bằng" not in browser.get(f"{served.url}/sign-in").text
            assert browser.get(f"{served.url}/sign-in/oidc").status_code == 404
            assert browser.get(f"{served.url}/sign-in/oidc/return?code=x&state=y").status_code == 404
