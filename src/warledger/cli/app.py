"""The ``warledger`` command and its subcommands."""

import signal
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS = {
    "read": "read",
    "places": "places",
    "add": "ledger",
    "demo": "ledger",
    "control": "questions",
    "history": "questions",
    "incidents": "incidents",
    "incident": "incidents",
    "sieges": "questions",
    "diff": "questions",
    "territory": "territory",
    "report": "report",
    "sources": "sources",
    "decide": "decide",
    "decisions": "decisions",
    "redact": "decisions",
    "reread": "reread",
    "serve": "serve",
    "verify": "ledger",
    "gazetteer": "gazetteer",
    "user": "user",
}
"""Each command with the module that it stands in, which is loaded when the command is called: a question need not wait for
the reader's modules."""


class Commands(TyperGroup):
    """The subcommands, loaded one by one. Its types are those of the click that typer carries inside."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order in which help lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One of them; null where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"warledger.cli.{COMMANDS[cmd_name]}"), cmd_name)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            alone.command(cmd_name)(found)
            found = alone
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A ledger of war: news reports in, sourced statements out - who holds what, what happened there, who says so.",
)


@app.callback()
def _warledger() -> None:
    pass


def main() -> None:
    """Run the command line; errors a user can mend are one line on standard error."""
    signal.signal(signal.SIGTERM, _end)  # so that half files are cleared away
    if REPEATS:
        signal.signal(signal.SIGALRM, _end)
    try:
        app()
    except _mendable() as problem:
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


def _mendable() -> tuple[type[Exception], ...]:
    """Errors that a user can mend."""
    modules = {"reading.model": "ModelError", "parties.registry": "RegistryError", "reading.frames": "FrameError",
               "gazetteer.layers": "LayerError", "accounts.points": "PointError", "journal.sources": "SourceError",
               "journal.decisions": "DecisionError", "publish.colours": "ColourError"}  # fmt: skip
    loaded = (getattr(sys.modules.get(f"warledger.{name}"), error, None) for name, error in modules.items())
    return (OSError, *(error for error in loaded if error is not None))


def _said(problem: Exception) -> str:
    """An error in the user's words: of the system's own ones the file and what is wrong with it."""
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.filename or 'the output cannot be written'}: {problem.strerror}"
    return str(problem)
