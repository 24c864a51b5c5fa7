"""Whether a text can tell of armed conflict at all, at the price of one pass of a regular expression."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], int, int]:
    content = tomllib.loads((files("warledger.reading") / "frames" / "relevance.toml").read_text(encoding="utf-8"))
    plain, shared = (
        re.compile(r"\b(?:" + "|".join(map(re.escape, content[k])) + ")", re.IGNORECASE) for k in ("plain", "shared")
    )
    return plain, shared, content["enough_plain"], content["enough_shared"]


def tells_of_conflict(text: str) -> bool:
    """Whether enough different words of conflict occur in a text."""
    plain, shared, enough_plain, enough_shared = _words()
    found = {m[0].lower() for m in plain.finditer(text)}
    if len(found) >= enough_plain:
        return True
    return bool(found) and len({m[0].lower() for m in shared.finditer(text)}) >= enough_shared // 2
