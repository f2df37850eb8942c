"""Answers that were offered to somebody about to ask, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Count, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_feedback.utils.keys import KEY_LENGTH

ANSWER_LENGTH = 40


class Outcome(TextChoices):
    SHOWN = "shown", _("Shown")
    HELPED = "helped", _("Answered the question")
    SENT = "sent", _("Question sent anyway")


class OfferCounts(NamedTuple):
    """Of ``shown``, so many ``helped`` and in so many cases the question was ``sent`` anyway."""

    shown: int
    helped: int
    sent: int


class OfferQuerySet(models.QuerySet["Offer"]):
    """Each change is one statement. A question that was sent has the last word."""

    def add_shown(self, site: Site, visitor: str, answers: Iterable[str]) -> None:
        day = today()
        offers: Any = [Offer(day=day, site=site, visitor=visitor, answer=answer) for answer in answers]
        self.bulk_create(offers, ignore_conflicts=True)

    def set_helped(self, site: Site, visitor: str, answer: str) -> None:
        shown = self._shown_today(site, visitor, [answer]).filter(outcome=Outcome.SHOWN)
        shown.update(outcome=Outcome.HELPED)

    def set_sent(self, site: Site, visitor: str, answers: Iterable[str]) -> None:
        self._shown_today(site, visitor, answers).update(outcome=Outcome.SENT)

    def _shown_today(self, site: Site, visitor: str, answers: Iterable[str]) -> OfferQuerySet:
        """What a visitor posts may be anything."""
        keys = [key for key in answers if len(key) <= ANSWER_LENGTH and key.isprintable()]
        return self.filter(day=today(), site=site, visitor=visitor, answer__in=keys)


class Offer(models.Model):
    """An answer offered to a visitor, once a day. ``visitor`` is the sign that stands for somebody until
    midnight (UTC), and is forgotten after it."""

    day = models.DateField()
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", db_index=False)
    answer = models.CharField(
        max_length=ANSWER_LENGTH, help_text="Names it in all its languages; see features.Answers."
    )
    # Null once the day is over: what is unknown is never the same.
    visitor = models.CharField(max_length=KEY_LENGTH, null=True)  # noqa: DJ001
    outcome = models.CharField(max_length=6, choices=Outcome.choices, default=Outcome.SHOWN)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "day", "visitor", "answer"], name="wf_offer_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.answer} {self.outcome}"


def today() -> date:
    """As visitors' signs change."""
    return timezone.now().date()


def count_offers(since: date, site: Site) -> Mapping[str, OfferCounts]:
    """What came of the offers of each answer, by its key, from a day on."""
    counted = (
        Offer.objects.filter(site=site, day__gte=since)
        .order_by()
        .values_list("answer")
        .annotate(
            shown=Count("pk"),
            helped=Count("pk", filter=Q(outcome=Outcome.HELPED)),
            sent=Count("pk", filter=Q(outcome=Outcome.SENT)),
        )
    )
    return {answer: OfferCounts(*numbers) for answer, *numbers in counted}


def forget_visitors() -> int:
    """Forget who was offered something before today."""
    return Offer.objects.filter(day__lt=today(), visitor__isnull=False).update(visitor=None)
