"""The place of a date line: where a report was written ("BEIRUT, 3 May (Wire) - ")."""

import re

from warledger.reading.story import PlaceName, Story
from warledger.reading.syntax import is_verb

_DATE_LINE = re.compile(r"[^\n.;:]{0,60}?\s?(?: -|--|–|—)\s")
"""What follows the place of a date line ("Damascus - ", "BEIRUT, 3 May (Wire) - ")."""


def is_of_date_line(story: Story, name: PlaceName) -> bool:
    """Whether a place is that of a date line: it says where the report was written."""
    first = story.doc[name.start]
    opens = name.start == 0 or (story.doc[name.start - 1].is_space and "\n" in story.doc[name.start - 1].text)
    last = story.doc[name.end - 1]
    line = _DATE_LINE.match(story.text, last.idx + len(last)) if opens else None
    return line is not None and not any(is_verb(t) for t in story.doc[first.i : first.sent.end] if t.idx < line.end())
