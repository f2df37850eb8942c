"""Entries from somebody's file, with the shop's replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.conf import conf
from wagtail_feedback.imports.import_options import COMMON_FIELDS, ImportField
from wagtail_feedback.imports.importer import FeatureImporter
from wagtail_feedback.imports.row_importer import RowImporter
from wagtail_feedback.moderation.search import add_to_index
from wagtail_feedback.reviews.models import Answer, AnswerVersion, Criterion, Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATED_KINDS, Kind
from wagtail_feedback.submissions.choices import Area
from wagtail_feedback.utils.frontend_cache import purge_pages
from wagtail_feedback.utils.tabular import cells
from wagtail_feedback.utils.text import ANSWER_MAX_LENGTH

TEXT, *REST = COMMON_FIELDS
CRITERION = "rating."


class EntryRowImporter(RowImporter[Entry]):
    """Makes unsaved entries of one book from rows."""

    model = Entry
    fields = (
        TEXT,
        ImportField("title", gettext_lazy("title"), holds_words=True),
        ImportField("rating", gettext_lazy("rating")),
        ImportField("kind", gettext_lazy("kind")),
        ImportField("area", gettext_lazy("topic")),
        *REST,
        ImportField("reply", gettext_lazy("reply"), holds_words=True),
        ImportField("replied", gettext_lazy("date of the reply"), is_date=True),
    )
    needed = ("text", "title", "rating")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.roles: dict[str, str] = {}
        self.is_public = False
        self.longest_text = conf.TEXT_MAX_LENGTH

    @classmethod
    def get_fields(cls, target: ReviewBook) -> Sequence[ImportField]:
        criteria = Criterion.objects.filter(book=target).values_list("slug", flat=True)
        label = _("rating of “%(criterion)s”")
        return [
            *cls.fields,
            *(ImportField(CRITERION + slug, label % {"criterion": slug}) for slug in criteria),
        ]

    def get_own(self, got: Mapping[str, str]) -> dict[str, Any]:
        labels = self.labels
        kind = cells.parse_choice(labels["kind"], got.get("kind", ""), Kind) or Kind.REVIEW.value
        rating = self.read_rating(labels["rating"], got.get("rating", ""))
        title = cells.parse_line(labels["title"], got.get("title", ""), 150)
        text = cells.parse_text(labels["text"], got.get("text", ""), self.longest_text)
        if not (title or text or rating):
            raise cells.CellError(_("text, title and rating are all empty"))
        ratings = {
            name.removeprefix(CRITERION): self.read_rating(labels[name], got[name])
            for name in got
            if name.startswith(CRITERION)
        }
        return {
            "book": self.target,
            "kind": kind,
            "rating": rating if kind in RATED_KINDS else None,
            "ratings": {slug: stars for slug, stars in ratings.items() if stars},
            "title": title,
            "text": text,
            "name": cells.parse_line(labels["name"], got.get("name", ""), 60),
            "area": cells.parse_choice(labels["area"], got.get("area", ""), Area),
        }

    def get_words(self, instance: Entry) -> list[Any]:
        return [instance.kind, instance.rating, instance.title, instance.text, instance.name]

    def finish(self, instance: Entry, got: Mapping[str, str]) -> None:
        reply = cells.parse_text(self.labels["reply"], got.get("reply", ""), ANSWER_MAX_LENGTH)
        told = self.dates["replied"].read(self.labels["replied"], got.get("replied", ""))
        replied = told or instance.created_at
        instance.__dict__["imported_reply"] = (reply, replied)
        if reply and instance.is_published:
            instance.answered_at = replied

    def after_create(self, instances: list[Entry]) -> None:
        """Replies of public entries are public; those of others wait as drafts."""
        self.is_public |= any(entry.is_published for entry in instances)
        versions, answers = [], []
        without_answer = Entry._meta.get_field("answer")
        for entry in instances:
            without_answer.set_cached_value(entry, None)  # the index asks each entry for it
            reply, at = entry.__dict__["imported_reply"]
            if not reply:
                continue
            parts = {
                "entry": entry,
                "role": self.get_role(entry.language),
                "position": linebreaks(reply, True),
            }
            versions.append(AnswerVersion(**parts, created_at=at, is_published=entry.is_published))
            if entry.is_published:
                answers.append(Answer(**parts, published_at=at))
        AnswerVersion.objects.bulk_create(versions)
        Answer.objects.bulk_create(answers)
        # A search engine that is down is logged and keeps no row from being stored.
        transaction.on_commit(lambda: add_to_index(Entry, instances), robust=True)

    def get_role(self, language: str) -> str:
        """Who signs: the shop, in the language of the entry."""
        if language not in self.roles:
            self.roles[language] = self.target.site_settings.signature(language)
        return self.roles[language]

    def after_run(self) -> None:
        if self.is_public:
            purge_pages(ReviewBook, [self.target.pk])


class EntryImporter(FeatureImporter):
    """The review book's part of ``feedback_import`` and of the screen for imports."""

    target_model = ReviewBook
    target_option = "book"
    row_importer = EntryRowImporter
