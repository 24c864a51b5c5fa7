"""Running the command line as a user does, in a process of its own."""

import subprocess
import sys


def warledger(*arguments: str) -> None:
    """Run ``warledger`` with some arguments; raises CalledProcessError if it fails."""
    subprocess.run([sys.executable, "-c", "from warledger.cli import main; main()", *arguments], check=True)
