"""The command ``thidua``: arguments in, one clear line of error or one document out (contract §1)."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import click
import typer

from flows.commands import (
    check,
    init,
    models,
    nightly,
    publications,
    rejects,
    replay,
    report,
    sample,
    serve,
    stewards,
    template,
    units,
    workers,
)
from flows.console import Failure, Options, explain
from runtime.logs import mask, set_up
from runtime.settings import Settings

app = typer.Typer(
    name="thidua",
    help="Consolidates emulation and commendation submissions of trade unions into figures that trace to their cells.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("init")(init.init)
app.command("nightly")(nightly.nightly)
app.command("check")(check.check)
app.command("sample")(sample.sample)
app.command("template")(template.template)
app.command("report")(report.report)
app.command("replay")(replay.replay)
app.command("serve")(serve.serve)
app.add_typer(rejects.app, name="rejects")
app.add_typer(workers.app, name="workers")
app.add_typer(models.app, name="models")
app.add_typer(publications.app, name="publications")
app.add_typer(units.app, name="units")
app.add_typer(stewards.app, name="stewards")


@app.callback()
def options(
    context: typer.Context,
    warehouse: Annotated[str | None, typer.Option(help="URL of the warehouse (THIDUA_WAREHOUSE).")] = None,
    landing: Annotated[str | None, typer.Option(help="Folder or s3:// of the landed files (THIDUA_LANDING).")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error and more of the log.")] = False,
) -> None:
    """Take the options that every command shares."""
    set_up(verbose=debug)
    given = {name: value for name, value in (("warehouse", warehouse), ("landing", landing)) if value}
    context.obj = Options(Settings().model_copy(update=given), debug)


def main() -> None:
    """Run the command line; errors become one line on stderr and an exit code, never a traceback."""
    debug = "--debug" in sys.argv
    try:
        code = app(standalone_mode=False)
    except click.exceptions.Abort:
        code = _fail("stopped by the user", 130)
    except click.ClickException as error:
        code = _fail(f"{error.format_message()} (see --help)", error.exit_code)
    except Failure as failure:
        code = _fail(str(failure), failure.exit_code)
    except BrokenPipeError:
        code = 0
    except Exception as error:  # noqa: BLE001 - the top edge: a person reads this line, --debug shows the rest
        if debug:
            traceback.print_exc()
        code = _fail(explain(error), 1)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int) -> int:
    print(f"thidua: {mask(message)}", file=sys.stderr)  # noqa: T201
    return code


if __name__ == "__main__":
    main()
