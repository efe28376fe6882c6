"""Nobody sees or changes what is not theirs: every route, every kind of visitor, every place in the hierarchy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
from fastapi.routing import APIRoute

from stewardship.app import build
from tests.stewardship.conftest import ACCOUNTS, PASSWORD, Workbench, number
from warehouse import entries
from warehouse.session import reading

OPEN = {"/sign-in", "/sign-in/oidc", "/sign-in/oidc/return"}
# What each may see of the list of TX-001: the unit itself, those above; not siblings, not what is nowhere near.
SEES = {"quan-tri": True, "duyet": True, "lan": True, "con": True, "xem": True, "canh": False, "khong": False}
SECRETS = ("Trần Văn An", "cccd.xlsx", "Nghiêm Khắc Tuyền")


def routes(workbench: Workbench) -> Iterator[tuple[str, str]]:
    """Every (method, path), from the router itself: a page forgotten here cannot be."""
    for route in build(workbench.desk).routes:
        if isinstance(route, APIRoute):
            for method in sorted(route.methods or ()):
                yield method, route.path


@pytest.fixture(scope="module")
def ids(workbench: Workbench) -> dict[str, str]:
    """Real ids of TX-001's data for every parameter that a path has."""
    with reading(workbench.desk.engine) as connection:
        held = entries.held(connection, "TX-001")
        row = held.row(0, named=True)
        record = str(row["record_id"])
    return {
        "delivery_id": row["delivery_id"],
        "entry_id": row["entry_id"],
        "bulk_id": "B0000000000",
        "verdict_id": "0" * 20,
        "worker_id": "W1",
        "steward_id": "S0001",
        "invitation_id": "0" * 16,
        "token": f"{'0' * 16}.{'0' * 32}",
        "record": record,
    }


def filled(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], path)


def bodies(ids: dict[str, str], csrf: str) -> dict[str, str]:
    """A body with every field that any form has, so that a request fails for who asks and not for what is missing."""
    return {
        "csrf": csrf, "left": ids["record"], "right": "f" * 32, "verdict": "same", "reason": "thử xem", "new": "x",
        "step": "apply", "shown": "1", "key": "k", "words": "lời giải trình", "code": "citizen_id_length", "text": "x",
        "login": "moi", "name": "Người Mới", "role": "steward", "unit": "TX-001", "password": PASSWORD, "old": "x",
        "record": ids["record"], "field": "phone", "language": "vi", "back": "/",
    }  # fmt: skip


def test_every_route_sends_who_is_not_signed_in_away(workbench: Workbench, ids: dict[str, str]) -> None:
    with workbench.client(None) as client:
        for method, path in routes(workbench):
            if path in OPEN:
                continue
            answer = client.request(method, filled(path, ids), data=None if method == "GET" else bodies(ids, "none"))
            expected = (404,) if path.startswith("/u/") else (303, 401)  # a link of nobody's leads nowhere
            assert answer.status_code in expected, (method, path, answer.status_code)
            assert all(secret not in answer.text for secret in SECRETS)


@pytest.mark.parametrize("login", [one for one in ACCOUNTS if one != "quan-tri"])
def test_no_change_is_made_without_the_page_s_own_token(workbench: Workbench, ids: dict[str, str], login: str) -> None:
    with workbench.client(login) as client:
        for method, path in routes(workbench):
            if method == "POST" and path not in OPEN:
                answer = client.post(filled(path, ids), data=bodies(ids, "made up"))
                assert answer.status_code == (404 if path.startswith("/u/") else 403), (path, answer.status_code)


@pytest.mark.parametrize(("login", "sees"), SEES.items())
def test_the_rows_of_a_unit_are_seen_by_it_and_those_above(
    workbench: Workbench, ids: dict[str, str], login: str, sees: bool
) -> None:
    expected = 200 if sees else 404
    with workbench.client(login) as client:
        for path in ("/deliveries/{delivery_id}", "/audit/row/{entry_id}"):
            answer = client.get(filled(path, ids))
            assert answer.status_code == expected, (login, path)
        shown = client.get("/held?code=citizen_id_length&field=id_number").text
        assert ("Trần Văn An" in shown) is sees


@pytest.mark.parametrize("login", ["canh", "khong", "con"])
def test_no_page_leaks_what_belongs_to_others(workbench: Workbench, ids: dict[str, str], login: str) -> None:
    foreign = [*SECRETS] if login != "con" else ["Nghiêm Khắc Tuyền", "Quách Văn Riêng", "Cty may không có thật"]
    with workbench.client(login) as client:
        pages = [filled(path, ids) for method, path in routes(workbench) if method == "GET"]
        pages += ["/held?code=citizen_id_length&field=id_number", "/held?unit=TX-001", "/deliveries?unit=TX-001",
                  "/queries?code=cmnd_instead", "/duplicates", "/owing?campaign=CNG-2025&kind=cng_list"]  # fmt: skip
        for page in pages:
            answer = client.get(page)
            assert answer.status_code in (200, 403, 404, 422, 303), (page, answer.status_code)
            assert [secret for secret in foreign if secret in answer.text] == [], page


@pytest.mark.parametrize("login", ["canh", "khong"])
def test_foreign_ids_are_unknown_to_every_change(workbench: Workbench, ids: dict[str, str], login: str) -> None:
    with workbench.client(login) as client:
        csrf = workbench.csrf(client)
        edit = {"id": ids["entry_id"], "field": "id_number", "text": number(4), "version": ""}
        answer = client.post("/held/cells", json={"edits": [edit], "reason": "x"}, headers={"X-CSRF-Token": csrf})
        assert answer.status_code == 404
        for path in ("/deliveries/{delivery_id}/answer", "/duplicates", "/workers/{worker_id}/choose"):
            body = {name: text for name, text in bodies(ids, csrf).items() if name != "back"}
            assert client.post(filled(path, ids), data=body).status_code == 404, path
        for path in ("/deliveries/{delivery_id}/original", "/deliveries/{delivery_id}/marked"):
            assert client.get(filled(path, ids)).status_code == 404, path


def test_a_viewer_changes_nothing(workbench: Workbench, ids: dict[str, str]) -> None:
    own = {"/sign-out", "/language", "/account", "/hide", "/sign-in"}
    with workbench.client("xem") as client:
        csrf = workbench.csrf(client)
        for method, path in routes(workbench):
            if method == "POST" and path not in own:
                answer = client.post(filled(path, ids), data=bodies(ids, csrf))
                assert answer.status_code in (403, 404, 422), (path, answer.status_code)


def test_ids_are_masked_until_a_reason_is_on_record(workbench: Workbench) -> None:
    with workbench.client("lan") as client:
        page = "/held?code=citizen_id_length&field=id_number"
        assert number(5)[:-1] not in client.get(page).text
        csrf = workbench.csrf(client)
        assert client.post("/reveal", data={"csrf": csrf, "reason": "đối chiếu thẻ", "back": page}).status_code == 303
        assert number(5)[:-1] in client.get(page).text
        seen = client.get("/audit").text
        assert seen.count("đối chiếu thẻ") >= 3, "the asking, the page with its rows, and this page itself"
        assert unescape(seen).count(page) == 1
        client.post("/hide", data={"csrf": csrf, "back": page})
        assert number(5)[:-1] not in client.get(page).text


def test_guessing_a_password_is_slowed_down_and_signing_out_ends_the_visit(workbench: Workbench) -> None:
    with workbench.client(None) as client:
        told = [client.post("/sign-in", data={"login": "khong-co", "password": "x"}).status_code for _ in range(10)]
    assert told[:8] == [401] * 8 and told[8:] == [429] * 2
    with workbench.client("minh") as client:
        cookie = client.cookies["thidua_visit"]
        client.post("/sign-out", data={"csrf": workbench.csrf(client)})
        again = httpx.get(f"{workbench.url}/", cookies={"thidua_visit": cookie})
        assert again.status_code == 303, "the old cookie opens nothing"


def test_an_account_changed_is_signed_out_and_nobody_grants_what_they_lack(workbench: Workbench) -> None:
    with workbench.client("quan-tri") as admin, workbench.client("khong") as other:
        csrf = workbench.csrf(admin)
        assert other.get("/").status_code == 200
        page = admin.get("/people").text
        body = {"csrf": csrf, "role": "steward", "unit": "CD-TX", "disabled": "true"}
        (steward_id,) = re.findall(r'Khong · khong(?:(?!</form>).)*?/people/(S\d+)"', page, re.S)
        assert admin.post(f"/people/{steward_id}", data=body).status_code == 303
        assert other.get("/").status_code == 303
    with workbench.client("lan") as steward:
        assert steward.get("/people").status_code == 403


def test_every_answer_bears_the_policy_and_nothing_is_kept_by_browsers(workbench: Workbench) -> None:
    with workbench.client("lan") as client:
        answer = client.get("/held")
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "unsafe-inline" not in answer.headers["content-security-policy"].split("style-src-attr")[0]
    assert answer.headers["cache-control"] == "no-store"


def test_a_link_shows_one_unit_alone_and_ends_when_it_is_revoked(workbench: Workbench) -> None:
    with workbench.client("lan") as steward, workbench.client(None) as unit:
        csrf = workbench.csrf(steward)
        made = steward.post("/returning", data={"csrf": csrf, "unit": "TX-001", "days": "7"})
        page = steward.get(made.headers["location"]).text
        link = re.search(r"/u/[0-9a-f.]+", page)
        assert link
        shown = unit.get(link[0]).text
        assert "Trần Văn An" in shown and number(5)[:-1] not in shown, "the unit's rows, ids masked"
        assert not [one for one in ("Nghiêm Khắc Tuyền", "Cty may không có thật", "Quách Văn Riêng") if one in shown]
        forged = link[0][:-1] + ("0" if link[0][-1] != "0" else "1")
        assert unit.get(forged).status_code == 404
        foreign = unit.post(link[0], data={"x/id_number": number(1), f"{'0' * 20}/full_name": "Ai đó", "who": "Bà Tư"})
        assert foreign.headers["location"].endswith("sent=0"), "only what was asked can be answered"
        invitation = link[0].removeprefix("/u/").partition(".")[0]
        with workbench.client("canh") as other:
            body = {"csrf": workbench.csrf(other)}
            assert other.post(f"/returning/{invitation}/revoke", data=body).status_code == 404
        steward.post(f"/returning/{invitation}/revoke", data={"csrf": csrf})
        assert unit.get(link[0]).status_code == 404
