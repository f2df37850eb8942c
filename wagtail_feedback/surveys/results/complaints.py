"""Responses of people who gave a low score and asked to be answered."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_feedback import features
from wagtail_feedback.features import TakenComplaint
from wagtail_feedback.surveys.models import Response


def take_complaints(responses: Iterable[Response]) -> None:
    """Pass on what was agreed to, once it counts: what a spam check doubts waits until somebody has read it.
    Later changes, such as a confirmed address, are passed on too."""
    intake = features.get_complaint_intake()
    if intake is None:
        return
    for response in responses:
        if response.is_published and response.complaint_consent and response.contact:
            intake.take(response, text=response.get_own_words(), title=response.document.title)


def find_complaint(response: Response) -> TakenComplaint | None:
    """What came of it."""
    intake = features.get_complaint_intake()
    return intake.find_taken(response) if intake is not None and response.complaint_consent else None
