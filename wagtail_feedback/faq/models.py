"""Entries, the sections they stand in, the other ways to ask the same, and what readers think of them."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.signing import Signer
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    Orderable,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from wagtail_feedback.faq.pages import FAQPageMixin
from wagtail_feedback.faq.querysets import FAQEntryQuerySet, FAQVoteQuerySet
from wagtail_feedback.utils import stemming, text
from wagtail_feedback.utils.pages import is_page_swapped

ANSWER_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "image"]
ANCHOR_WORDS, ANCHOR_LENGTH = 6, 60
VOTE_SALT = "wagtail_feedback.faq.vote"


class FAQSection(TranslatableMixin, Orderable):
    """A heading that entries stand below, such as “Delivery”."""

    name = models.CharField(pgettext_lazy("feedback", "name"), max_length=80)
    anchor = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        help_text="What links to it end in; the same whatever it is called later.",
    )

    panels: ClassVar = [FieldPanel("name")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("FAQ section")
        verbose_name_plural = _("FAQ sections")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if not self.anchor:
            set_anchor(self, self.name, f"s{self.pk}")  # which no entry's ends in

    def copy_for_translation(self, locale: Locale, exclude_fields: Any = None) -> Any:
        copy = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        copy.anchor = ""
        return copy


class FAQEntry(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    Orderable,
    ClusterableModel,
):
    """A question with its answer. Blocks on any number of pages show it."""

    question = models.CharField(
        _("question"),
        max_length=200,
        validators=[MinLengthValidator(5)],
        help_text=_("In the words of a customer."),
    )
    answer = RichTextField(
        _("answer"),
        features=ANSWER_FEATURES,
        help_text=_("What to do comes first, the reasons after it."),
    )
    section = models.ForeignKey(
        FAQSection,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="entries",
        verbose_name=_("section"),
    )
    review_by = models.DateField(
        _("review by"), null=True, blank=True, help_text=_("Until when the answer is sure to be right.")
    )
    anchor = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        help_text="What links to it end in; the same from the first publication on.",
    )
    version = models.CharField(
        max_length=16, editable=False, help_text="Names question and answer as they are: votes are for these."
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="wagtail_feedback_faq_entry")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="wagtail_feedback_faq_entry",
        for_concrete_model=False,
    )

    objects = FAQEntryQuerySet.as_manager()

    search_fields: ClassVar = [
        index.SearchField("question"),
        index.SearchField("answer"),
        index.AutocompleteField("question"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("FAQ entry")
        verbose_name_plural = _("FAQ entries")

    def __str__(self) -> str:
        return self.question

    @property
    def revisions(self) -> Any:
        return self._revisions

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Not written with a draft, whose fields are named.
        self.version = hashlib.sha256(repr((self.question, self.answer)).encode()).hexdigest()[:16]
        super().save(*args, **kwargs)
        if self.live and not self.anchor:
            set_anchor(self, self.question, str(self.pk))

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """An older revision has the anchor and the place of its time, or none."""
        restored = super().with_content_json(content)
        restored.anchor, restored.sort_order = self.anchor, self.sort_order
        return restored

    def copy_for_translation(self, locale: Locale, exclude_fields: Any = None) -> Any:
        """A draft with the published words, where there are any: what nobody has published becomes public in
        no language."""
        source = type(self)._default_manager.get(pk=self.pk)
        if source.live:
            source.latest_revision = None  # of which Wagtail would copy the words
        copy = super(FAQEntry, source).copy_for_translation(locale, exclude_fields=exclude_fields)
        copy.live, copy.has_unpublished_changes, copy.anchor = False, True, ""
        copy.expired, copy.locked, copy.locked_at, copy.locked_by = False, False, None, None
        copy.live_revision = copy.first_published_at = copy.last_published_at = None
        copy.section = source.section and (source.section.get_translation_or_none(locale) or source.section)
        return copy

    def get_stems(self) -> frozenset[str]:
        """The stems of all its words, for the search."""
        words = " ".join([*self.get_wordings(), text.plain(self.answer)])
        return frozenset(stemming.stem_text(words).split())

    def get_wordings(self) -> list[str]:
        """All ways to ask it that we know."""
        return [self.question, *(wording.text for wording in self.wordings.all())]

    @property
    def vote_token(self) -> str:
        """Names the entry and the words that a vote is for; the same for all who read them."""
        return Signer(salt=VOTE_SALT).sign_object([self.pk, self.version])

    @classmethod
    def read_vote_token(cls, token: str) -> tuple[int, str]:
        """The number and the version.

        Raises:
            BadSignature: not made by us.
        """
        pk, version = Signer(salt=VOTE_SALT).unsign_object(token)
        return pk, version

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "wagtail_feedback/faq/preview.html"


class FAQWording(Orderable):
    """Another way to ask the question of an entry."""

    entry = ParentalKey(FAQEntry, on_delete=models.CASCADE, related_name="wordings")
    text = models.CharField(_("wording"), max_length=300)
    origin = models.CharField(
        max_length=100, blank=True, editable=False, help_text="Whose words these are: gone when those are."
    )

    panels: ClassVar = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")

    def __str__(self) -> str:
        return self.text


class FAQVote(models.Model):
    """Whether an answer helped one visitor, on one day. No row says who that was, nor which are of the same
    visitor."""

    class Reason(models.TextChoices):
        UNCLEAR = "unclear", _("I did not understand it")
        INCOMPLETE = "incomplete", _("Something is missing")
        WRONG = "wrong", _("It is wrong or out of date")
        OTHER = "other", _("I was looking for something else")

    entry = models.ForeignKey(FAQEntry, on_delete=models.CASCADE, related_name="votes")
    version = models.CharField(max_length=16)
    day = models.DateField()
    key = models.CharField(  # noqa: DJ001 (unique: any number of rows have none)
        max_length=32, null=True, unique=True, help_text="One for each visitor, entry, text and day."
    )
    is_helpful = models.BooleanField()
    reason = models.CharField(_("What was wrong?"), max_length=20, choices=Reason, blank=True)
    comment = models.CharField(_("In your own words"), max_length=300, blank=True)

    objects = FAQVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote on an FAQ entry")
        verbose_name_plural = _("votes on FAQ entries")
        default_permissions = ()
        indexes: ClassVar = [models.Index("entry", "version", "is_helpful", name="faq_vote_counts")]

    def __str__(self) -> str:
        return f"{self.version}: {self.is_helpful}"


def set_anchor(instance: FAQEntry | FAQSection, words: str, number: str) -> None:
    """The first words in their own script, and a number, which makes it unique."""
    first = "-".join(slugify(words, allow_unicode=True).split("-")[:ANCHOR_WORDS])
    instance.anchor = f"{first[:ANCHOR_LENGTH].strip('-')}-{number}".lstrip("-")
    type(instance)._default_manager.filter(pk=instance.pk).update(anchor=instance.anchor)


# The model cannot be built on a class whose module may import our blocks.
# (mypy’s plugin does not know the managers of modelcluster.)
if not is_page_swapped():

    class FAQPage(FAQPageMixin, Page):  # type: ignore[django-manager-missing]
        """A page of frequently asked questions. A site with a base page of its own makes one of it and the
        mixin."""

        content_panels: ClassVar = [*Page.content_panels, *FAQPageMixin.faq_panels]
        search_fields: ClassVar = [*Page.search_fields, index.SearchField("intro")]

        class Meta:
            verbose_name = _("FAQ page")
            verbose_name_plural = _("FAQ pages")
