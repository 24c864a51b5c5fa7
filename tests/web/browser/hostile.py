"""A report that means harm, and what looks in a page for its having come through."""

from pathlib import Path

from building import control, party, place, span, strike
from warledger.journal.store import open_ledger
from warledger.record.report import Report
from web.conftest import claim

OVERRIDE = "\u202e"
"""Writes what follows from right to left: "exe.gpj" after it reads as "jpg.exe"."""

HOSTILE = (
    '<script>window.ran=1</script><img src=x onerror="window.ran=1;alert(1)"> [a](javascript:window.ran=1) '
    f"</textarea></title><svg onload=window.ran=1> \"' onfocus=window.ran=1 autofocus {OVERRIDE}gpj.exe"
)

RAN = "window.ran"

RUNNING = """() => [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes]
  .filter((a) => a.name.startsWith("on") || a.value.trim().toLowerCase().startsWith("javascript:"))
  .map((a) => `${e.tagName} ${a.name}=${a.value}`))"""
"""Attributes that run, or lead to what runs."""

TURNED = """(override) => {
  const scope = (e) => /isolate|plaintext/.test(getComputedStyle(e).unicodeBidi) ? e : scope(e.parentElement);
  const whole = "article.text, blockquote, textarea, option";
  const words = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) if (walk.currentNode.data.trim()) found.push(walk.currentNode);
    return found;
  };
  return words(document.body).filter((node) => node.data.includes(override)).flatMap((node) => {
    if (node.parentElement.closest(whole)) return [];
    const beside = words(scope(node.parentElement));
    return beside.slice(beside.indexOf(node) + 1).map((after) => `${after.data.trim()} after ${node.parentElement.outerHTML}`);
  });
}"""
"""Words of the page's own that an override turns, as nothing keeps it in what it came with."""


def post_hostile(path: Path) -> None:
    """A ledger of one report, hostile in all that a report brings, with statements of all its kinds of words."""
    report = Report(
        text=HOSTILE,
        story=HOSTILE,
        id=HOSTILE,
        title=HOSTILE,
        url=f"javascript:{HOSTILE}",
        publisher=HOSTILE,
        author=HOSTILE,
        published="2016-04-01",
        language="en",
    )
    where = {"place": place(HOSTILE, precision="exact", lat=35.0, lon=38.0, admin1=HOSTILE), "quote": span(HOSTILE)}
    parties = party("gainer", "islamic-state"), party("loser", "syrian-government")
    told = [
        control(report, "x", "2016-03-31", "gained", *parties, **where),
        control(report, "x", "2016-03-10", "besieged", party("besieger", "syrian-government"), **where),
        strike(report, "x", "2016-03-31", 3, parties=(party("actor", HOSTILE), party("target", HOSTILE)), **where),
        claim(report, HOSTILE, HOSTILE),
    ]
    with open_ledger(str(path)) as ledger:
        ledger.post(report, told, reader="test")
