"""HTML pages: the story's text and what the page says about itself; scripts and styles never reach the text."""

import logging
import re
from dataclasses import dataclass
from typing import Any

import trafilatura
from lxml import html as lxml_html

_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p|meta|section|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's story: its text and, where the page gives them, title, address, publisher, author and date (ISO)."""

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None


def is_html(text: str) -> bool:
    """Whether a text is an HTML page or a piece of one."""
    return bool(_LOOKS_LIKE_HTML.match(text[:3000]))


def read_page(source: str) -> Page | None:
    """The story of a page; null where it holds no words."""
    found: Any = trafilatura.bare_extraction(
        source, include_comments=False, include_tables=True, with_metadata=True, favor_recall=True
    )
    text = (found.text or "").strip() if found else ""
    if len(text) < 40:
        text = _all_words(source)
    if not text:
        return None
    if found is None:
        return Page(text)
    return Page(text.replace("\n", "\n\n"), found.title, found.url, found.sitename, found.author, found.date)


def _all_words(source: str) -> str:
    """Every visible word, for pages too small for the extractor."""
    try:
        tree = lxml_html.fromstring(source)
    except (ValueError, lxml_html.etree.ParserError):
        return ""
    for node in tree.xpath("//script|//style|//noscript|//template|//head"):
        node.drop_tree()
    for block in tree.iter("p", "div", "h1", "h2", "h3", "li", "br", "tr", "blockquote"):
        block.tail = "\n\n" + (block.tail or "")
    return _BLOCK.sub("\n\n", tree.text_content()).strip()
