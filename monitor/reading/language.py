"""The language of a text, among those that our sources write."""

from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES: Final = ("es", "en", "pt", "qu", "fr", "it")
"""Languages told apart. The model takes Aymara for Quechua."""
_SHORTEST: Final = 20
_ENOUGH: Final = 800


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once, at the first text: 0.3 s."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def detect(text: str) -> str:
    """Return the ISO 639-1 code of ``text``; ``und`` where it is too short to tell."""
    sample = " ".join(text[: 2 * _ENOUGH].split())[:_ENOUGH]
    if sum(character.isalpha() for character in sample) < _SHORTEST:
        return "und"
    language, _ = _identifier().classify(sample)
    return str(language)
