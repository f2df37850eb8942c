"""A question goes to customers of the product that it is about, of those who agreed to that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import ModerationAction
from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.messages import shop_name
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.privacy.personal_data import get_submission_models
from wagtail_feedback.questions.models import AnswerRequest, Question
from wagtail_feedback.questions.models.question import make_asker

#: So many are asked one question at a time, and nobody again before so long, whatever the question.
MOST = 10
REST = timedelta(days=30)
#: Of so many times more some may be one person.
SPARE = 5
MAIL_TYPE = "questions.asked"


def find_customers(question: Question) -> list[Contact]:
    """Who may be asked now: whoever wrote about the product last, each person once, never the one who asks or
    has been asked this already."""
    asked = AnswerRequest.objects.filter(question=question).values("contact__email_key")
    willing = Contact.objects.to_be_asked(timezone.now() - REST).exclude(email_key__in=asked)
    willing = willing.filter(site=question.site_id, language=question.language)
    rows: list[Any] = []
    for model in get_submission_models():
        if issubclass(model, ModeratedMixin):
            about = model._default_manager.published().filter(about=question.about, contact__in=willing)
            rows += about.select_related("contact").order_by("-created_at", "-pk")[: MOST * SPARE]
    rows.sort(key=lambda row: row.created_at, reverse=True)
    found: dict[str, Contact] = {}
    for row in rows:
        if make_asker(row.contact.email) != question.asker:
            found.setdefault(row.contact.email_key, row.contact)
    return list(found.values())[:MOST]


def claim(contacts: Iterable[Contact], now: datetime) -> list[Contact]:
    """Those whom nobody else asks at the same moment: one conditional update each, always in one order."""
    rested = Q(asked_at=None) | Q(asked_at__lt=now - REST)
    return [
        contact
        for contact in sorted(contacts, key=lambda contact: contact.email_key)
        if Contact.objects.filter(rested, email_key=contact.email_key).update(asked_at=now)
    ]


class AskCustomersAction(ModerationAction):
    """Pass the question on, without a word of who asks; :attr:`asked` has those to whom."""

    action_name = "ask_customers"

    def __init__(self, instance: Question, **kwargs: Any) -> None:
        super().__init__(instance, **kwargs)
        self.asked: list[Contact] = []

    def is_allowed(self) -> bool:
        return self.instance.can_be_passed_on

    def apply(self) -> None:
        self.asked = claim(find_customers(self.instance), self.now)

    def after_save(self) -> None:
        requests = [AnswerRequest(question=self.instance, contact=contact) for contact in self.asked]
        AnswerRequest.objects.bulk_create(requests)
        queue_mails(
            NewMail(
                MAIL_TYPE,
                contact_id=request.contact_id,
                key=f"{MAIL_TYPE}:{request.key}",
                params={"request": request.key},
            )
            for request in requests
        )

    def get_log_data(self) -> dict[str, Any]:
        return {"asked": len(self.asked)}


class CustomerQuestionEmail:
    """What another customer wants to know, and where to answer."""

    label = gettext_lazy("Question to a past customer")
    to_unconfirmed = False

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        waiting = AnswerRequest.objects.valid().filter(key=mail.params["request"], answered_at=None)
        request = waiting.select_related("question__site").first()
        if request is None:
            return None
        question = request.question
        names = {"product": question.shown.about_label, "shop": shop_name(question.site)}
        return EmailContent(
            subject=_("A question about “%(product)s” · %(shop)s") % names,
            headline=_("Can you help another customer?"),
            template="asked_customer",
            url=request.get_absolute_url(),
            button=_("Answer the question"),
            context={"product": names["product"], "question": question.get_public_text()},
        )
