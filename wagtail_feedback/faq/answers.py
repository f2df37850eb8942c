"""Published entries as answers for other features: to be found, offered, linked to and drafted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Max, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.log_actions import log
from wagtail.models import Locale, ReferenceIndex, Site
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_feedback.faq.models import FAQEntry, FAQSection, FAQWording
from wagtail_feedback.faq.page_drafts import create_page_draft, find_page_class
from wagtail_feedback.faq.voting.subject import SUBJECT_TYPE
from wagtail_feedback.features import Answer
from wagtail_feedback.utils import rich_text, text
from wagtail_feedback.utils.pages import get_public_pages
from wagtail_feedback.utils.shown_on import find_pages_of

QUESTION_LENGTH, WORDING_LENGTH = 200, 300
#: The name of the report on answers to review in addresses, and who reads it.
REVIEW_REPORT, REVIEWERS = "wagtail_feedback_faq_review", ("change", "publish")


class FAQAnswers:
    """Entries by their translation key. Public is what stands on a page of the site that everybody can open;
    the way there is the address of that page and the entry's anchor."""

    def get_subject_key(self, key: str) -> str:
        return f"{SUBJECT_TYPE}:{key}"

    def get_version(self) -> str:
        """Another one once an entry is published, withdrawn or deleted, or chosen for a page, or loses a
        wording. That a page moves or goes is not in it; :meth:`find` sees it at once."""
        models = ContentType.objects.get_for_models(FAQEntry, FAQSection).values()
        chosen = ReferenceIndex.objects.filter(to_content_type__in=list(models)).order_by("-pk")
        state = FAQEntry.objects.live().aggregate(
            count=Count("pk", distinct=True),
            newest=Max("pk"),
            published=Max("last_published_at"),
            wordings=Count("wordings"),
            chosen=Max(Subquery(chosen.values("pk")[:1])),
        )
        return ":".join(str(value) for value in state.values())

    def get_wordings(self, site: Site, language: str) -> Iterator[tuple[str, str]]:
        entries = _get_entries(language)
        places = _find_places(entries, site)
        public = {entry.pk: str(entry.translation_key) for entry in entries if entry in places}
        yield from ((public[entry.pk], entry.question) for entry in entries if entry.pk in public)
        wordings = FAQWording.objects.filter(entry__in=public).order_by("entry", "sort_order", "pk")
        yield from ((public[pk], words) for pk, words in wordings.values_list("entry", "text"))

    def find(self, keys: Sequence[str], site: Site, language: str) -> list[Answer]:
        entries = _get_entries(language, keys)
        places = _find_places(entries, site)
        by_key = {str(entry.translation_key): entry for entry in entries if entry in places}
        found = (by_key[key] for key in dict.fromkeys(keys) if key in by_key)
        return [
            Answer(str(entry.translation_key), entry.question, f"{places[entry]}#{entry.anchor}")
            for entry in found
        ]

    def get_html(self, key: str, language: str) -> str:
        """An answer too long for a mail is read on its page."""
        entry = next(iter(_get_entries(language, [key])), None)
        try:
            return text.clean_answer(rich_text.expand(entry.answer)) if entry else ""
        except ValueError:
            return ""

    def get_choices(self, language: str) -> list[tuple[str, str]]:
        entries = FAQEntry.objects.in_language(_content_language(language)).order_by("question", "pk")
        rows = entries.values_list("translation_key", "question")
        return [(str(key), question) for key, question in rows]

    def create_draft(
        self, *, question: str, wordings: Mapping[str, str], answer: str, language: str, user: Any
    ) -> str:
        """What of the answer no answer may hold is left out; a workflow is the editor's to start.

        Raises:
            LookupError: the site has no such language.
            ValueError: the answer is longer than ``utils.text.ANSWER_MAX_LENGTH``.
        """
        locale = Locale.objects.filter(language_code=_content_language(language)).first()
        if locale is None:
            raise LookupError(f"No content language {language!r}.")
        entry = FAQEntry(
            question=text.first_line(question, QUESTION_LENGTH),
            answer=text.clean_answer(answer),
            locale=locale,
            live=False,
            has_unpublished_changes=True,
        )
        lines: dict[str, str] = {}
        for words, origin in wordings.items():
            line = text.first_line(words, WORDING_LENGTH)
            lines[line] = lines.get(line) or origin
        for words, origin in lines.items():
            if words and words != entry.question:
                entry.wordings.add(FAQWording(text=words, origin=origin))
        entry.save()
        # Not cleaned: an answer may be empty until it is published.
        revision = entry.save_revision(user=user, clean=False)
        log(entry, "wagtail.create", user=user, revision=revision, content_changed=True)
        return str(entry.translation_key)

    @transaction.atomic
    def forget_wordings(self, origins: Collection[str], keys: Collection[str]) -> None:
        """Out of what is published and out of every revision. To be looked at is what stands in *FAQ to
        review*, as if its day had come."""
        lost = FAQWording.objects.filter(origin__in=origins)
        entries = FAQEntry.objects.filter(Q(pk__in=lost.values("entry")) | Q(translation_key__in=keys))
        for entry in entries.distinct():
            for revision in entry.revisions.all():
                kept = [row for row in revision.content["wordings"] if row.get("origin") not in origins]
                if len(kept) < len(revision.content["wordings"]):
                    revision.content["wordings"] = kept
                    revision.save(update_fields=["content"])
            FAQEntry.objects.filter(pk=entry.pk).update(review_by=timezone.localdate() - timedelta(days=1))
            log(entry, "wagtail_feedback.wording_forgotten", content_changed=True)
        lost.delete()

    def get_edit_url(self, key: str, language: str) -> str:
        """In this language, or in another where it is in none but that."""
        rows = FAQEntry.objects.with_keys([key]).select_related("locale").order_by("pk")
        entries = {entry.locale.language_code: entry for entry in rows}
        entry = entries.get(_content_language(language)) or next(iter(entries.values()), None)
        return reverse("wagtailsnippets_wagtail_feedback_faq_faqentry:edit", args=[entry.pk]) if entry else ""

    def find_to_review(self, user: Any) -> tuple[int, str] | None:
        if not ModelPermissionPolicy(FAQEntry).user_has_any_permission(user, REVIEWERS):
            return None
        return FAQEntry.objects.to_review(timezone.localdate()).count(), reverse(REVIEW_REPORT)

    def can_create_page(self, parent: Any) -> bool:
        return find_page_class(parent) is not None

    def create_page(
        self,
        *,
        title: str,
        parent: Any,
        language: str,
        chapters: Sequence[tuple[str, Sequence[str]]],
        user: Any,
    ) -> str:
        """Raises:
        LookupError: no page of questions may stand there, or the site has no such language.
        """
        locale = Locale.objects.filter(language_code=_content_language(language)).first()
        if locale is None:
            raise LookupError(f"No content language {language!r}.")
        return create_page_draft(title, parent, locale, chapters, user)


def _get_entries(language: str, keys: Sequence[str] | None = None) -> list[FAQEntry]:
    """The live entries in a language, of these keys or all."""
    rows = FAQEntry.objects.live().in_language(_content_language(language))
    if keys is not None:
        rows = rows.with_keys(keys)
    return list(rows.select_related("section").order_by("pk"))


def _find_places(entries: Sequence[FAQEntry], site: Site) -> dict[FAQEntry, str]:
    """The address of the page that shows an entry, for those that have one: a public page of the site, in
    the language of the entry, the highest in the tree.

    Pages choose entries and sections in any language, and show them in their own.
    """
    if not entries:
        return {}
    entry_keys = {entry.translation_key for entry in entries}
    section_keys = {entry.section.translation_key for entry in entries if entry.section}
    chosen: list[FAQEntry | FAQSection] = [
        *FAQEntry.objects.filter(translation_key__in=entry_keys),
        *FAQSection.objects.filter(translation_key__in=section_keys),
    ]
    ids_of: dict[UUID, set[int]] = {}
    # An entry refers to its section, and shows nothing of the others in it.
    for thing, ids in find_pages_of(chosen, not_through=[FAQEntry]).items():
        ids_of.setdefault(thing.translation_key, set()).update(ids)
    pages = get_public_pages(site).filter(pk__in=set().union(*ids_of.values()), locale=entries[0].locale_id)
    urls = {page.pk: page.specific_deferred.get_url() for page in pages.order_by("depth", "path")}
    places = {}
    for entry in entries:
        keys = [entry.translation_key, *([entry.section.translation_key] if entry.section else [])]
        ids = set().union(*(ids_of.get(key, set()) for key in keys))
        url = next((url for pk, url in urls.items() if pk in ids and url), None)
        if url:
            places[entry] = url
    return places


def _content_language(code: str) -> str:
    """The content language nearest to a language; empty where there is none."""
    try:
        return str(get_supported_content_language_variant(code))
    except LookupError:
        return ""
