"""Row-level security on PostgreSQL: a second door behind the workbench's own, shut unless a scope opens it.

Migration 0017 gives the tables with personal data a policy that compares a row's units with a setting of the
transaction. Whoever owns the tables (nights, decisions) is not concerned; a reading transaction of the workbench takes
a role that is. Without the setting that role sees nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from warehouse.session import WarehouseUnavailable

EVERYTHING = "*"
_SETTING = "thidua.units"


def restrict(conn: Connection, role: str, units: Collection[str]) -> None:
    """Read as a role, rows of some units alone, until the transaction ends."""
    given = {"setting": _SETTING, "units": ",".join(sorted(units)), "role": role}
    conn.execute(text("SELECT set_config(:setting, :units, true), set_config('role', :role, true)"), given)


@contextmanager
def lifted(conn: Connection, role: str) -> Iterator[None]:
    """Read as the owner for a block: for what is kept of all rows without showing any."""
    conn.execute(text("SELECT set_config('role', 'none', true)"))
    yield
    conn.execute(text("SELECT set_config('role', :role, true)"), {"role": role})


def require(conn: Connection, role: str) -> None:
    """Raise ``WarehouseUnavailable`` where the role cannot be taken, or is above the policies."""
    try:
        restrict(conn, role, ())
        seen = conn.execute(text("SELECT row_security_active('entry'), (SELECT count(*) FROM entry)")).one()
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise WarehouseUnavailable(
            f"cannot read as the role {role}: {reason}; make it as docs/operators.md says, or unset THIDUA_DESK_ROLE"
        ) from None
    if not seen[0] or seen[1]:
        raise WarehouseUnavailable(f"the role {role} is above row-level security: take one that owns nothing")
