"""The review book: what it takes, how it is moderated, what it is called in each language."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Site

from wagtail_feedback.conf import conf
from wagtail_feedback.localised_rows import LabelledRow, LabelRow, LocaleRow, in_language, with_labels
from wagtail_feedback.reviews.models.choices import Kind, ModerationPolicy
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.utils import safe_cache
from wagtail_feedback.utils.business_days import BusinessCalendar
from wagtail_feedback.utils.keys import new_key
from wagtail_feedback.utils.panels import NameFieldPanel, ascii_slug_input


class BookParts(NamedTuple):
    """What every page with the book needs beside the book itself."""

    texts: list[BookText]
    kinds: list[BookKind]
    criteria: list[Criterion]
    calendar: BusinessCalendar


class ReviewBook(ClusterableModel):
    """One book serves all languages of its site."""

    name = models.CharField(
        pgettext_lazy("feedback", "name"),
        max_length=100,
        help_text=_("For editors; visitors see the titles below."),
    )
    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, help_text=_("Part of addresses and of import commands.")
    )
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    policy = models.CharField(
        _("moderation"), max_length=4, choices=ModerationPolicy.choices, default=ModerationPolicy.PRE
    )
    confirm_first = models.BooleanField(
        _("ask for a confirmed address first"),
        default=False,
        help_text=_("Entries wait until their author has opened a mail. An address becomes obligatory."),
    )
    is_open = models.BooleanField(_("takes entries"), default=True)
    # Parts of cache keys, so that what is kept there never needs deleting: one is new after every public
    # change of an entry, the other after every change of the book itself.
    fragment_key = models.CharField(max_length=16, default=new_key, editable=False)
    settings_key = models.CharField(max_length=16, default=new_key, editable=False)

    panels = [
        MultiFieldPanel(
            [
                NameFieldPanel("name", classname="", placeholder=False),
                FieldPanel("slug", widget=ascii_slug_input()),
                FieldPanel("site"),
                FieldPanel("is_open"),
            ],
            heading=_("Book"),
        ),
        InlinePanel("texts", heading=_("Words in each language"), label=_("Language")),
        InlinePanel("kinds", heading=_("What visitors may leave"), label=_("Kind")),
        InlinePanel("criteria", heading=_("Ratings in detail"), label=_("Criterion")),
        MultiFieldPanel([FieldPanel("policy"), FieldPanel("confirm_first")], heading=_("Moderation")),
    ]

    class Meta:
        verbose_name = _("review book")
        verbose_name_plural = _("review books")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_deletable(self) -> bool:
        """A book with entries stays: it can be closed."""
        return not self.entries.exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fragment_key, self.settings_key = new_key(), new_key()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "fragment_key", "settings_key"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        moved = self.pk and ReviewBook.objects.filter(pk=self.pk).exclude(site=self.site_id).exists()
        if moved and not self.is_deletable:
            raise ValidationError({"site": _("A book with entries stays on its site. Make a new one there.")})

    @cached_property
    def parts(self) -> BookParts:
        """The rows beside the book itself and its shop's: four to eight queries, or none from the cache."""
        key = f"book:{self.pk}:{self.settings_key}"
        parts: BookParts | None = safe_cache.get(key)
        if parts is None:
            criteria = list(Criterion.objects.filter(book=self.pk))
            parts = BookParts(
                list(BookText.objects.filter(book=self.pk).select_related("locale")),
                list(BookKind.objects.filter(book=self.pk)) or [BookKind(kind=kind) for kind in Kind],
                with_labels(criteria, CriterionLabel.objects.all()),
                self.site_settings.business_calendar(),
            )
            safe_cache.set(key, parts, conf.FRAGMENT_SECONDS)
        return parts

    @property
    def all_kinds(self) -> list[BookKind]:
        """The kinds on offer; a book without rows takes all of them without promises."""
        return self.parts.kinds

    @property
    def all_criteria(self) -> list[Criterion]:
        return self.parts.criteria

    @property
    def calendar(self) -> BusinessCalendar:
        """When the shop works."""
        return self.parts.calendar

    @cached_property
    def site_settings(self) -> FeedbackSettings:
        """What belongs to the shop and not to this book: one query, or none where the site came with it."""
        if not type(self).site.is_cached(self):
            self.site = Site.objects.select_related("feedbacksettings").get(pk=self.site_id)
        return FeedbackSettings.for_site(self.site)

    def get_text(self, language: str | None = None) -> BookText:
        """The book's row in a language (the active one by default), else in the nearest there is."""
        return in_language(self.parts.texts, language) or BookText()

    def answer_days(self, kind: str) -> int | None:
        """Working days within which this kind is promised an answer; None without a promise."""
        return next((row.answer_days for row in self.all_kinds if row.kind == kind), None)


class BookText(LocaleRow):
    """The book's own words in one language."""

    book = ParentalKey(ReviewBook, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=100)
    intro = models.TextField(_("introduction"), blank=True, help_text=_("Stands above the form."))
    thanks = models.TextField(_("words on the receipt"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("locale"), FieldPanel("title")]),
        FieldPanel("intro"),
        FieldPanel("thanks"),
    ]

    class Meta(LocaleRow.Meta):
        verbose_name = _("words in one language")
        constraints = [models.UniqueConstraint(fields=["book", "locale"], name="wf_booktext_locale")]

    def __str__(self) -> str:
        return self.title


class BookKind(Orderable):
    """A kind of entry the book takes, and the promise that goes with it."""

    book = ParentalKey(ReviewBook, on_delete=models.CASCADE, related_name="kinds")
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

    book = ParentalKey(ReviewBook, on_delete=models.CASCADE, related_name="criteria")

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
