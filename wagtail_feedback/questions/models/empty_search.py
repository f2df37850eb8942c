"""Searches of the site that found nothing: words and numbers, and nobody who searched."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Max, Q, Sum
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_feedback.questions.models.offer import today
from wagtail_feedback.questions.models.question import Question

WORDS_LENGTH = 100
#: What fewer people search for is shown to nobody: it may be about one of them.
FEWEST_PEOPLE = 5
KEPT_DAYS = 90


class EmptySearchQuerySet(models.QuerySet["EmptySearch"]):
    def with_counts(self, since: date) -> Any:
        """Those that enough people have searched for since a day, with ``searches``, ``people`` and
        ``last_day``."""
        within = Q(days__day__gte=since)
        counted = self.annotate(
            searches=Sum("days__searches", filter=within),
            people=Sum("days__people", filter=within),
            last_day=Max("days__day", filter=within),
        )
        return counted.filter(people__gte=FEWEST_PEOPLE)

    def forget(self) -> int:
        """Forget days that are over long ago, and words that nobody searched for since and no question was
        made of; returns how many days that were."""
        deleted, _models = SearchDay.objects.filter(day__lt=today() - timedelta(days=KEPT_DAYS)).delete()
        self.filter(days=None, question=None).delete()
        return deleted


class EmptySearch(models.Model):
    """What was searched for and not found, in small letters and without personal data."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"), db_index=False
    )
    language = models.CharField(_("language"), max_length=15)
    words = models.CharField(_("words"), max_length=WORDS_LENGTH)
    question = models.ForeignKey(
        Question, null=True, on_delete=models.SET_NULL, related_name="empty_searches", editable=False
    )

    objects = EmptySearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "language", "words"], name="wf_empty_search_words")
        ]

    def __str__(self) -> str:
        """The number: logs hold no words of visitors."""
        return f"{self._meta.verbose_name} {self.pk}"


class SearchDayQuerySet(models.QuerySet["SearchDay"]):
    def add(self, site: Site, language: str, words: str) -> None:
        """One more person searched for this today."""
        search, _new = EmptySearch.objects.get_or_create(site=site, language=language, words=words)
        day, _new = self.get_or_create(search=search, day=today())
        self.filter(pk=day.pk).update(searches=F("searches") + 1, people=F("people") + 1)

    def take_back(self, site: Site, language: str, words: str) -> None:
        """One of today’s was only the beginning of another."""
        days = self.filter(search__site=site, search__language=language, search__words=words, day=today())
        ids = list(days.values_list("pk", flat=True))  # MariaDB joins no tables in an update
        self.filter(pk__in=ids, people__gt=0).update(searches=F("searches") - 1, people=F("people") - 1)

    def set_at_least(self, site: Site, language: str, words: str, day: date, searches: int) -> None:
        """So many searches of a day were counted elsewhere; of how many people, nobody knows: one."""
        search, _new = EmptySearch.objects.get_or_create(site=site, language=language, words=words)
        self.get_or_create(search=search, day=day, defaults={"people": 1})
        self.filter(search=search, day=day, searches__lt=searches).update(searches=searches)


class SearchDay(models.Model):
    """How often on one day, and by how many different people at least."""

    search = models.ForeignKey(EmptySearch, on_delete=models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()
    searches = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)

    objects = SearchDayQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["search", "day"], name="wf_search_day")]
        indexes = [models.Index(fields=["day"], name="wf_search_day_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.search_id}: {self.searches}"
