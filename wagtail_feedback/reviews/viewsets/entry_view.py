"""The screen of one entry: the answer beside the decision."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from wagtail_feedback.exceptions import ActionNotAllowed
from wagtail_feedback.moderation.admin.checklist import get_checks
from wagtail_feedback.moderation.admin.item_screen import UNPROCESSABLE
from wagtail_feedback.moderation.admin.item_view import ItemView
from wagtail_feedback.moderation.permissions import user_can
from wagtail_feedback.reviews.actions import PublishAnswerAction, SaveAnswerDraftAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.models.answer import PARTS
from wagtail_feedback.reviews.viewsets.answer_form import AnswerForm, PublishForm, get_editable_text
from wagtail_feedback.reviews.viewsets.similar import get_similar_answers


class EntryView(ItemView):
    """Whatever is decided, an answer that was being typed is kept as a draft."""

    model = Entry
    template_name = "wagtail_feedback/reviews/moderation/item.html"
    select_related = ("book__site__feedbacksettings", "contact", "answer")
    handlers = (*ItemView.handlers, "save_draft", "publish_answer")

    @cached_property
    def role(self) -> str:
        """What answers are signed with, in the entry's language."""
        return self.item.book.site_settings.signature(self.item.language)

    def get_answer_form(self, form_class: type[AnswerForm] = AnswerForm) -> AnswerForm:
        typed = self.request.POST if PARTS[0] in self.request.POST else None
        version = self.item.answer_versions.first()
        entry = self.item
        is_told = entry.contact_id and entry.is_published
        published = getattr(entry, "answer", None) if is_told else None
        return form_class(typed, version=version, language=entry.language, published=published)

    def get_answer_kwargs(self, form: AnswerForm) -> dict[str, Any]:
        parts = {name: form.cleaned_data[name] for name in PARTS}
        return {**parts, "role": self.role, "user": self.request.user}

    def check_unsent(self) -> HttpResponse | None:
        form = self.get_answer_form()
        if form.is_typed() and not form.is_valid():
            return self.show(UNPROCESSABLE, answer_form=form)
        return None

    def keep_unsent(self) -> bool:
        form = self.get_answer_form()
        if self.item.is_gone or not form.is_typed() or not form.is_valid():
            return False
        try:
            SaveAnswerDraftAction(self.item, **self.get_answer_kwargs(form)).execute()
        except ActionNotAllowed:  # gone a moment ago
            return False
        return True

    def handle_save_draft(self) -> HttpResponse:
        form = self.get_answer_form()
        if not form.is_valid():
            return self.show(UNPROCESSABLE, answer_form=form)
        SaveAnswerDraftAction(
            self.item, seen_version=self.seen_version, **self.get_answer_kwargs(form)
        ).execute()
        return self.stay(_("The answer is saved as a draft. Visitors do not see it."))

    def handle_publish_answer(self) -> HttpResponse:
        form = self.get_answer_form(PublishForm)
        if not form.is_valid():
            return self.show(UNPROCESSABLE, answer_form=form)
        with transaction.atomic():
            PublishAnswerAction(
                self.item,
                seen_version=self.seen_version,
                tell_author=form.tells_author(),
                **self.get_answer_kwargs(form),
            ).execute()
        return self.go_on(_("Answered: “%(entry)s”") % {"entry": self.item.heading})

    def get_allowed_actions(self) -> dict[str, bool]:
        entry, user = self.item, self.request.user
        can_publish = entry.is_published or user_can(user, "moderate", entry)
        answer = PublishAnswerAction(entry, position="–", role="")
        return {
            **super().get_allowed_actions(),
            "answer": answer.is_allowed() and user_can(user, "answer", entry) and can_publish,
            "draft": not entry.is_gone,
        }

    def get_secrets(self) -> list[tuple[str, str, str]]:
        number = self.item.order_number
        return [*super().get_secrets(), *([(_("Order number"), "••••", number)] if number else [])]

    def get_extra_context(self) -> dict[str, Any]:
        entry, form = self.item, self.get_answer_form()
        similar = get_similar_answers(entry)
        earlier = [get_editable_text(answer.position) for answer in similar]
        urls = [self.inbox.get_item_url(answer.entry) for answer in similar]
        labels = {criterion.slug: criterion.get_label() for criterion in entry.book.all_criteria}
        return {
            "ratings": [(labels.get(slug, slug), stars) for slug, stars in entry.ratings.items()],
            "role": self.role,
            "answer_form": form,
            "started": any(form.get_parts().values()),
            "checks": get_checks(entry, form.get_parts(), earlier),
            "similar": list(zip(similar, earlier, urls, strict=True)),
        }
