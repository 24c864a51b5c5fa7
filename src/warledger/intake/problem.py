"""What went wrong with an input, as a value."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read (``error``) or was read with a reservation (``warning``).

    ``where`` names the file, with the line where there is one; ``message`` says what is wrong and what to do.
    """

    where: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.message}"
