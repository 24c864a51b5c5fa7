"""Who held what on a day, as one HTML page: a map and a table with the words behind it. It asks for nothing from outside
and runs no script; every text of a report or a registry is escaped."""

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from warledger.gazetteer.outlines import Polygon
from warledger.publish.colours import Look, Palette, Shape
from warledger.publish.control_rows import STALE_DAYS, Row
from warledger.publish.control_table import day_words, table
from warledger.publish.figures import chance
from warledger.publish.map_svg import BIG, MIDDLE, SHEETS, Mark, draw, on_map, opacity, stale, symbol

UNCLEAR = Look("#6b7280", "#9aa3ad", "#9aa3ad", "cross")
"""How a place without a named holder looks."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: the day (an ordinal), what it is known from (in words), the rows, the names of parties by id,
    and what gives that of a country by its code."""

    day: int
    known: str
    rows: Sequence[Row]
    parties: Mapping[str, str]
    country: Callable[[str], str]


def control_page(page: Page, palette: Palette, outlines: Mapping[str, Sequence[Polygon]]) -> str:
    """The page as HTML text."""
    counts = Counter(row.party for row in page.rows if row.party is not None)
    looks = palette.looks(counts)
    classes = {party: f"k{i}" for i, party in enumerate(sorted(looks))}
    marks = [
        Mark(
            number=i,
            row=row,
            style=classes[row.party] if row.party else "unclear",
            shape=looks[row.party].shape if row.party else UNCLEAR.shape,
            told=_told(row, page),
        )
        for i, row in enumerate(page.rows, start=1)
        if on_map(row)
    ]
    maps = "".join(draw(marks, outlines, page.country, sheet) for sheet in SHEETS) if marks else ""
    dots = {party: _dot(looks[party].shape, classes[party]) for party in looks} | {"": _dot("cross", "unclear")}
    style = (files("warledger.publish") / "data" / "map.css").read_text(encoding="utf-8") + _colours(classes, looks)
    title = f"Who held what on {day_words(page.day)}"
    return (
        f"{_head(title, style)}<body>\n<header><h1>{escape(title)}</h1>\n<p>{escape(page.known)} "
        f"{_found(page.rows)}</p></header>\n<main>\n"
        f'<a class="skip" href="#places">Skip the map</a>\n<figure>{maps}'
        f"<figcaption>{_legend(marks, page, looks, classes)}</figcaption></figure>\n"
        f"{table(page.rows, page.parties, page.country, dots)}</main>\n{FOOT}</body>\n</html>\n"
    )


FOOT = """<footer><p>A mark stands at the middle of a town or a site. It says who most likely held it, as a machine read
the reports; it says nothing of the land between. Marks that would hide each other are moved apart a little. Check the words
before you quote a line. The page records the past for understanding; it is no targeting aid.</p>
<p>Outlines: Natural Earth, public domain. Places: GeoNames, CC BY 4.0, and the project's own. No statement on any border is
meant.</p></footer>
"""


def _head(title: str, style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
    )


def _found(rows: Sequence[Row]) -> str:
    if not rows:
        return "Nothing is known of any place for this day."
    unclear = sum(row.party is None for row in rows)
    return f"{len(rows) - unclear} places have a likely holder; of {unclear} it is unclear."


def _told(row: Row, page: Page) -> str:
    """A mark in words: what a pointer shows and a screen reader says."""
    name = f"{row.name} ({row.unsaid_kind})" if row.unsaid_kind else row.name
    if row.party is None:
        return f"{name}: holder unclear"
    besieged = ", besieged" if row.besieger is not None else ""
    stale = ", old evidence" if row.stale else ""
    return f"{name}: {page.parties[row.party]}, {chance(row.probability)}{besieged}{stale}"


def _colours(classes: Mapping[str, str], looks: Mapping[str, Look]) -> str:
    """The style of each party's marks on a light and on a dark page; a printed page is light."""
    shown = [*((classes[party], look) for party, look in sorted(looks.items())), ("unclear", UNCLEAR)]
    light = "".join(f".{c}{{fill:{look.light};stroke:{look.light}}}" for c, look in shown)
    dark = "".join(f".{c}{{fill:{look.dark};stroke:{look.dark_edge}}}" for c, look in shown)
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}.unclear{{fill:none}}}}\n.unclear{{fill:none}}\n"


def _legend(marks: Sequence[Mark], page: Page, looks: Mapping[str, Look], classes: Mapping[str, str]) -> str:
    """What colours and forms mean, each with the number of marks that have it."""
    held = Counter(m.row.party for m in marks)
    items = [
        _item(symbol(looks[party].shape, 11, 11, 6.5, f'class="{classes[party]}"'), page.parties[party], count)
        for party, count in sorted(held.items(), key=lambda n: (-n[1], n[0] or ""))
        if party is not None
    ]
    if held[None]:
        items.append(_item(symbol("cross", 11, 11, 6, 'class="unclear"'), "holder unclear", held[None]))
    old = sum(m.row.stale and m.row.party is not None for m in marks)
    besieged = sum(m.row.besieger is not None for m in marks)
    signs = [
        _item(stale("circle", 11, 11, 6.2, "sign"), f"no report for {STALE_DAYS} days", old),
        _item(
            '<circle class="ring" cx="11" cy="11" r="8.5"/><circle class="sign" cx="11" cy="11" r="4.5"/>',
            "besieged",
            besieged,
        ),
        *(
            _item(f'<circle class="sign" fill-opacity="{opacity(p):.2f}" cx="11" cy="11" r="6"/>', text, None)
            for p, text in ((0.5, "even chance"), (0.75, "75%"), (1.0, "sure"))
        ),
        _item('<circle class="sign" cx="11" cy="11" r="4.8"/>', f"under {MIDDLE:,} people, or not known", None),
        _item('<circle class="sign" cx="11" cy="11" r="6.2"/>', f"{MIDDLE:,} or more", None),
        _item('<circle class="sign" cx="11" cy="11" r="8.2"/>', f"{BIG:,} or more", None),
        _item('<circle class="sign" cx="11" cy="11" r="3.4"/>', "base, dam, field, crossing", None),
    ]
    left = len(page.rows) - len(marks)
    note = f"<p>{left} without a position of their own are in the table only.</p>" if left else ""
    return f'<ul class="legend">{"".join(items)}</ul><ul class="legend signs">{"".join(signs)}</ul>{note}'


def _dot(shape: Shape, style: str) -> str:
    """A mark in a line of text."""
    drawn = symbol(shape, 6, 6, 4.4, f'class="{style}"')
    return f'<svg class="dot" viewBox="0 0 12 12" aria-hidden="true">{drawn}</svg>'


def _item(drawn: str, text: str, count: int | None) -> str:
    number = f" <b>{count}</b>" if count is not None else ""
    return f'<li><svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">{drawn}</svg> <span>{escape(text)}{number}</span></li>'
