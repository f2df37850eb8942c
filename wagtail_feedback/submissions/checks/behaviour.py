"""How a form was filled in: the honeypot, the time, the proof of work."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.crypto import salted_hmac

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks import proof_of_work, timing
from wagtail_feedback.submissions.checks.context import CheckContext, Flag

# Words that no browser fills in by itself.
HONEYPOT_WORDS = ("website", "homepage", "weblog", "webpage", "subject", "topic", "headline", "reference")


def honeypot_name(token: str) -> str:
    """The name of the field that people do not see and programs fill in: another in every form, and the same
    for all visitors."""
    digest = salted_hmac("wagtail_feedback.honeypot", token, algorithm="sha256").hexdigest()
    return f"{HONEYPOT_WORDS[int(digest[:2], 16) % len(HONEYPOT_WORDS)]}_{digest[2:6]}"


def has_honeypot(post: QueryDict, token: str) -> bool:
    """Whether something was written into that field."""
    return any(value.strip() for value in post.getlist(honeypot_name(token)))


def check(context: CheckContext, post: QueryDict) -> list[Flag]:
    flags = []
    if has_honeypot(post, context.token):
        flags.append(Flag("honeypot"))
    flags += check_time(post.get(timing.FIELD, ""))
    if conf.PROOF_OF_WORK and (flaw := proof_of_work.flaw(post.get(proof_of_work.FIELD, ""), context.key)):
        flags.append(Flag("proof", flaw))
    return flags


def check_time(written: str) -> list[Flag]:
    """Only the module brings a start; without JavaScript there is none, and that is no fault."""
    if not written:
        return []
    try:
        seconds = timing.seconds_since(written)
    except ValueError:
        return [Flag("time", "forged")]
    return [Flag("time", str(max(0, int(seconds))))] if seconds < conf.MIN_SECONDS else []
