"""What the review book brings to the registries of core."""

from __future__ import annotations

from wagtail_feedback import features
from wagtail_feedback.reviews.actions.submit import ROOM
from wagtail_feedback.reviews.digest import DigestEmail
from wagtail_feedback.reviews.emails import AnsweredEmail, PublishedEmail, WithheldEmail
from wagtail_feedback.reviews.forms.handler import EntryFormHandler
from wagtail_feedback.reviews.person import ReviewRoom


def announce() -> None:
    """Called once by the app's ``ready()``."""
    features.forms.register(EntryFormHandler.name, EntryFormHandler())
    features.people.register(ROOM, ReviewRoom())
    features.mails.register("reviews.published", PublishedEmail())
    features.mails.register("reviews.withheld", WithheldEmail())
    features.mails.register("reviews.answered", AnsweredEmail())
    features.mails.register("reviews.digest", DigestEmail())
