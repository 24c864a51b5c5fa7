"""Where a publisher is at home, as far as its address on the web shows: a town it names without more is rather one there."""

from urllib.parse import urlsplit

SOLD_TO_ALL = frozenset(
    "ac ai am cc cd co dj fm gg gl im io is la li ly me ms mu nu pn pw re sc sh so st su tk to tv vc ws".split()
)
"""Countries' domains that are much used by others; they count only under a level of their own (``com.ly``)."""

SECOND_LEVELS = frozenset("ac co com edu gov net org press news".split())

RENAMED = {"uk": "GB"}


def home_country(address: object) -> str | None:
    """The ISO alpha-2 code of the country in whose domain a web address lies; null for addresses of no country."""
    if not isinstance(address, str):
        return None
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    *rest, last = host.split(".")
    if len(last) != 2 or not last.isalpha() or not last.isascii() or not rest or last == "eu":
        return None
    if last in SOLD_TO_ALL and not (len(rest) > 1 and rest[-1] in SECOND_LEVELS):
        return None
    return RENAMED.get(last, last.upper())
