"""The language of a text in Latin letters: English by its small words, another by a library's model."""

import functools
import re
from importlib import import_module
from typing import Any

ENGLISH = re.compile(r"\b(?:the|of|and|to|is|in|that|it|was|for|with|are|this|not|you|have|be|a|on)\b", re.I)
WORD = re.compile(r"[^\W\d_]+")
PLAIN = 0.12  # of its words: English prose has .2 and more of those above, other languages under .05
ENOUGH = 60  # letters without which the model guesses
SURE = 0.95  # the model's own probability
READ = 4000  # characters: more tell no better
# What articles come in; the model knows a hundred, and takes names and code for the rarest.
LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "fi", "cs", "tr", "vi", "id"]


def latin_language(text: str) -> str:
    """The BCP 47 tag of a text in Latin letters, "" where neither its words nor the model are sure."""
    sample = text[:READ]
    words = WORD.findall(sample)
    if words and len(ENGLISH.findall(sample)) >= PLAIN * len(words):
        return "en"
    if sum(map(len, words)) < ENOUGH:
        return ""
    language, probability = _model().classify(sample)
    return str(language) if probability >= SURE else ""


@functools.cache
def _model() -> Any:
    """Loaded late: it takes most of a second, and few articles need it."""
    langid = import_module("py3langid.langid")
    model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model.set_languages(LANGUAGES)
    return model
