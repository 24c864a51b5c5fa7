"""The table below the map: every place with its holder and, folded away, the words for and against."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby

from warledger.accounts.evidence import iso_day
from warledger.publish.control_rows import Row, Word
from warledger.publish.figures import chance

HEADS = ("Place", "Holder", "Since", "Probability", "Last confirmed", "In whose words")


def table(
    rows: Sequence[Row], parties: Mapping[str, str], country_name: Callable[[str], str], dots: Mapping[str, str]
) -> str:
    """The table of rows that are in order of country; ``dots`` has the mark of each party, and of none under ""."""
    heads = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in HEADS)
    numbered = enumerate(rows, start=1)
    bodies = []
    for country, group in groupby(numbered, key=lambda pair: pair[1].country):
        lines = "".join(_row(i, row, parties, dots) for i, row in group)
        name = escape(country_name(country) if country else "Country not known")
        title = f'<tr class="country" role="row"><th scope="rowgroup" role="rowheader" colspan="{len(HEADS)}">{name}</th></tr>'
        bodies.append(f'<tbody role="rowgroup">{title}{lines}</tbody>')
    return (
        '<section aria-labelledby="places"><h2 id="places">All places</h2>\n<table role="table">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>{"".join(bodies)}</table></section>\n'
    )


def _row(number: int, row: Row, parties: Mapping[str, str], dots: Mapping[str, str]) -> str:
    name = f"{escape(row.name)} <small>{escape(row.unsaid_kind)}</small>" if row.unsaid_kind else escape(row.name)
    besieged = (
        f" <small>besieged{escape(f' by {row.besieger}') if row.besieger else ''}</small>"
        if row.besieger is not None
        else ""
    )
    dot = dots[row.party or ""]
    holder = escape(parties[row.party]) if row.party else "unclear"
    cells = [
        f"{dot} {holder}",
        iso_day(row.since),
        chance(row.probability) if row.party else "",
        f'<span class="{"old" if row.stale else "fresh"}">{age_words(row.age)}</span>',
        _words(row.words),
    ]
    told = "".join(
        f'<td role="cell" data-head="{head}">{cell}</td>' for head, cell in zip(HEADS[1:], cells, strict=True)
    )
    return f'<tr id="p{number}" role="row"><th scope="row" role="rowheader">{name}{besieged}</th>{told}</tr>\n'


def _words(words: Sequence[Word]) -> str:
    if not words:
        return "none of these days"
    counted = {side: [w for w in words if w.side == side] for side in ("for", "against", "said")}
    summary = ", ".join(
        f"{len(told)} {'statement' + 's' * (len(told) > 1) if side == 'said' else side}"
        for side, told in counted.items()
        if told
    )
    lists = "".join(
        f"{'' if side == 'said' else f'<h3>{side.title()}</h3>'}<ul>{''.join(_word(w) for w in told)}</ul>"
        for side, told in counted.items()
        if told
    )
    return f"<details><summary>{summary}</summary>{lists}</details>"


def _word(word: Word) -> str:
    source = ", ".join(filter(None, (word.publisher, word.published)))
    return (
        f'<li><q dir="auto">{escape(" ".join(word.text.split()))}</q> <span class="source">{escape(source)}; read as: '
        f"{escape(word.says)} on {iso_day(word.day)}{', by an editor' if word.edited else ''}</span></li>"
    )


def age_words(age: int | None) -> str:
    """How long ago the last evidence was."""
    if age is None:
        return "only later"
    return "that day" if age == 0 else "1 day before" if age == 1 else f"{age:,} days before"


def day_words(day: int) -> str:
    """An ordinal as "15 May 2016"."""
    date = dt.date.fromordinal(day)
    return f"{date.day} {date:%B %Y}"
