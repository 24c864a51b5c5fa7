"""Where the ledger is that a command means."""

import os
from pathlib import Path
from typing import Annotated

import platformdirs
import typer


def default_ledger() -> str:
    """Where the ledger is: the setting WARLEDGER_LEDGER, else a file in the user's data directory."""
    return os.environ.get("WARLEDGER_LEDGER") or str(Path(platformdirs.user_data_dir("warledger")) / "ledger.sqlite")


Where = Annotated[
    str, typer.Option("--ledger", default_factory=default_ledger, help="The ledger: a file, or a database URL.")
]
