"""A draft that a machine of the site's choice writes, such as a language model: when an editor asks for one,
from texts without personal data, and for the editor's eyes only."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

from django.core.checks import CheckMessage, Error, register
from django.db import connections
from django.utils import translation
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from wagtail_feedback.conf import conf
from wagtail_feedback.exceptions import FeedbackError
from wagtail_feedback.questions.models import Topic
from wagtail_feedback.questions.topics.drafts import get_given_answers, get_wordings
from wagtail_feedback.utils import text
from wagtail_feedback.utils.background import threads_allowed

logger = logging.getLogger("wagtail_feedback.questions")
#: An editor waits no longer, and neither does whatever stands in front of the site.
SECONDS = 25


class NoDraft(FeedbackError):
    """Nothing was written. Tells the editor why; the ordinary draft is as it was."""


def write_draft(topic: Topic) -> str:
    """A draft as HTML that is safe to show, without links that no source holds.

    Raises:
        NoDraft: with words for the editor.
    """
    questions = [words for words in get_wordings(topic) if words]
    with translation.override(topic.language):
        given = get_given_answers(topic)
    answers = [" ".join(sentence.text for sentence in each.sentences) for each in given]

    def work() -> str:
        drafter = import_string(str(conf.ANSWER_DRAFTER))
        written: str = drafter(questions=questions, answers=answers, language=topic.language)
        cleaned = text.clean_answer(written)
        return text.without_other_links(cleaned, [*questions, *answers])

    try:
        written = call_in_time(work)
    except TimeoutError:
        message = _("Nothing was written within %(seconds)s seconds. Try again, or draft it yourself.")
        raise NoDraft(message % {"seconds": SECONDS}) from None
    except Exception as error:
        logger.exception("WAGTAILFEEDBACK_ANSWER_DRAFTER wrote no draft")
        raise NoDraft(_("The machine has failed; the site’s log says why. Draft it yourself.")) from error
    if not written:
        raise NoDraft(_("The machine has written nothing. Draft it yourself."))
    return written


def call_in_time(work: Callable[[], str]) -> str:
    """The result of the work, which goes on in its thread where it takes too long, and comes to nothing.

    Raises:
        TimeoutError: it took longer than ``SECONDS``.
    """
    if not (conf.THREADS and threads_allowed()):
        return work()
    result: Future[str] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except Exception as error:  # noqa: BLE001 (raised again where somebody waits for it)
            result.set_exception(error)
        finally:
            connections.close_all()

    Thread(target=run, name="feedback-draft", daemon=True).start()
    return result.result(SECONDS)


def clean_draft(posted: str) -> str:
    """What comes back from the editor’s page; empty for what cannot have been shown there."""
    try:
        return text.clean_answer(posted)
    except ValueError:
        return ""


def mark_draft(written: str) -> str:
    """Says where it comes from, to everybody who reads the draft before it is published."""
    mark = _("Written by a machine: check every sentence, then take out this line.")
    return format_html("<p><b>{}</b></p>{}", mark, text.trusted_html(written))


@register()
def check_drafter(**kwargs: object) -> list[CheckMessage]:
    path = conf.ANSWER_DRAFTER
    if path is None:
        return []
    try:
        is_usable = callable(import_string(path))
    except Exception:  # noqa: BLE001 (a module fails in as many ways as there are modules)
        is_usable = False
    if is_usable:
        return []
    return [
        Error(
            f"WAGTAILFEEDBACK_ANSWER_DRAFTER: {path!r} cannot be imported, or is nothing to call.",
            hint="Write the dotted path to a function, such as “shop.drafts.write_answer”, or leave it out.",
            id="wagtail_feedback.E021",
        )
    ]
