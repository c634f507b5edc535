"""The language of a text, among those that our sources write."""

import io
import lzma
from array import array
from functools import cache
from typing import Final

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

LANGUAGES: Final = ("es", "en", "pt", "qu", "fr", "it")
"""Languages told apart. The model takes Aymara for Quechua."""
_SHORTEST: Final = 20
_ENOUGH: Final = 800


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once, at the first text: 0.4 s.

    In memory, and so not by the library's own function, which unpacks it to a temporary file and
    fails where the disk is full.
    """
    unpacked = io.BytesIO(lzma.decompress((MODEL_DIR / MODEL_FILE).read_bytes()))
    with np.load(unpacked, allow_pickle=False) as model:
        identifier = LanguageIdentifier(
            model["ptc"],
            model["pc"],
            model["classes"].tolist(),
            _whole_numbers(model["nextmove"]),
            model["out_feat"].tolist(),
            tk_row=_whole_numbers(model["nextmove_row"]),
        )
    identifier.set_languages(list(LANGUAGES))
    return identifier


def _whole_numbers(
    values: np.ndarray[tuple[int, ...], np.dtype[np.unsignedinteger]],
) -> "array[int]":
    """Return ``values`` as the standard library's array, which is quicker to look up in."""
    return array(values.dtype.char, values.tobytes())


def detect(text: str) -> str:
    """Return the ISO 639-1 code of ``text``; ``und`` where it is too short to tell."""
    sample = " ".join(text[: 2 * _ENOUGH].split())[:_ENOUGH]
    if sum(character.isalpha() for character in sample) < _SHORTEST:
        return "und"
    language, _ = _identifier().classify(sample)
    return str(language)
