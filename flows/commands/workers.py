"""``thidua workers``: one worker with evidence, and the matching engine on any list of persons."""

from __future__ import annotations

import typer

from flows.commands import judging, matching, showing

app = typer.Typer(help="Persons and who is who.", no_args_is_help=True)
app.command("show")(showing.show)
app.command("why")(showing.why)
app.command("queue")(showing.queue)
app.command("choose")(showing.choose)
app.command("match")(matching.match)
app.command("judge")(judging.judge)
app.command("merge")(judging.merge)
app.command("unmerge")(judging.unmerge)
app.command("withdraw")(judging.withdraw)
app.command("judgements")(judging.judgements)
