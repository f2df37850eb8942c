"""How a form was filled in: the trap, the time, the proof of work."""

from __future__ import annotations

from django.http import QueryDict

from wagtail_feedback.conf import conf
from wagtail_feedback.intake import honeypot, proof, start
from wagtail_feedback.intake.attempt import Attempt
from wagtail_feedback.intake.verdict import Held


def check(attempt: Attempt, post: QueryDict) -> list[Held]:
    holds = []
    if honeypot.is_filled(post, attempt.place):
        holds.append(Held("honeypot"))
    holds += check_time(post.get(start.FIELD, ""))
    if conf.PROOF_OF_WORK and (flaw := proof.flaw(post.get(proof.FIELD, ""), attempt.key)):
        holds.append(Held("proof", flaw))
    return holds


def check_time(written: str) -> list[Held]:
    """Only the module brings a start; without JavaScript there is none, and that is no fault."""
    if not written:
        return []
    try:
        seconds = start.seconds_since(written)
    except ValueError:
        return [Held("time", "forged")]
    return [Held("time", str(max(0, int(seconds))))] if seconds < conf.MIN_SECONDS else []
