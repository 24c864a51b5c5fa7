"""The ``warledger`` command and its subcommands."""

import signal
import sys

import typer

from warledger.accounts.points import PointError
from warledger.cli.decide import decide_app
from warledger.cli.decisions import decisions, redact
from warledger.cli.gazetteer import gazetteer_app
from warledger.cli.incidents import incident, incidents
from warledger.cli.ledger import add, demo, verify
from warledger.cli.places import places
from warledger.cli.questions import control, diff, history, sieges
from warledger.cli.read import read
from warledger.cli.report import report
from warledger.cli.reread import reread
from warledger.cli.sources import sources
from warledger.gazetteer.layers import LayerError
from warledger.journal.decisions import DecisionError
from warledger.journal.sources import SourceError
from warledger.parties.registry import RegistryError
from warledger.reading.frames import FrameError
from warledger.reading.model import ModelError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A ledger of war: news reports in, sourced statements out - who holds what, what happened there, who says so.",
)
app.command()(read)
app.command()(places)
for command in (
    add,
    demo,
    control,
    history,
    incidents,
    incident,
    sieges,
    diff,
    report,
    sources,
    decisions,
    redact,
    reread,
    verify,
):
    app.command()(command)
app.add_typer(decide_app, name="decide")
app.add_typer(gazetteer_app, name="gazetteer")


def main() -> None:
    """Run the command line; errors a user can mend are one line on standard error."""
    signal.signal(signal.SIGTERM, _end)  # so that half files are cleared away
    if REPEATS:
        signal.signal(signal.SIGALRM, _end)
    try:
        app()
    except (
        ModelError,
        RegistryError,
        FrameError,
        LayerError,
        PointError,
        SourceError,
        DecisionError,
        OSError,
    ) as problem:
        print(f"error: {_said(problem)}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
    finally:
        if REPEATS:
            signal.setitimer(signal.ITIMER_REAL, 0)


AGAIN_S = 0.5
"""How long a command told to end may go on before it is told again."""


REPEATS = hasattr(signal, "setitimer")
"""Whether the system can tell it again (Windows cannot)."""


def _end(*_: object) -> None:
    """Leave, and be told again where that was lost: what is raised while an object is being cleared away goes nowhere."""
    if REPEATS:
        signal.setitimer(signal.ITIMER_REAL, AGAIN_S)
    sys.exit(128 + signal.SIGTERM)


def _said(problem: Exception) -> str:
    """An error in the user's words: of the system's own ones the file and what is wrong with it."""
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.filename or 'the output cannot be written'}: {problem.strerror}"
    return str(problem)
