"""A party's territory over time as a chart (SVG) that needs nothing from outside and follows the reader's light or dark."""

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import Any, Literal

from warledger.accounts.territory import Extent, only

WIDTH, HEIGHT = 640, 130
"""Of one panel, in pixels."""

LIGHT = {"ink": "#1f2328", "soft": "#57606a", "grid": "#d9dde2", "back": "#ffffff", "best": "#0b5c97"}
DARK = {"ink": "#e8eaed", "soft": "#a6adb6", "grid": "#3a4048", "back": "#15181c", "best": "#7cc0f5"}
"""Colours of text, lesser text, grid, ground and the party's figures; each text has a contrast of 4.5 to its ground or more."""

BAND_OPACITY = 0.28

MONTHS_FROM_DAYS = 300
"""A chart of more days has months on its axis; a shorter one, days."""

FONT = "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"


def territory_chart(party: str, extents: Sequence[Extent], source: str) -> str:
    """The chart as SVG text: places, people and land as shares of all that is counted, the best figure as a line in a band
    from low to high; ``source`` is the note below. Raises ValueError for fewer than two days."""
    if len(extents) < 2:
        raise ValueError("a chart needs at least two days")
    import vl_convert  # slow to load, and needed by this command only

    svg: str = vl_convert.vegalite_to_svg(_specification(party, extents, source))
    return _themed(svg, party, extents)


def _specification(party: str, extents: Sequence[Extent], source: str) -> dict[str, Any]:
    import altair as alt

    total = extents[-1].total
    panels = [
        _panel(extents, "places", f"Populated places, as a share of {total.places:,}"),
        _panel(extents, "people", f"People where known, as a share of {_millions(total.people)}"),
        _panel(extents, "km2", f"Land around the places, as a share of {round(total.km2, -2):,.0f} km²"),
    ]
    first, last = (dt.date.fromordinal(extents[i].day).isoformat() for i in (0, -1))
    chart = alt.vconcat(*panels, spacing=18).properties(
        title=alt.TitleParams(
            text=f"What {party} held, {first} to {last}",
            subtitle=["Line: best figure. Band: low to high. Dotted: no holder known.", source],
            anchor="start",
            fontSize=18,
            subtitleFontSize=12,
            subtitleLineHeight=17,
            offset=14,
        )
    )
    configured = (
        chart.configure(font=FONT, background=LIGHT["back"], padding=16)
        .configure_view(strokeWidth=0)
        .configure_title(color=LIGHT["ink"], subtitleColor=LIGHT["soft"])
        .configure_axis(
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelColor=LIGHT["soft"],
            titleColor=LIGHT["soft"],
            tickColor=LIGHT["grid"],
            domainColor=LIGHT["grid"],
        )
    )
    specification: dict[str, Any] = configured.to_dict()
    return specification


def _millions(people: int) -> str:
    return f"{people / 1e6:.2f} million" if people >= 1e6 else f"{people:,}"


def _panel(extents: Sequence[Extent], part: Literal["places", "people", "km2"], title: str) -> Any:
    import altair as alt

    rows = [_row(e, part) for e in extents]
    form = "%b %Y" if extents[-1].day - extents[0].day > MONTHS_FROM_DAYS else "%-d %b %Y"
    day = alt.X("day:T", title=None, axis=alt.Axis(grid=False, format=form, labelOverlap=True, tickCount=7))
    axis = alt.Axis(format="%", tickCount=4, gridColor=LIGHT["grid"], domain=False, titlePadding=8)
    scale = alt.Scale(domain=[0, 1])
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=day).properties(width=WIDTH, height=HEIGHT)
    base = base.properties(
        title=alt.TitleParams(text=title, anchor="start", fontSize=13, fontWeight="normal", offset=6)
    )
    share = alt.Y("low:Q", title="share held", axis=axis, scale=scale)
    band = base.mark_area(interpolate="step-after", color=LIGHT["best"], opacity=BAND_OPACITY).encode(
        y=share, y2=alt.Y2("high:Q")
    )
    best = base.mark_line(interpolate="step-after", color=LIGHT["best"], strokeWidth=2.2).encode(
        y=alt.Y("best:Q", title="share held", axis=axis, scale=scale)
    )
    unknown = base.mark_line(interpolate="step-after", color=LIGHT["soft"], strokeWidth=1.4, strokeDash=[2, 3]).encode(
        y=alt.Y("unknown:Q", title="share held", axis=axis, scale=scale)
    )
    return band + unknown + best


def _row(extent: Extent, part: Literal["places", "people", "km2"]) -> dict[str, Any]:
    low, best, high, unknown, total = only(extent, part)
    shares = {"low": low, "best": best, "high": high, "unknown": unknown}
    day = dt.date.fromordinal(extent.day).isoformat()
    return {"day": day, **{name: value / total if total else 0.0 for name, value in shares.items()}}


def _themed(svg: str, party: str, extents: Sequence[Extent]) -> str:
    """The chart with a name and a description for those who cannot see it, and with dark colours for a dark page."""
    dark = [
        f'rect[fill="{LIGHT["back"]}"]{{fill:{DARK["back"]}}}',
        f'text[fill="{LIGHT["ink"]}"]{{fill:{DARK["ink"]}}}',
        f'text[fill="{LIGHT["soft"]}"]{{fill:{DARK["soft"]}}}',
        f'[stroke="{LIGHT["grid"]}"]{{stroke:{DARK["grid"]}}}',
        f'[stroke="{LIGHT["soft"]}"]{{stroke:{DARK["soft"]}}}',
        f'[stroke="{LIGHT["best"]}"]{{stroke:{DARK["best"]}}}',
        f'path[fill="{LIGHT["best"]}"]{{fill:{DARK["best"]}}}',
    ]
    style = f"<style>@media (prefers-color-scheme: dark){{{''.join(dark)}}}</style>"
    first, last = extents[0], extents[-1]
    told = (
        f"{party} held {first.best.places} of {first.total.places} places on {dt.date.fromordinal(first.day)} and "
        f"{last.best.places} ({last.low.places} to {last.high.places}) on {dt.date.fromordinal(last.day)}."
    )
    head, opened, rest = svg.partition(">")
    named = f"<title>{escape(f'Territory of {party}')}</title><desc>{escape(told)}</desc>"
    return f'{head} role="img"{opened}{named}{style}{rest}'
