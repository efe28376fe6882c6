from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, func, select

from schemas.registry import Alias, Campaign, Obligation, Parent, Registry, Unit
from warehouse import registry, tables
from warehouse.session import reading, writing

NOW = datetime(2025, 6, 1, tzinfo=UTC)
CITY = Unit("HN", "LĐLĐ thành phố Hà Nội", "city", "city", None, None)
DISTRICT = Unit("TX", "LĐLĐ quận Thanh Xuân", "upper", "district", None, date(2025, 7, 1))
FIRST = Registry(
    units=(CITY, DISTRICT),
    parents=(Parent("TX", "HN", None, date(2025, 7, 1)),),
    aliases=(Alias("TX", "Quận Thanh Xuân"),),
    campaigns=(Campaign("CNG2025", "Công nhân giỏi 2025", "CNG", 2025, date(2025, 1, 1), date(2025, 6, 30)),),
    obligations=(Obligation("CNG2025", "cng_list", "upper", "", date(2025, 6, 15)),),
)
RENAMED = replace(FIRST, units=(CITY, replace(DISTRICT, name="Quận Thanh Xuân (cũ)")))


def test_a_registry_comes_back_as_it_was_loaded(engine: Engine) -> None:
    with writing(engine) as conn:
        assert registry.load(conn, FIRST, NOW) == 1
        assert registry.current(conn) == FIRST


def test_the_same_registry_again_is_no_new_load(engine: Engine) -> None:
    shuffled = replace(FIRST, units=FIRST.units[::-1])
    with writing(engine) as conn:
        assert [registry.load(conn, given, NOW) for given in (FIRST, FIRST, shuffled)] == [1, 1, 1]


def test_an_empty_registry_is_a_load_too(engine: Engine) -> None:
    with writing(engine) as conn:
        assert registry.load(conn, Registry((), (), (), (), ()), NOW) == 1


def test_a_change_opens_and_closes_only_what_changed(engine: Engine) -> None:
    with writing(engine) as conn:
        registry.load(conn, FIRST, NOW)
        assert registry.load(conn, RENAMED, NOW) == 2
        spans = conn.execute(select(tables.unit.c.unit_code, tables.unit.c.opened_by, tables.unit.c.closed_by)).all()
        assert sorted(map(tuple, spans), key=str) == [("HN", 1, None), ("TX", 1, 2), ("TX", 2, None)]
        assert conn.execute(select(func.count()).select_from(tables.unit_parent)).scalar_one() == 1


def test_an_earlier_load_can_be_drawn_again(engine: Engine) -> None:
    with writing(engine) as conn:
        for given in (FIRST, RENAMED, FIRST):
            registry.load(conn, given, NOW)
        assert [registry.current(conn, number) for number in (1, 2, 3)] == [FIRST, RENAMED, FIRST]


def test_a_warehouse_without_registry_asks_for_one(engine: Engine) -> None:
    with reading(engine) as conn, pytest.raises(registry.NoRegistry, match="thidua init"):
        registry.current(conn)
