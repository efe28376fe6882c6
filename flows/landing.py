"""Stage *land*: take what is new from the source, keep its bytes by their hash, note one delivery each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice

from flows.night import Night
from runtime.settings import TIMEZONE
from schemas.delivery import Arrival, Delivery, delivery_id
from warehouse import deliveries
from warehouse.session import reading, writing

# Deliveries noted per transaction: a killed run repeats at most this many look-ups, never a delivery.
BATCH = 200


def land(night: Night) -> None:
    """Land every new arrival and list the deliveries that wait for consolidation, in order of arrival."""
    with reading(night.ports.engine) as connection:
        seen = deliveries.sightings(connection)
    changed = _changed(night, seen)
    while group := list(islice(changed, BATCH)):
        landed = [_land_one(night, arrival) for arrival in group]
        showed = {a.path: (a.version, d.delivery_id) for a, d in zip(group, landed, strict=True)}
        with writing(night.ports.engine) as connection:
            deliveries.land(connection, landed, showed)
    with reading(night.ports.engine) as connection:
        night.pending = deliveries.pending(connection).sort("received_at", "path", "delivery_id")


def _changed(night: Night, seen: dict[str, tuple[str, str]]) -> Iterator[Arrival]:
    for arrival in night.ports.source.arrivals():
        if seen.get(arrival.path, ("", ""))[0] == arrival.version:
            night.seen += 1
        else:
            yield arrival


def _land_one(night: Night, arrival: Arrival) -> Delivery:
    data = night.ports.source.fetch(arrival)
    sha256 = hashlib.sha256(data).hexdigest()
    night.ports.landing.put(sha256, data)
    night.seen += 1
    return Delivery(
        delivery_id=delivery_id(arrival.unit_code, sha256),
        unit_code=arrival.unit_code,
        path=arrival.path,
        sha256=sha256,
        size=len(data),
        received_at=arrival.modified_at,
        arrived_on=min(arrival.modified_at.astimezone(TIMEZONE).date(), night.business_date),
    )
