"""Published answers to a question that somebody is about to ask."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.features import Answer
from wagtail_feedback.questions.engine.encoders import make_matcher
from wagtail_feedback.utils.local_memory import LocalMemory

MOST = 3
#: Of so many times more matches some may be gone since the process took them in.
SPARE = 3
#: For each site and language. A minute: a page may have come back, which the version does not tell.
kept_matchers: LocalMemory[Any] = LocalMemory(50, 60)


def find_offers(text: str, site: Site, language: str, limit: int = MOST, *, about: str = "") -> list[Answer]:
    """The answers that everybody can read on the site in this language and that come nearest to the text;
    none without the ``faq`` extra, or where no feature publishes answers."""
    answers = features.get_answers()
    if answers is None or not text.strip() or not has_engine():
        return []
    matcher = kept_matchers.get(
        (site.pk, language, answers.get_version()),
        lambda: make_matcher(list(answers.get_wordings(site, language))),
    )
    # What has gone since is in no answer, whatever the matcher still knows.
    keys = [key for key, _score in matcher.suggest(text, limit * SPARE)]
    # Whoever has read an answer and asks all the same has no use for it.
    keys = [key for key in keys if answers.get_subject_key(key) != about]
    return answers.find(keys, site, language)[:limit] if keys else []


def has_engine() -> bool:
    return find_spec("numpy") is not None and find_spec("scipy") is not None
