"""What belongs to a book row by row: its words, what visitors may leave, what they may rate apart."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from wagtail_feedback.localised_rows import LabelledRow, LabelRow, LocaleRow
from wagtail_feedback.reviews.models.choices import Kind

BOOK = "wagtail_feedback_reviews.ReviewBook"


class BookText(LocaleRow):
    """The book's own words in one language."""

    book = ParentalKey(BOOK, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=100)
    intro = models.TextField(_("introduction"), blank=True, help_text=_("Stands above the form."))
    promise = models.CharField(
        _("promise"),
        max_length=150,
        blank=True,
        help_text=_(
            "When new entries are read, such as “We read it within a working day.” Stands below the form "
            "and is shown after sending; empty for no promise."
        ),
    )
    thanks = models.TextField(_("thank-you text"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("locale"), FieldPanel("title")]),
        FieldPanel("intro"),
        FieldPanel("promise"),
        FieldPanel("thanks"),
    ]

    class Meta(LocaleRow.Meta):
        verbose_name = _("texts in one language")
        constraints = [models.UniqueConstraint(fields=["book", "locale"], name="wf_booktext_locale")]

    def __str__(self) -> str:
        return self.title


class BookKind(Orderable):
    """A kind of entry the book takes, and the promise that goes with it."""

    book = ParentalKey(BOOK, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    answer_days = models.PositiveSmallIntegerField(
        _("answered within"),
        null=True,
        blank=True,
        help_text=_("Working days; public. Leave it empty for no promise."),
    )

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("answer_days")])]

    class Meta(Orderable.Meta):
        verbose_name = _("kind of entry")
        constraints = [models.UniqueConstraint(fields=["book", "kind"], name="wf_bookkind_kind")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Criterion(LabelledRow):
    """Something visitors may rate apart, such as delivery."""

    book = ParentalKey(BOOK, on_delete=models.CASCADE, related_name="criteria")

    class Meta(LabelledRow.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [models.UniqueConstraint(fields=["book", "slug"], name="wf_criterion_slug")]


class CriterionLabel(LabelRow):
    """What a criterion is called in one language."""

    owner = ParentalKey(Criterion, on_delete=models.CASCADE, related_name="labels")

    class Meta(LabelRow.Meta):
        verbose_name = pgettext_lazy("feedback", "label")
        constraints = [models.UniqueConstraint(fields=["owner", "locale"], name="wf_criterionlabel_locale")]
