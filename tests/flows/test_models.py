"""The model in force: registered at init, named by every edge a night writes, never changed by a night."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, select

from flows.models import in_force, register, version_of
from matching.parameters import MODEL, shipped
from tests.flows.office import Office, Person
from warehouse import models, tables
from warehouse.session import WarehouseUnavailable, open_engine, reading, writing

NOW = datetime(2025, 6, 10, 1, tzinfo=UTC)
AN = Person("Quách Diệu Ái", "07/03/1985", "Nữ", 1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def engine(office: Office) -> Iterator[Engine]:
    made = open_engine(office.settings.warehouse)
    yield made
    made.dispose()


def activate(connection: Connection, **changes: object) -> None:
    model = replace(shipped(), **changes)  # type: ignore[arg-type]
    models.add(connection, version_of(model, models.TRAINED, MODEL, NOW))
    models.activate(connection, model.model_id, by="an", at=NOW, reason="test")


def test_the_model_that_ships_is_in_force_from_the_first_night(engine: Engine) -> None:
    with reading(engine) as connection:
        assert in_force(connection) == shipped()


def test_every_tie_says_which_model_weighed_it(office: Office, engine: Engine) -> None:
    with writing(engine) as connection:
        activate(connection, model_id="people-9")
    office.send("TX-001/a.xlsx", [AN])
    office.send("TX-002/b.xlsx", [AN])
    office.night()
    with reading(engine) as connection:
        assert set(connection.execute(select(tables.edge.c.model_id)).scalars()) == {"people-9"}
        assert in_force(connection).model_id == "people-9"


def test_a_newer_program_does_not_change_the_model_by_itself(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(delete(tables.activation))
        connection.execute(delete(tables.model))
        activate(connection, model_id="people-0")
        assert MODEL in register(connection, "an", NOW)
        assert in_force(connection).model_id == "people-0"
        assert register(connection, "an", NOW) == "", "told once"


@pytest.mark.parametrize("unfit", [{"normaliser": "0"}, {"levels": {}}])
def test_a_model_of_another_program_stops_the_night_until_init_puts_a_fitting_one_in_force(
    engine: Engine, unfit: dict[str, object]
) -> None:
    with writing(engine) as connection:
        activate(connection, model_id="people-0", **unfit)
        with pytest.raises(WarehouseUnavailable, match="thidua init"):
            in_force(connection)
        assert MODEL in register(connection, "an", NOW)
        assert in_force(connection) == shipped()


def test_a_warehouse_without_a_model_asks_for_init(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(delete(tables.activation))
    with reading(engine) as connection, pytest.raises(WarehouseUnavailable, match="thidua init"):
        in_force(connection)
