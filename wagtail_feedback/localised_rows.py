"""Rows that say the same thing in several languages: one a locale of the site, never a code typed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Protocol, TypeVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Locale, Orderable


class HasLanguage(Protocol):
    @property
    def language_code(self) -> str: ...


RowT = TypeVar("RowT", bound=HasLanguage)


def in_language(rows: Iterable[RowT], language: str | None = None) -> RowT | None:
    """The row in a language (the active one by default): exactly that, else the same without its region,
    else the first; None of no rows."""
    wanted = (language or get_language() or "").casefold()
    kept = list(rows)
    exact = (row for row in kept if row.language_code.casefold() == wanted)
    related = (row for row in kept if base_of(row.language_code) == base_of(wanted))
    return next(chain(exact, related, kept), None)


def base_of(language: str) -> str:
    """``pt`` of ``pt-BR``."""
    return language.partition("-")[0].casefold()


class LocaleRow(Orderable):
    """Base of a row in one language."""

    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", verbose_name=_("language"))

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.language_code

    @property
    def language_code(self) -> str:
        return self.locale.language_code


class LabelRow(LocaleRow):
    """Base of a label in one language; subclasses add ``owner``, a ``ParentalKey`` named ``labels``."""

    label = models.CharField(pgettext_lazy("feedback", "label"), max_length=60)

    panels = [FieldRowPanel([FieldPanel("locale"), FieldPanel("label")])]

    class Meta(LocaleRow.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.label


class LabelledRow(ClusterableModel, Orderable):
    """Base of something with a slug that is stored and labels that are read."""

    slug = models.SlugField(_("slug"), max_length=30, help_text=_("What exports and addresses call it."))

    panels = [
        FieldPanel("slug"),
        InlinePanel("labels", heading=_("Texts in each language"), label=_("Language"), min_num=1),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.get_label()

    @cached_property
    def all_labels(self) -> list[Any]:
        return list(self.labels.select_related("locale"))

    def get_label(self, language: str | None = None) -> str:
        """The label in a language (the active one by default), else the nearest; the slug without any."""
        row = in_language(self.all_labels, language)
        return row.label if row else self.slug


LabelledT = TypeVar("LabelledT", bound=LabelledRow)


def with_labels(rows: Sequence[LabelledT], labels: models.QuerySet[Any]) -> list[LabelledT]:
    """The rows with all their labels, in one query for all of them."""
    if not rows:
        return []
    by_owner: dict[Any, list[Any]] = {row.pk: [] for row in rows}
    for label in labels.filter(owner__in=list(by_owner)).select_related("locale"):
        by_owner[label.owner_id].append(label)
    for row in rows:
        row.all_labels = by_owner[row.pk]
    return list(rows)
