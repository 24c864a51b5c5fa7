"""Keys under which spellings of one place name meet.

``fold`` makes press spellings equal that differ in diacritics, apostrophes, articles, hyphens and case;
``loose`` goes further, to the consonants that transliterations of Arabic, Cyrillic and Persian agree on.
"""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'`´‘’ʻʼʽʾʿˈ′"
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")
_NOT_LETTERS = re.compile(r"[^\w]+|_")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a"}
)

ARTICLES = frozenset("al el ar as ash at ad az an ath adh the".split())
"""Arabic articles with the assimilated forms, and English "the"."""

EZAFE = frozenset({"e", "i", "ye", "yi"})
"""What joins two words of a Persian name, spelt in several ways ("Mazar-i-Sharif", "Mazar-e Sharif")."""

FIXED = {"saint": "st", "sainte": "st", "mount": "mt", "fort": "ft"}
"""Words that the press writes both in full and short."""

REGION_WORDS = frozenset(
    "province governorate oblast district county state region prefecture department departamento raion rayon "
    "municipality canton republic territory division krai subdistrict muhafazah wilaya voivodeship emirate "
    "provinces governorates regions districts states counties parish commune".split()
)
"""Words that tell the level of an administrative region and are often left out."""

FACILITY_WORDS = frozenset(
    "airport airbase airfield airstrip base dam bridge crossing refinery field camp hospital prison island road highway "
    "checkpoint junction barracks port mine mountain mountains hill hills province governorate oblast facility plant "
    "outpost headquarters factory citadel castle square silos depot college academy school university district "
    "neighborhood neighbourhood quarter valley lake river forest desert university market mosque church".split()
)
"""Nouns that make a place of their own of the name before them: "Tabqa Dam" is another place than Tabqa."""


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """The key of a name: lower case, no diacritics, apostrophes, hyphens or articles; empty for a name without letters."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name).lower()).translate(_LETTERS)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = [FIXED.get(w, w) for w in _NOT_LETTERS.sub(" ", plain).split()]
    words = [w for i, w in enumerate(words) if w not in EZAFE or i in {0, len(words) - 1}]
    kept = [w for i, w in enumerate(words) if w not in ARTICLES or (i + 1 == len(words) and i == 0)]
    return " ".join(kept or words)


_LOOSE = [
    (re.compile(pattern), to)
    for pattern, to in (
        ("tsch|tch|ch|sch|sh", "s"),
        ("kh|gh", "h"),
        ("dh|th", "d"),
        ("zh|dj|j", "g"),
        ("ph", "f"),
        ("ck|q|c", "k"),
        ("x", "ks"),
        ("t", "d"),
        ("p", "b"),
        ("z", "s"),
        ("[aeiouyw]+", ""),
        ("h\\b", ""),
        (r"(.)\1+", r"\1"),
    )
]


@lru_cache(maxsize=50_000)
def loose(key: str) -> str:
    """The consonant skeleton of a folded key; empty where under two consonants are left (too little to tell names apart)."""
    out = key
    for pattern, to in _LOOSE:
        out = pattern.sub(to, out)
    out = out.replace(" ", "")
    initial = "a" if key[:1] in "aeiou" else ""
    return initial + out if len(out) >= 2 else ""


def without_region_words(key: str) -> str:
    """A folded key without words such as "province"; the key itself if nothing else is in it."""
    kept = [w for w in key.split() if w not in REGION_WORDS]
    while kept and kept[0] == "of":
        kept = kept[1:]
    return " ".join(kept) or key


def is_latin(name: str) -> bool:
    """Whether every letter is of the Latin script, which all English press spellings are."""
    return all(ord(c) < 0x250 or not c.isalpha() or 0x1E00 <= ord(c) < 0x1F00 or 0x2B0 <= ord(c) < 0x300 for c in name)
