"""The page with the map: what it shows, and that no text of a report becomes markup."""

import base64
import datetime as dt
import hashlib
import re
from html.parser import HTMLParser

from warledger.gazetteer.outlines import outlines
from warledger.publish.colours import default_palette
from warledger.publish.control_page import Page, control_page
from warledger.publish.control_rows import Row, Word
from warledger.publish.control_table import age_words
from warledger.publish.figures import chance
from warledger.publish.frame import frame_of
from warledger.publish.map_svg import opacity

DAY = dt.date(2016, 5, 15).toordinal()
HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def row(name: str, party: str | None = "islamic-state", **more: object) -> Row:
    values = {
        "country": "SY",
        "kind": "",
        "lat": 35.95,
        "lon": 39.01,
        "probability": 0.9,
        "since": DAY - 100,
        "age": 3,
        "besieger": None,
        "people": 1000,
        "words": (),
        "reports": 1,
    }
    return Row(name=name, party=party, **{**values, **more})  # type: ignore[arg-type]


def word(text: str = "they took it", side: str = "for", publisher: str = "Wire") -> Word:
    return Word(side, DAY - 3, "Islamic State holds it", text, publisher, "2016-05-12")  # type: ignore[arg-type]


def page(*rows: Row, parties: dict[str, str] | None = None) -> str:
    names = {"islamic-state": "Islamic State", "syrian-government": "Syrian government", **(parties or {})}
    shown = Page(DAY, "As known by now, from 1 report.", rows, names, lambda code: {"SY": "Syria"}.get(code, code))
    return control_page(shown, default_palette(), outlines())


class Tags(HTMLParser):
    """All start tags of a page with their attributes, and its text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_hostile_texts_stay_texts() -> None:
    hostile = row(HOSTILE, kind=HOSTILE, besieger=HOSTILE, words=(word(HOSTILE, publisher=HOSTILE),), country=HOSTILE)
    made = Tags(page(hostile, row("Raqqa", party=HOSTILE), parties={HOSTILE: HOSTILE}))
    assert not made.of("script") and not made.of("img")
    assert not [a for _, attributes in made.tags for a in attributes if a.startswith("on") or a == "style"]
    assert "".join(made.text).count("<script>alert(1)</script>") >= 6


def test_nothing_is_asked_of_the_outside_and_only_the_pages_own_style_applies() -> None:
    content = page(row("Raqqa", words=(word(),)))
    made = Tags(content)
    assert all((a["href"] or "").startswith("#") for a in made.of("a")) and not made.of("link")
    assert "url(" not in content and "@import" not in content
    policy = next(m["content"] or "" for m in made.of("meta") if m.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", content, re.S)
    assert style is not None and policy.startswith("default-src 'none'")
    assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in policy


def test_every_mark_leads_to_its_row_and_every_place_has_one() -> None:
    rows = [
        row("Raqqa"),
        row("Manbij", lat=36.5, lon=37.9),
        row("Somewhere", lat=None, lon=None),
        row("Raqqa", kind="region"),
    ]
    made = Tags(page(*rows))
    ids = [t["id"] for t in made.of("tr") if t.get("id")]
    assert ids == ["p1", "p2", "p3", "p4"]
    marks = [a for a in made.of("a") if a.get("aria-label")]
    assert sorted({str(a["href"]) for a in marks}) == ["#p1", "#p2"] and len(marks) == 3 * 2
    assert "2 without a position of their own" in "".join(made.text)


def test_the_legend_counts_what_is_shown() -> None:
    rows = [
        row("Raqqa"),
        row("Manbij", lat=36.5, lon=37.9, age=181),
        row("Palmyra", "syrian-government", lat=34.6, lon=38.3, besieger=""),
        row("Homs", None, lat=34.7, lon=36.7, age=None),
    ]
    text = re.sub(r"<[^>]+>", "", page(*rows).split("<figcaption>")[1].split("</figcaption>")[0])
    for words in (
        "Islamic State 2",
        "Syrian government 1",
        "holder unclear 1",
        "no report for 180 days 1",
        "besieged 1",
    ):
        assert words in text


def test_the_words_for_and_against_are_quoted_with_source_and_date() -> None:
    content = page(row("Raqqa", words=(word("they took it"), word("they left", "against"))))
    assert "1 for, 1 against" in content
    assert (
        "they took it</q>" in content and "Wire, 2016-05-12; read as: Islamic State holds it on 2016-05-12" in content
    )
    assert content.index("<h3>For</h3>") < content.index("they took it</q>") < content.index("<h3>Against</h3>")


def test_a_page_without_places_says_so() -> None:
    content = page()
    assert "Nothing is known" in content and '<svg class="map' not in content


def test_old_evidence_has_a_ring_and_a_besieged_place_another() -> None:
    fresh, old, around = (page(row("Raqqa", **more)) for more in ({}, {"age": 200}, {"besieger": ""}))
    drawn = [c.split("<figcaption>")[0].split("<figure>")[1] for c in (fresh, old, around)]
    assert ["dashed" in d for d in drawn] == [False, True, False]
    assert ['class="ring"' in d for d in drawn] == [False, False, True]


def test_words_for_figures() -> None:
    assert [chance(p) for p in (0.001, 0.5, 0.9999)] == ["1%", "50%", "99%"]
    assert [age_words(n) for n in (None, 0, 1, 1200)] == ["only later", "that day", "1 day before", "1,200 days before"]
    assert [opacity(p) for p in (0.2, 0.5, 1.0)] == [0.25, 0.25, 1.0]


def test_a_place_on_another_continent_does_not_shrink_the_map() -> None:
    here = [(35.0 + i / 10, 39.0) for i in range(10)]
    near, astray = frame_of(here, 1000, (400, 800)), frame_of([*here, (38.9, -77.0)], 1000, (400, 800))
    assert astray.scale > near.scale / 2
    (x, _) = astray.at([38.9], [-77.0])[0]
    assert x < 0
    inside = astray.at(*zip(*here, strict=True))
    assert all(0 < x < 1000 and 0 < y < astray.height for x, y in inside)
