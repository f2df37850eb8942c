"""What the review book brings to the registries of core."""

from __future__ import annotations

from wagtail_feedback import registry
from wagtail_feedback.reviews.actions.submit import ROOM
from wagtail_feedback.reviews.digest import DigestLetter
from wagtail_feedback.reviews.form_kind import EntryFormKind
from wagtail_feedback.reviews.letters import AnsweredLetter, PublishedLetter, WithheldLetter
from wagtail_feedback.reviews.person import ReviewRoom


def announce() -> None:
    """Called once by the app's ``ready()``."""
    registry.forms.register(EntryFormKind.name, EntryFormKind())
    registry.people.register(ROOM, ReviewRoom())
    registry.mails.register("reviews.published", PublishedLetter())
    registry.mails.register("reviews.withheld", WithheldLetter())
    registry.mails.register("reviews.answered", AnsweredLetter())
    registry.mails.register("reviews.digest", DigestLetter())
