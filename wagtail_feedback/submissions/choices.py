"""What circumstances are told apart by."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(TextChoices):
    """How a submission reached the shop."""

    FORM = "form", _("Form")
    IMPORT = "import", _("Import")
    PHONE = "phone", pgettext_lazy("source", "Phone")
    EMAIL = "email", pgettext_lazy("source", "Email")
    IN_PERSON = "in_person", pgettext_lazy("source", "In person")
    PAPER = "paper", pgettext_lazy("source", "Paper")
    PLATFORM = "platform", _("Other platform")
    SEARCH = "search", pgettext_lazy("source", "Search on the site")


#: A colleague or a file brought it, not the visitor's own browser.
BROUGHT_IN = frozenset(Source.values) - {Source.FORM, Source.SEARCH}


class PlaceSource(TextChoices):
    """How we know where somebody is; never guessed from an address. Only what was asked is public."""

    ASKED = "asked", _("Asked")
    HEADER = "header", _("Told by the network")


class Device(TextChoices):
    PHONE = "phone", pgettext_lazy("device", "Phone")
    TABLET = "tablet", pgettext_lazy("device", "Tablet")
    DESKTOP = "desktop", pgettext_lazy("device", "Computer")


class VisitorType(TextChoices):
    """Known by an order or a signed link, never by following anybody about."""

    NEW = "new", pgettext_lazy("visitor", "New")
    RETURNING = "returning", pgettext_lazy("visitor", "Returning")


class AgeBand(TextChoices):
    UNDER_18 = "0-17", _("under 18")
    FROM_18 = "18-24", "18–24"
    FROM_25 = "25-34", "25–34"
    FROM_35 = "35-44", "35–44"
    FROM_45 = "45-54", "45–54"
    FROM_55 = "55-64", "55–64"
    FROM_65 = "65+", _("65 and older")


class Area(TextChoices):
    """Which part of the shop it is about."""

    PRODUCT = "product", pgettext_lazy("feedback", "Product")
    DELIVERY = "delivery", pgettext_lazy("feedback", "Delivery")
    PAYMENT = "payment", pgettext_lazy("feedback", "Payment")
    SERVICE = "service", pgettext_lazy("feedback", "Service")
    PICTURES = "pictures", _("Pictures on the site")
    NAVIGATION = "navigation", _("Finding the way on the site")
    ORDERING = "ordering", _("Placing an order")

    @property
    def is_technical(self) -> bool:
        """Trouble with the site itself, which hinders the next visitor too."""
        return self in TECHNICAL_AREAS


class TopicKind(TextChoices):
    """What visitors say again and again. Only words of one kind are grouped."""

    QUESTION = "question", pgettext_lazy("feedback", "Question")
    SUGGESTION = "suggestion", pgettext_lazy("feedback", "Suggestion")
    COMPLAINT = "complaint", pgettext_lazy("feedback", "Complaint")


TECHNICAL_AREAS = frozenset({Area.PICTURES, Area.NAVIGATION, Area.ORDERING})
