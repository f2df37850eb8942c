"""What an entry can be, and about which part of the shop."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    REVIEW = "review", _("Review")
    COMPLAINT = "complaint", _("Complaint")
    SUGGESTION = "suggestion", _("Suggestion")
    THANKS = "thanks", _("Thanks")
    QUESTION = "question", _("Question")


class Area(TextChoices):
    PRODUCT = "product", _("Product")
    DELIVERY = "delivery", _("Delivery")
    PAYMENT = "payment", _("Payment")
    SERVICE = "service", _("Service")
    TECHNICAL = "technical", _("Site and ordering")


class Policy(TextChoices):
    PRE = "pre", _("A person reads every entry first")
    POST = "post", _("Entries appear at once, unless a guard holds them")


RATED_KINDS = frozenset({Kind.REVIEW, Kind.COMPLAINT})
RATINGS = (1, 2, 3, 4, 5)
