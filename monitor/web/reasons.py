"""Why an article stands where it stands, in the words of the desk: the vocabulary is fixed."""

import re
from collections.abc import Callable
from functools import cache


def mark(message: str) -> str:
    """Return ``message``; marks it for the catalogue."""
    return message


_PARTS = (
    mark("same days"),
    mark("up to 1 day apart"),
    mark("up to {n} days apart"),
    mark("same district"),
    mark("same province"),
    mark("same department"),
    mark("a shared name (operation, gang, venue or accused)"),
    mark("equal counts"),
    mark("close counts"),
    mark("other counts differ"),
    mark("another stage of the case"),
    mark("new incident"),
    mark("new story"),
    mark("none known near its place"),
    mark("date or names"),
    mark("nearest is article {n}"),
    mark("nearest is {n}"),
    mark("but {what}"),
    mark("other counts"),
    mark("other names"),
    mark("other figures"),
    mark("another venue"),
    mark("other persons accused"),
    mark("another district"),
    mark("another date"),
    mark("another place"),
    mark("another case"),
    mark("as far as is told"),
    mark("a place is told by one only"),
    mark("and little else agrees"),
    mark("too little agrees"),
    mark("told in passing"),
    mark("months apart"),
    mark("same names and figures"),
    mark("same text as another article of this incident"),
    mark("same text as article {n}"),
    mark("same address as article {n}"),
    mark("too little text to compare"),
    mark("no stored text shares its wording"),
    mark("the same text"),
    mark("as a later article shows"),
    mark("{n} % of the shorter text stands in the longer one"),
    mark("{n} % of its sentences stand in article {what}"),
    mark("{n} % shared"),
    mark("which shares few of its words"),
    mark("a version with other counts"),
    mark("article {n}"),
)
"""Parts of a reason, those that hold others after them."""
_BETWEEN = re.compile(r"(; |: |, )(?![^()]*\))")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (part, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(part))))
        for part in _PARTS
    )


def told(reason: str, say: Callable[..., str]) -> str:
    """Return a stored reason in another language; what is not of the vocabulary stays as it is."""
    return "".join(_part(part, say) for part in _BETWEEN.split(reason))


def _part(part: str, say: Callable[..., str]) -> str:
    for message, pattern in _patterns():
        if match := pattern.fullmatch(part):
            values = match.groupdict()
            if "what" in values:
                values["what"] = _part(values["what"], say)
            return say(message, **values)
    return part
