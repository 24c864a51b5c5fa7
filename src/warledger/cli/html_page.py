"""The story as a page with every statement highlighted: self-contained, offline, light and dark, everything escaped."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import IO

from warledger.cli.rows import title_of
from warledger.publish.marking import pieces_of
from warledger.publish.statement_words import day_text, headline, parties_text, toll_texts
from warledger.reading.reader import Reading
from warledger.record.statement import Statement


def write_html(readings: Iterable[Reading], out: IO[str]) -> None:
    """One page for all readings."""
    style = (files("warledger.cli") / "page.css").read_text(encoding="utf-8")
    out.write('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    out.write(
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Statements read by warledger</title>\n'
    )
    out.write(
        f"<style>\n{style}</style>\n</head>\n<body>\n<header><h1>Statements read</h1>{_legend()}</header>\n<main>\n"
    )
    for number, reading in enumerate(readings, start=1):
        out.write(_section(number, reading))
    out.write("</main>\n</body>\n</html>\n")


KINDS = {
    "control": "control of places",
    "event": "events",
    "access": "sieges and aid",
    "messaging": "messaging",
    "claim": "claims",
}


def _legend() -> str:
    marks = "".join(f'<li><mark class="{kind}">{label}</mark></li>' for kind, label in KINDS.items())
    return f'<ul class="legend" aria-label="Colours">{marks}<li class="furniture">page furniture</li></ul>'


def _section(number: int, reading: Reading) -> str:
    report = reading.report
    title = title_of(report)
    meta = " · ".join(escape(m) for m in (report.publisher, (report.published or "")[:10]) if m)
    items = "".join(_item(f"s{number}-{i}", s) for i, s in enumerate(reading.statements, start=1))
    listed = (
        f"<ol>{items}</ol>"
        if items
        else f"<p>Nothing to report: {escape(reading.silence or 'no statement found')}.</p>"
    )
    return (
        f'<section class="report" aria-labelledby="r{number}">\n<h2 id="r{number}">{escape(title)}</h2><p class="meta">{meta}</p>\n'
        f'<div class="columns"><article dir="auto">{_marked(number, reading)}</article>\n'
        f'<aside aria-label="Statements"><h3>{len(reading.statements)} statements</h3>{listed}</aside></div>\n</section>\n'
    )


def _marked(number: int, reading: Reading) -> str:
    """The text with marks; where quotes overlap, the shortest one gives the colour and all of them their link."""
    out = []
    for p in pieces_of(reading.report.text, reading.statements, reading.furniture):
        piece = escape(p.text)
        if not p.inside:
            out.append(f'<span class="furniture">{piece}</span>' if p.furniture else piece)
            continue
        anchors = "".join(f'<a id="s{number}-{n}-text"></a>' for n in p.opens)
        label = escape("; ".join(headline(reading.statements[n - 1]) for n in p.inside), quote=True)
        kind = reading.statements[p.shortest - 1].kind
        out.append(
            f'{anchors}<a class="jump" href="#s{number}-{p.shortest}" title="{label}"><mark class="{kind}">{piece}</mark></a>'
        )
    return "".join(out).replace("\n", "<br>")


def _item(anchor: str, s: Statement) -> str:
    facts = [f"{role}: {', '.join(names)}" for role, names in parties_text(s).items()] + toll_texts(s)
    if s.modality != "asserted":
        facts.append(s.modality)
    if s.attribution:
        facts.append("says " + ", according to ".join(a.speaker for a in s.attribution))
    listed = "".join(f"<li>{escape(f)}</li>" for f in facts)
    why = escape(f"{s.why.frame}: {', '.join(s.why.links)}")
    return (
        f'<li id="{anchor}" class="{s.kind}"><a href="#{anchor}-text"><strong>{escape(headline(s))}</strong></a> '
        f'<span class="when">{escape(day_text(s))}</span><ul>{listed}</ul>'
        f"<details><summary>why, confidence {s.confidence:.2f}</summary><p>{why}</p></details></li>"
    )
