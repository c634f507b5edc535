"""Pointers to other articles within and below a text: their places are no scenes."""

import re
from bisect import bisect_left

from monitor.judging.places import cues
from monitor.judging.places.scan import Text
from monitor.judging.tails import author_box

_MARKS = re.compile(r"[\W_]*")
_HEADLINE = 150
"""Longest headline in a list of other articles."""
_HEADLINES = 12
"""Most headlines in such a list."""
_CLOSED = (".", "”", '"', "»")
"""How a sentence ends and a headline does not."""
_REACH = 400
"""Characters that a pointer to another article governs on its line."""
PATTERNS = (_MARKS,)
"""All of them, for the test of hostile texts."""


def cross_from(text: Text, sentence: int, links: list[int]) -> int:
    """Return where a pointer to another article begins; the end of the sentence without one.

    Args:
        text: Title or body.
        sentence: Index of the sentence.
        links: Offsets of the words that point to another article, in order.
    """
    start, end = text.spans[sentence]
    if text.part == "title":
        return end
    if start >= author_box(text.source) or _below_heading(text, start):
        return start
    line = max(text.source.rfind("\n", 0, start) + 1, start - _REACH)
    if cues.LINK_HEAD.match(text.folded, _words_from(text, line)):
        return start
    at = bisect_left(links, line)
    return max(start, links[at]) if at < len(links) and links[at] < end else end


def _below_heading(text: Text, start: int) -> bool:
    """Whether a line of its own such as "LEA TAMBIEN" stands above, and only headlines between."""
    end = text.source.rfind("\n", 0, start)
    for _ in range(_HEADLINES):
        begin = text.source.rfind("\n", 0, max(0, end)) + 1
        head = _words_from(text, begin)
        if 0 < end - head < 45 and cues.CROSS_LINK.match(text.folded, head):
            return True
        if begin == 0 or end - begin > _HEADLINE or text.folded.endswith(_CLOSED, begin, end):
            return False
        end = begin - 1
    return False


def _words_from(text: Text, line: int) -> int:
    """Return where the words of a line begin, behind marks such as a bullet."""
    marks = _MARKS.match(text.folded, line)
    return marks.end() if marks else line
