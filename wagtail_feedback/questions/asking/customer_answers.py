"""The page where a customer answers what another one wants to know."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.privacy.private_pages import in_language, private_page, render_private
from wagtail_feedback.questions.asking.spoken import find_language
from wagtail_feedback.questions.asking.views import read_post
from wagtail_feedback.questions.models import AnswerRequest, Question
from wagtail_feedback.questions.models.question import QuestionKind, make_asker
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.fields import MultiLineField
from wagtail_feedback.submissions.rerender import redirect_303

UNPROCESSABLE = 422


class CustomerAnswerForm(forms.Form):
    text = MultiLineField(
        max_length=lambda: conf.TEXT_MAX_LENGTH,
        label=gettext_lazy("Your answer"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write your answer")},
    )

    def get_errors(self) -> list[tuple[str, str]]:
        """For the summary above the form: where each leads, and what it says."""
        return [
            (self[name].auto_id, str(message)) for name, found in self.errors.items() for message in found
        ]


@private_page
def asked(request: HttpRequest, key: str) -> HttpResponse:
    """Behind the link in the mail; whoever has answered reads thanks."""
    requests = AnswerRequest.objects.valid().select_related("question__site", "contact")
    found = requests.filter(key=key, question__site=Site.find_for_request(request)).first()
    if found is None:
        raise Http404
    with in_language(found.contact.language, request):
        is_sent = request.method == "POST" and found.answered_at is None
        form = CustomerAnswerForm(read_post(request) if is_sent else None)
        if is_sent and form.is_valid():
            store_answer(found, form.cleaned_data["text"])
            return redirect_303(request.path)
        context: dict[str, Any] = {
            "form": form,
            "is_answered": found.answered_at is not None,
            "question": found.question.get_public_text(),
            "question_language": found.question.language,
            "product": found.question.shown.about_label,
            "shop": FeedbackSettings.for_site(found.question.site).shop_name(),
        }
        status = UNPROCESSABLE if is_sent else 200
        return render_private(request, "wagtail_feedback/questions/asked.html", context, status=status)


@transaction.atomic
def store_answer(request: AnswerRequest, text: str) -> None:
    """Once for each request. It waits for a moderator; its author is known by the address that was asked, so
    that it is shown to them and erased with everything else of theirs."""
    now, question, asked = timezone.now(), request.question, request.contact
    if not AnswerRequest.objects.filter(pk=request.pk, answered_at=None).update(answered_at=now):
        return
    contact = Contact.objects.create(
        site=asked.site,
        owner=Question._meta.label_lower,
        email=asked.email,
        language=asked.language,
        created_at=now,
        confirmed_at=asked.confirmed_at,
        unsubscribed_at=asked.unsubscribed_at,
    )
    answer = Question(
        kind=QuestionKind.ANSWER,
        answers_to=question,
        site=question.site,
        text=text,
        language=find_language(text, asked.language),
        asker=make_asker(asked.email),
        about=question.about,
        about_label=question.about_label,
        contact=contact,
        created_at=now,
    )
    CreateSubmissionAction(answer).execute()
