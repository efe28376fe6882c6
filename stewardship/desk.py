"""The desk: the doors of the warehouse as the workbench uses them, opened once when the program starts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cleaning.structure import Structure
from cleaning.units import UnitNames
from connectors.landing import Landing, open_landing
from runtime.settings import Settings, today
from runtime.wiring import Connection, open_vault
from schemas.registry import Registry
from stewardship.scope import Scope
from stewardship.worklist import Worklist
from warehouse import policies, registry
from warehouse.lock import Locked, in_turn
from warehouse.session import open_engine, reading, writing
from warehouse.upgrade import require_current
from warehouse.vault import Vault, bind

# Connections: one for every thread that answers a request (the framework has 40), and for the clerk.
_AT_ONCE = 45


@dataclass(frozen=True, slots=True)
class Union:
    """The registry as the last load left it, with what is asked of it all day."""

    load_no: int
    registry: Registry
    structure: Structure
    names: UnitNames
    labels: dict[str, str]  # unit code -> its latest name
    campaigns: dict[str, str]  # campaign code -> its name
    four_eyes: bool  # whether some campaign asks for a second person


class Desk:
    """What every page needs; safe to use from many threads."""

    def __init__(self, settings: Settings) -> None:
        """Open everything, or raise the one clear line of the door that stays shut."""
        self.settings = settings
        self.engine = open_engine(settings.warehouse, connections=_AT_ONCE)
        self._units: Collection[str] | None = None  # of the visitor at the desk; None: of nobody in particular
        self._role = settings.desk_role if self.engine.dialect.name == "postgresql" else ""
        try:
            self.vault: Vault = self._checked(settings)
        except BaseException:
            self.engine.dispose()
            raise
        self.landing: Landing = open_landing(settings.landing, settings.s3_endpoint)
        self.worklist = Worklist(self.vault)
        self._lock = threading.Lock()
        self._union: Union | None = None
        self._scopes: dict[tuple[str, date], Scope] = {}

    def _checked(self, settings: Settings) -> Vault:
        """The vault of a warehouse that is of this version, was sealed with this key, and can be read by its role."""
        require_current(self.engine)
        vault = open_vault(settings, create=False)
        with reading(self.engine) as connection:
            bind(connection, vault)
        if self._role:
            with reading(self.engine) as connection:
                policies.require(connection, self._role)
        return vault

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state and waits for nobody; of a visitor's desk, what they cover at the most."""
        with reading(self.engine) as connection:
            if self._role and self._units is not None:
                policies.restrict(connection, self._role, self._units)
            yield connection

    @property
    def labels(self) -> Mapping[str, str]:
        """The latest name of each unit by its code, as the registry was when last looked at."""
        return self._union.labels if self._union is not None else {}

    @property
    def four_eyes(self) -> bool:
        """Whether some campaign asks for a second person, as the registry was when last looked at."""
        return self._union is not None and self._union.four_eyes

    def of(self, scope: Scope) -> Desk:
        """The same desk with a visitor at it."""
        mine = copy(self)
        mine._units = (policies.EVERYTHING,) if self._covers_all(scope) else scope.units
        return mine

    def _covers_all(self, scope: Scope) -> bool:
        return self._union is not None and scope.units >= self._union.structure.codes

    def refresh(self, connection: Connection) -> None:
        """Bring the worklist up to date, which is one for all visitors and shows each their own."""
        if self._role and self._units is not None:
            with policies.lifted(connection, self._role):
                self.worklist.refresh(connection)
        else:
            self.worklist.refresh(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One unit of work, committed when the block ends; a night at work is waited for, not stumbled over."""
        with writing(self.engine) as connection:
            in_turn(connection)
            yield connection

    def jot(self, note: Callable[[Connection], None]) -> None:
        """Write something down that no page waits for: left out while another writer is at work."""
        with suppress(Locked), writing(self.engine, wait=False) as connection:
            note(connection)

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """A unit of work of which nothing stays: what would be is what will be."""
        try:
            with self.writing() as connection:
                yield connection
                raise _Tried
        except _Tried:
            pass

    def union(self, connection: Connection) -> Union:
        """The registry now; read again when a load has changed it."""
        load_no = registry.latest(connection) or 0
        with self._lock:
            if self._union is None or self._union.load_no != load_no:
                known = registry.current(connection, load_no or None)
                labels = {unit.unit_code: unit.name for unit in known.units}
                campaigns = {one.campaign_code: one.name for one in known.campaigns}
                four_eyes = any(one.four_eyes for one in known.campaigns)
                self._union = Union(load_no, known, Structure(known), UnitNames(known), labels, campaigns, four_eyes)
                self._scopes = {}
            return self._union

    def scope(self, connection: Connection, unit_code: str) -> Scope:
        """Whose data somebody of a unit may see."""
        union = self.union(connection)
        with self._lock:
            if (unit_code, today()) not in self._scopes:
                self._scopes[unit_code, today()] = Scope(union.registry, union.structure, unit_code, today())
            return self._scopes[unit_code, today()]


class _Tried(Exception):
    """Ends a unit of work that was only tried."""


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
