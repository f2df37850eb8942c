"""The mail with a copy of their own answers, to whoever asked for it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.moderation.states import GONE, Status
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.messages import shop_name
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.outbox.single_mails import queue_single_mail
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.utils.addresses import address_key

COPY_MAIL = "surveys.copy"


class AnswersCopyEmail:
    """What was shown, in the order and the words of the version that was answered."""

    label = gettext_lazy("Copy of the answers")
    to_unconfirmed = False

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        response = Response.objects.filter(pk=mail.params["response"]).first()
        if response is None or response.status in {*GONE, Status.SPAM}:
            return None
        title = response.document.title
        answers = {**response.answers, **response.private_answers}
        return EmailContent(
            subject=_("Your answers: “%(title)s” · %(shop)s")
            % {"title": title, "shop": shop_name(response.site)},
            headline=_("Your answers: “%(title)s”") % {"title": title},
            template="answers_copy",
            context={"answers": response.describe_answers(answers)},
        )


def send_copy(response: Any, address: str) -> None:
    """To the address that stands with the response anyway, or to one that is used for this alone."""
    params, contact = {"response": response.pk}, response.contact
    if contact is not None and contact.email_key == address_key(address):
        queue_mails([NewMail(COPY_MAIL, contact_id=contact.pk, params=params)])
    else:
        queue_single_mail(
            COPY_MAIL, email=address, site=response.site, language=response.language, params=params
        )
