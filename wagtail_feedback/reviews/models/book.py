"""The review book: what it takes, how it speaks, who reads it."""

from __future__ import annotations

import secrets
from itertools import chain
from typing import Any, NamedTuple

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Site

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.reviews.models.choices import Kind, Policy
from wagtail_feedback.utils import safe_cache


def new_key() -> str:
    return secrets.token_hex(8)


class BookParts(NamedTuple):
    texts: list[BookText]
    kinds: list[BookKind]
    criteria: list[Criterion]


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
    policy = models.CharField(_("moderation"), max_length=4, choices=Policy.choices, default=Policy.PRE)
    confirm_first = models.BooleanField(
        _("ask for a confirmed address first"),
        default=False,
        help_text=_("Entries wait until their author has opened a mail. An address becomes obligatory."),
    )
    is_open = models.BooleanField(_("takes entries"), default=True)
    notify = models.TextField(
        _("tell moderators"),
        blank=True,
        help_text=_("Addresses that get a digest of what waits, one a line."),
    )
    # Parts of cache keys, so that what is kept there never needs deleting: one is new after every public
    # change of an entry, the other after every change of the book itself.
    fragment_key = models.CharField(max_length=16, default=new_key, editable=False)
    settings_key = models.CharField(max_length=16, default=new_key, editable=False)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("slug"), FieldPanel("site"), FieldPanel("is_open")],
            heading=_("Book"),
        ),
        InlinePanel("texts", heading=_("Words in each language"), label=_("Language")),
        InlinePanel("kinds", heading=_("What visitors may leave"), label=_("Kind")),
        InlinePanel("criteria", heading=_("Ratings in detail"), label=_("Criterion")),
        MultiFieldPanel(
            [FieldPanel("policy"), FieldPanel("confirm_first"), FieldPanel("notify")], heading=_("Moderation")
        ),
    ]

    class Meta:
        verbose_name = _("review book")
        verbose_name_plural = _("review books")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fragment_key, self.settings_key = new_key(), new_key()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "fragment_key", "settings_key"}
        super().save(*args, **kwargs)

    @cached_property
    def parts(self) -> BookParts:
        """Everything editors set beside the book itself: three queries, or none from the cache."""
        key = f"wf:book:{self.pk}:{self.settings_key}"
        parts: BookParts | None = safe_cache.get(key)
        if parts is None:
            kinds = list(self.kinds.all()) or [BookKind(kind=kind) for kind in Kind]
            parts = BookParts(list(self.texts.select_related("consent")), kinds, list(self.criteria.all()))
            safe_cache.set(key, parts, conf.FRAGMENT_SECONDS)
        return parts

    @property
    def all_kinds(self) -> list[BookKind]:
        """The kinds on offer; a book without rows takes all of them without promises."""
        return self.parts.kinds

    @property
    def all_criteria(self) -> list[Criterion]:
        return self.parts.criteria

    def text(self, language: str | None = None) -> BookText:
        """The book's words in a language (the active one by default), else in its first language."""
        wanted = language or get_language() or ""
        exact = (text for text in self.parts.texts if text.language == wanted)
        related = (text for text in self.parts.texts if text.language.split("-")[0] == wanted.split("-")[0])
        return next(chain(exact, related, self.parts.texts), None) or BookText(language=wanted)

    def answer_days(self, kind: str) -> int | None:
        """Working days within which this kind is promised an answer; None without a promise."""
        return next((row.answer_days for row in self.all_kinds if row.kind == kind), None)

    def signatures(self) -> list[str]:
        """Every name the shop answers under: nobody else may sign so."""
        return [text.role for text in self.parts.texts if text.role]

    def notify_addresses(self) -> list[str]:
        return [line.strip() for line in self.notify.splitlines() if line.strip()]


class BookText(Orderable):
    """The book's words in one language."""

    book = ParentalKey(ReviewBook, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=15, help_text=_("Language code, such as en or ru."))
    title = models.CharField(_("title"), max_length=100)
    shop = models.CharField(_("name of the shop"), max_length=100, help_text=_("As mails and pages say it."))
    role = models.CharField(
        _("signature of answers"),
        max_length=60,
        help_text=_("Such as “Customer care”. Visitors cannot use it."),
    )
    intro = models.TextField(_("introduction"), blank=True)
    thanks = models.TextField(_("words on the receipt"), blank=True)
    consent = models.ForeignKey(
        ConsentWording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("consent wording"),
        help_text=_("Agreed to by whoever leaves an address or an order number."),
    )

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("title")]),
        FieldRowPanel([FieldPanel("shop"), FieldPanel("role")]),
        FieldPanel("intro"),
        FieldPanel("thanks"),
        FieldPanel("consent"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("words in one language")
        constraints = [models.UniqueConstraint(fields=["book", "language"], name="wf_booktext_language")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


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


class Criterion(Orderable):
    """Something visitors may rate apart, such as delivery."""

    book = ParentalKey(ReviewBook, on_delete=models.CASCADE, related_name="criteria")
    slug = models.SlugField(_("slug"), max_length=30)
    label = models.CharField(pgettext_lazy("feedback", "label"), max_length=60)
    translations = models.TextField(
        _("other languages"), blank=True, help_text=_("One a line, such as: ru: Доставка")
    )

    panels = [FieldRowPanel([FieldPanel("label"), FieldPanel("slug")]), FieldPanel("translations")]

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [models.UniqueConstraint(fields=["book", "slug"], name="wf_criterion_slug")]

    def __str__(self) -> str:
        return self.localised()

    def localised(self, language: str | None = None) -> str:
        """The label in a language (the active one by default), else the plain label."""
        wanted = (language or get_language() or "").split("-")[0]
        for line in self.translations.splitlines():
            code, _colon, label = line.partition(":")
            if code.strip() == wanted and label.strip():
                return label.strip()
        return self.label
