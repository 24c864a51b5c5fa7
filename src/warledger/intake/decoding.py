"""Bytes to text: UTF-8 first, any other encoding detected, binary refused."""

from charset_normalizer import from_bytes

from warledger.intake.problem import Problem

MAX_BYTES = 5_000_000
"""The largest report, in bytes of its input."""

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"Rar!")
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
_SAMPLE = 64_000


def decode(data: bytes, where: str) -> tuple[str | None, list[Problem]]:
    """The text of an input and what is to be said about it; the text is null where it cannot be read."""
    if not data.strip():
        return None, [Problem(where, "it is empty")]
    if len(data) > MAX_BYTES:
        return None, [
            Problem(
                where,
                f"it has {len(data):,} bytes, more than the {MAX_BYTES:,} of one report; split it into its stories",
            )
        ]
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, encoding, where)
    if data.startswith(_MAGIC) or b"\x00" in data[:_SAMPLE] or _mostly_control(data[:_SAMPLE]):
        return None, [Problem(where, "it is a binary file, not text or HTML; extract its text first")]
    try:
        return plain_newlines(data.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        return _detect(data, where)


def _mostly_control(sample: bytes) -> bool:
    return sum(b in _CONTROL for b in sample) > 0.02 * len(sample)


def _decode_as(data: bytes, encoding: str, where: str) -> tuple[str | None, list[Problem]]:
    try:
        return plain_newlines(data.decode(encoding)), [_other_encoding(where, encoding)]
    except UnicodeDecodeError:
        return None, [
            Problem(where, f"its first bytes announce {encoding}, but it cannot be decoded so; save it as UTF-8")
        ]


def _detect(data: bytes, where: str) -> tuple[str | None, list[Problem]]:
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None, [Problem(where, "its encoding cannot be told; save it as UTF-8")]
    try:
        return plain_newlines(data.decode(best.encoding)), [_other_encoding(where, best.encoding)]
    except UnicodeDecodeError:
        return None, [Problem(where, f"it looks like {best.encoding} but cannot be decoded so; save it as UTF-8")]


def _other_encoding(where: str, encoding: str) -> Problem:
    return Problem(where, f"it is not UTF-8; read as {encoding}", "warning")


def plain_newlines(text: str) -> str:
    """CRLF as LF; nothing else is changed, for offsets count what is left."""
    return text.replace("\r\n", "\n")


def without_surrogates(text: str) -> str:
    """Lone surrogates, which no encoding can carry, as U+FFFD; the length stays."""
    if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
