"""How a form was filled in: the trap, the time, the proof of work."""

from __future__ import annotations

from django.http import QueryDict

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks import honeypot, proof_of_work, timing
from wagtail_feedback.submissions.checks.base import CheckContext, Flag


def check(context: CheckContext, post: QueryDict) -> list[Flag]:
    flags = []
    if honeypot.is_filled(post, context.token):
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
