"""What an entry can be, and about which part of the shop."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    REVIEW = "review", pgettext_lazy("feedback", "Review")
    COMPLAINT = "complaint", pgettext_lazy("feedback", "Complaint")
    SUGGESTION = "suggestion", pgettext_lazy("feedback", "Suggestion")
    THANKS = "thanks", pgettext_lazy("feedback", "Thanks")
    QUESTION = "question", pgettext_lazy("feedback", "Question")


class Area(TextChoices):
    PRODUCT = "product", pgettext_lazy("feedback", "Product")
    DELIVERY = "delivery", pgettext_lazy("feedback", "Delivery")
    PAYMENT = "payment", pgettext_lazy("feedback", "Payment")
    SERVICE = "service", pgettext_lazy("feedback", "Service")
    TECHNICAL = "technical", _("Site and ordering")


class Policy(TextChoices):
    PRE = "pre", _("A person reads every entry first")
    POST = "post", _("Entries appear at once, unless a spam check holds them")


RATED_KINDS = frozenset({Kind.REVIEW, Kind.COMPLAINT})
RATINGS = (1, 2, 3, 4, 5)
