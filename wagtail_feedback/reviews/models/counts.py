"""Counted public entries, so that no page ever counts them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.reviews.models.book import ReviewBook


class EntryCount(models.Model):
    """How many published entries of a language, a kind and a rating a book holds.

    ``about`` is empty for the whole book, else a subject key; ``rating`` is 0 for entries without one.
    Average, histogram and tab counts are all sums over at most 30 of these rows a language.
    """

    book = models.ForeignKey(ReviewBook, on_delete=models.CASCADE, related_name="counts")
    about = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=15)
    kind = models.CharField(max_length=12)
    rating = models.PositiveSmallIntegerField(default=0)
    count = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("count of entries")
        verbose_name_plural = _("counts of entries")
        constraints = [
            models.UniqueConstraint(
                fields=["book", "about", "language", "kind", "rating"], name="wf_entrycount_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about or 'all'} {self.language} {self.kind} {self.rating}: {self.count}"


class CriterionCount(models.Model):
    """Number and sum of the ratings that published entries gave one criterion."""

    book = models.ForeignKey(ReviewBook, on_delete=models.CASCADE, related_name="criterion_counts")
    about = models.CharField(max_length=100, blank=True)
    criterion = models.CharField(max_length=30)
    count = models.IntegerField(default=0)
    total = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("count of a criterion")
        verbose_name_plural = _("counts of criteria")
        constraints = [
            models.UniqueConstraint(fields=["book", "about", "criterion"], name="wf_criterioncount_key")
        ]

    def __str__(self) -> str:
        return f"{self.about or 'all'} {self.criterion}: {self.total}/{self.count}"
