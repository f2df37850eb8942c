"""The encoder that the site chose, and a matcher that asks it for nothing twice."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Hashable, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.utils.module_loading import import_string

from wagtail_feedback.conf import conf
from wagtail_feedback.utils import safe_cache

if TYPE_CHECKING:  # numpy and scipy weigh 60 MB, and belong to an extra
    from wagtail_feedback.questions.engine.encoding import Encoder
    from wagtail_feedback.questions.matching import Matcher

logger = logging.getLogger(__name__)

Key = TypeVar("Key", bound=Hashable)
#: How long the cache keeps the vector of a wording.
VECTOR_SECONDS = 30 * 86_400


def get_encoder() -> Encoder | None:
    """One for the whole process; None where the site names none, or one that cannot be made."""
    return _make_encoder(conf.QUESTION_ENCODER) if conf.QUESTION_ENCODER else None


@cache
def _make_encoder(path: str) -> Encoder | None:
    try:
        encoder: Encoder = import_string(path)()
    except Exception:  # models are missing in as many ways as there are models
        logger.warning("There is no encoder %s: questions are compared by words alone.", path, exc_info=True)
        return None
    return encoder


def make_matcher(wordings: Sequence[tuple[Key, str]]) -> Matcher[Key]:
    """Over published wordings, whose vectors the cache keeps. What is typed is kept nowhere."""
    from wagtail_feedback.questions.engine.encoding import StoredEncoder, as_encoded
    from wagtail_feedback.questions.engine.normalising import words
    from wagtail_feedback.questions.matching import Matcher

    encoder = get_encoder()
    if encoder is None:
        return Matcher(wordings)
    names = {text: _name(encoder.version, text) for text in (as_encoded(words(said)) for _, said in wordings)}
    kept = safe_cache.get_many(names.values())
    stored = StoredEncoder(encoder, {text: kept[name] for text, name in names.items() if name in kept})
    matcher = Matcher(wordings, encoder=stored)
    new = {names[text]: vector for text, vector in stored.new.items() if text in names}
    safe_cache.set_many(new, VECTOR_SECONDS)
    return matcher


def _name(version: str, text: str) -> str:
    return f"faq-vector:{hashlib.sha256(repr((version, text)).encode()).hexdigest()}"
