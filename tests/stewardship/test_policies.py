"""The second door: under its role PostgreSQL gives no row of others, and the pages are what they are without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from stewardship.desk import Desk
from tests.flows.office import Office
from tests.stewardship.conftest import ACCOUNTS, Workbench, enrol, furnish, serve
from warehouse.session import WarehouseUnavailable, open_engine, writing
from warehouse.tables import correction, entry

ROLE = "thidua_desk"
PAGES = (
    "/",
    "/held",
    "/held?unit=TX-001",
    "/held?code=citizen_id_length&field=id_number",
    "/queries",
    "/duplicates",
    "/deliveries",
    "/owing",
    "/audit",
    "/returning",
    "/releases",
    "/held/remedies",
    "/held?proposed=true",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, new_postgresql: Callable[[], str]) -> Office:
    office = Office(tmp_path_factory.mktemp("office"), warehouse=new_postgresql())
    furnish(office)
    office.night()
    enrol(office)
    engine = open_engine(office.settings.warehouse)
    with writing(engine) as connection:
        if not connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": ROLE}).first():
            connection.execute(text(f"CREATE ROLE {ROLE} NOLOGIN"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA public, mart TO {ROLE}"))
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public, mart TO {ROLE}"))
    engine.dispose()
    return office


def served(office: Office, role: str) -> Iterator[Workbench]:
    office.settings = office.settings.model_copy(update={"desk_role": role})
    yield from serve(office)


def shown(workbench: Workbench, login: str) -> list[str]:
    """What somebody's pages say, without what differs from visit to visit."""
    with workbench.client(login) as client:
        pages = [client.get(path) for path in PAGES]
    assert {page.status_code for page in pages} <= {200, 403}
    return [re.sub(r'data-csrf="[^"]*"|name="csrf" value="[^"]*"', "", page.text) for page in pages]


def test_every_page_is_what_it_is_without_the_role(office: Office) -> None:
    for workbench in served(office, ""):
        expected = {login: shown(workbench, login) for login in ACCOUNTS}
        assert "Trần Văn An" in "".join(expected["con"])
    for workbench in served(office, ROLE):
        for login, pages in expected.items():
            for path, with_role, without in zip(PAGES, shown(workbench, login), pages, strict=True):
                if path != "/audit":  # which has the signing in of both
                    assert with_role == without, (login, path)


def test_whatever_a_page_asks_for_it_gets_no_row_of_others(office: Office) -> None:
    for workbench in served(office, ROLE):
        desk = workbench.desk
        with desk.reading() as connection:
            every = connection.execute(select(func.count()).select_from(entry)).scalar_one()
            scopes = {unit: desk.scope(connection, unit) for unit in ("HN", "TX", "TX-001", "HM", "CD-TX")}
        seen = {}
        for unit, scope in scopes.items():
            with desk.of(scope).reading() as connection:
                seen[unit] = connection.execute(select(func.count()).select_from(entry)).scalar_one()
                senders = connection.execute(select(entry.c.unit_code).distinct()).scalars().all()
                assert set(senders) <= {*scope.units, None}, unit
                with pytest.raises(DBAPIError, match="permission denied"):
                    connection.execute(correction.delete())
        # The ward CD-TX covers units that came under it later: the pages know the day, this door knows units alone.
        assert seen.pop("CD-TX") < every
        assert seen == {"HN": every, "TX": every - 1, "TX-001": 102, "HM": 1}


def test_the_door_stays_shut_with_a_role_that_protects_nothing(office: Office) -> None:
    for role, reason in (("nobody_made_it", "cannot read as the role"), ("pgserver", "cannot read|above row-level")):
        settings = office.settings.model_copy(update={"desk_role": role})
        with pytest.raises(WarehouseUnavailable, match=reason):
            Desk(settings)
    superuser = office.settings.model_copy(update={"desk_role": "postgres"})
    with pytest.raises(WarehouseUnavailable, match="above row-level security"):
        Desk(superuser)
