"""The review book: what it takes, how it is moderated, what it is called in each language."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import RevisionMixin, Site

from wagtail_feedback.localised_rows import in_language, with_labels
from wagtail_feedback.moderation.shown import ShownMixin
from wagtail_feedback.reviews.models.book_rows import BookKind, BookText, Criterion, CriterionLabel
from wagtail_feedback.reviews.models.choices import Kind, ModerationPolicy
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.utils import safe_cache
from wagtail_feedback.utils.business_days import BusinessCalendar
from wagtail_feedback.utils.language_preview import LanguagePreviewMixin
from wagtail_feedback.utils.panels import NameFieldPanel, ascii_slug_input


class BookParts(NamedTuple):
    """What every page with the book needs beside the book itself."""

    texts: list[BookText]
    kinds: list[BookKind]
    criteria: list[Criterion]
    calendar: BusinessCalendar


class ReviewBookManager(models.Manager["ReviewBook"]):
    def get_by_natural_key(self, slug: str) -> ReviewBook:
        return self.get(slug=slug)


# modelcluster makes managers that mypy's plugin does not know.
class ReviewBook(  # type: ignore[django-manager-missing]
    LanguagePreviewMixin, RevisionMixin, ShownMixin, ClusterableModel
):
    """One book serves all languages of its site. Its revisions are the history of its words."""

    shown_relations = ("site__feedbacksettings",)

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
        help_text=_(
            "An entry waits until its author has followed the link in our email. An email address "
            "becomes obligatory."
        ),
    )
    is_open = models.BooleanField(_("open for entries"), default=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="wagtail_feedback_book")

    objects = ReviewBookManager()

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
        InlinePanel("texts", heading=_("Texts in each language"), label=_("Language")),
        InlinePanel(
            "kinds",
            heading=_("What visitors may leave"),
            label=_("Kind"),
            help_text=_("Without any: all five kinds, without a promised date."),
        ),
        InlinePanel("criteria", heading=_("Ratings in detail"), label=_("Criterion")),
        MultiFieldPanel([FieldPanel("policy"), FieldPanel("confirm_first")], heading=_("Moderation")),
    ]

    class Meta:
        verbose_name = _("review book")
        verbose_name_plural = _("review books")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_deletable(self) -> bool:
        """A book with entries stays: it can be closed."""
        return not self.entries.exists()

    def clean(self) -> None:
        super().clean()
        moved = self.pk and ReviewBook.objects.filter(pk=self.pk).exclude(site=self.site_id).exists()
        if moved and not self.is_deletable:
            raise ValidationError({"site": _("A book with entries stays on its site. Make a new one there.")})

    @cached_property
    def parts(self) -> BookParts:
        """The rows beside the book itself and its shop's: four to eight queries, or none while neither
        changes."""
        return safe_cache.get_state(f"book:{self.pk}:{self.settings_key}", self._read_parts)

    def _read_parts(self) -> BookParts:
        criteria = list(Criterion.objects.filter(book=self.pk))
        return BookParts(
            list(BookText.objects.filter(book=self.pk).select_related("locale")),
            list(BookKind.objects.filter(book=self.pk)) or [BookKind(kind=kind) for kind in Kind],
            with_labels(criteria, CriterionLabel.objects.all()),
            self.site_settings.business_calendar(),
        )

    def get_unsaved_parts(self) -> BookParts:
        """The same of a book as it stands in the editor."""
        return BookParts(
            list(self.texts.all()),
            list(self.kinds.all()) or [BookKind(kind=kind) for kind in Kind],
            [criterion for criterion in self.criteria.all() if criterion.slug],
            self.site_settings.business_calendar() if self.site_id else BusinessCalendar(),
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "wagtail_feedback/reviews/book_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        self.parts = self.get_unsaved_parts()
        return {**super().get_preview_context(request, mode_name), "language": mode_name}

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
