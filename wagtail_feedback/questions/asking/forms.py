"""The form “Ask a question”: the question, an address to answer to, and nothing that is not needed."""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.features import Answer
from wagtail_feedback.questions.asking.offers import find_offers
from wagtail_feedback.questions.asking.spoken import find_language
from wagtail_feedback.questions.models import Offer, Question
from wagtail_feedback.questions.models.question import make_asker
from wagtail_feedback.submissions.forms import ContactFieldsMixin, MultiLineField, SingleLineField
from wagtail_feedback.submissions.handlers import FormHandler, Submission

logger = logging.getLogger("wagtail_feedback.questions")
#: Keys of the answers that were offered, with spaces between. In the empty form it is disabled.
OFFERED_FIELD = "wf_offered"
#: More than anybody is offered while typing one question.
MOST_OFFERED = 100


class QuestionForm(ContactFieldsMixin):
    """Nothing of it appears in public, so that nobody is asked for a name or a consent to publication."""

    name = None  # type: ignore[assignment] # Django’s way to leave out a field of a base
    publication_consent = None  # type: ignore[assignment]
    published_fields = ()

    text = MultiLineField(
        max_length=lambda: conf.TEXT_MAX_LENGTH,
        label=gettext_lazy("Your question"),
        help_text=gettext_lazy("One question at a time, in your own words. Only the shop reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write your question")},
    )
    email = SingleLineField(
        max_length=254,
        label=pgettext_lazy("feedback", "Email address"),
        help_text=gettext_lazy("Leave it if you want the answer by email. We use it for nothing else."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )

    field_order = ("text", "email", "consent")

    @property
    def publication_wording(self) -> None:
        return None

    @property
    def offered(self) -> str | None:
        """What was offered before this was sent; None where nothing was looked for."""
        return self.data.get(OFFERED_FIELD)


class QuestionFormHandler(FormHandler[Site, QuestionForm]):
    """A question to the shop; the target is the whole site."""

    name = "questions.question"
    model = Question
    form_class = QuestionForm
    fields_template = "wagtail_feedback/questions/fields.html"
    confirmation_template = "wagtail_feedback/questions/confirmation.html"
    below_template = "wagtail_feedback/questions/below.html"
    receipt_template = "wagtail_feedback/questions/receipt.html"

    def get_title(self, target: Site) -> str:
        return _("Ask a question")

    def complete(self, instance: Any, submission: Submission[Site, QuestionForm]) -> None:
        instance.language = find_language(instance.text, instance.language)
        instance.asker = make_asker(submission.form.cleaned_data["email"] or submission.visitor)

    def get_confirmation(self, submission: Submission[Site, QuestionForm]) -> list[Answer]:
        """Answers, where none were offered while the question was typed."""
        if submission.form.offered is not None:
            return []
        site, text = submission.site, submission.form.cleaned_data["text"]
        placement = submission.placement
        try:
            offers = find_offers(text, site, placement.language, about=placement.about)
            Offer.objects.add_shown(site, submission.visitor, [answer.key for answer in offers])
        except Exception:
            logger.exception("No answers could be offered")
            return []
        return offers

    def save(self, submission: Submission[Site, QuestionForm]) -> str:
        reference = super().save(submission)
        if offered := (submission.form.offered or "").split()[:MOST_OFFERED]:
            Offer.objects.set_sent(submission.site, submission.visitor, offered)
        return reference
