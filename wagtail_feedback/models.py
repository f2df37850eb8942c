"""Models of the core app; each lives in the room that owns it."""

from __future__ import annotations

from wagtail_feedback.intake.models import WordRule
from wagtail_feedback.mail.models import OutboxMail
from wagtail_feedback.people.models import ConsentWording, Contact

__all__ = ["ConsentWording", "Contact", "OutboxMail", "WordRule"]
