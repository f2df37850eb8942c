"""What the public module fetches at first focus: nothing timed or personal stands in the cached page."""

from __future__ import annotations

import time

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks import proof_of_work

FIELD = "wf_start"


def _signer() -> Signer:
    return Signer(salt="wagtail_feedback.start")


def new_start() -> str:
    """This moment, signed."""
    return _signer().sign(str(int(time.time() * 1000)))


def seconds_since(start: str) -> float:
    """How long ago :func:`new_start` made this.

    Raises:
        ValueError: it did not.
    """
    try:
        moment = int(_signer().unsign(start))
    except BadSignature as error:
        raise ValueError("This start was not signed here.") from error
    return time.time() - moment / 1000


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """A signed start and, where it is asked for, a challenge. Sets no cookie, writes nothing."""
    challenge = proof_of_work.new_challenge() if conf.PROOF_OF_WORK else None
    return JsonResponse({"start": new_start(), "challenge": challenge})
