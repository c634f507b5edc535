"""Words that must not speak for a verdict: names of people and places, and function words.

What is a name is read off the texts themselves: a word that they write with a capital within the
sentence too. So the learned table holds no list of anybody's names.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from bench.style import FUNCTION_WORDS
from monitor.judging import words
from monitor.models import Article
from monitor.text import fold

_WITHIN = re.compile(r"(?<=[^\W_.!?:] )[^\W\d_]{3,}")
"""A word that another one precedes, so that its capital means something."""
_MORE = """
aquel aquella aquello esos esas estos estas mismo misma mucho mucha muchos muchas toda todas todo
todos cuyo cuya alguno alguna algunos algunas ninguno ninguna tanto cuando durante mediante sino
this that these those there been which when where what than then also into out over after before
its you your our will would have had said
mais seu sua seus suas ele ela eles elas pelo pela aos nas nos isso esse essa
"""
_FUNCTION = frozenset(words.stem(word) for word in (*FUNCTION_WORDS, *_MORE.split()))
_CAPITAL = 4
"""Times as often with a capital as without makes a name."""


def speaking(articles: Iterable[Article]) -> Callable[[str], bool]:
    """Return what tells whether a stem or a pair may speak: no name in it, not all of it empty."""
    names = _names(articles)

    def may_speak(gram: str) -> bool:
        stems = gram.split()
        return gram.startswith("[") or not (
            names.intersection(stems) or _FUNCTION.issuperset(stems)
        )

    return may_speak


def _names(articles: Iterable[Article]) -> frozenset[str]:
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for article in articles:
        for word in _WITHIN.findall(article.body):
            (large if word[0].isupper() else small)[words.stem(fold(word))] += 1
    return frozenset(stem for stem, count in large.items() if count > _CAPITAL * small[stem])
