"""``thidua serve``: the stewardship workbench, for browsers."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.console import STDERR, Failure, settings_of
from runtime.settings import export
from warehouse.session import open_engine
from warehouse.upgrade import require_current

APPLICATION = "stewardship.app:create"


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="Address to listen on; another than this machine's needs TLS before it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8321,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="Believe the scheme and address that a proxy on this machine tells.")
    ] = False,
) -> None:
    """Serve the workbench until it is stopped."""
    settings = settings_of(context)
    engine = open_engine(settings.warehouse)
    require_current(engine)
    engine.dispose()
    export(settings)
    # Imported here: no other command needs a web server, and each would pay for it at every start.
    import uvicorn

    from flows.commands.vendored import missing

    gone = missing()
    if gone:
        raise Failure(f"the browser's libraries are not set up ({', '.join(gone)}): run `make web` (needs Node.js)")
    STDERR.print(f"http://{host}:{port}/ · Ctrl+C dừng (stops)", highlight=False)
    uvicorn.run(
        APPLICATION, factory=True, host=host, port=port, log_level="warning", access_log=False, server_header=False,
        proxy_headers=behind_proxy, forwarded_allow_ips="127.0.0.1" if behind_proxy else None,
    )  # fmt: skip
