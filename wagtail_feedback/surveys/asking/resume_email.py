"""The mail with the link to unfinished answers; it holds nothing that was typed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.contacts.models import ConsentWording, Contact
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.messages import shop_name
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.surveys.asking.later import resume_path
from wagtail_feedback.surveys.models import SurveyDraft

RESUME_MAIL = "surveys.resume"


class ResumeEmail:
    label = gettext_lazy("Link to unfinished answers")
    # Nobody waits for a confirmation to get a link that was asked for.
    to_unconfirmed = True

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        contact = mail.contact
        draft = SurveyDraft.objects.filter(contact=contact).first() if contact else None
        if contact is None or draft is None or draft.is_over:
            return None
        return EmailContent(
            subject=_("Finish your answers · %(shop)s") % {"shop": shop_name(contact.site)},
            headline=_("Finish your answers"),
            template="resume",
            url=resume_path(draft),
            button=_("Go on"),
            context={"draft": draft},
            has_own_page=False,
        )


def send_link(draft: SurveyDraft, address: str, consent: ConsentWording | None) -> None:
    """Once a draft: anybody can type in a stranger's address."""
    with transaction.atomic():
        contact = Contact.objects.create(
            site=draft.site, owner=SurveyDraft._meta.label_lower, email=address, language=draft.language
        )
        now = timezone.now() if consent else None
        unsent = SurveyDraft.objects.filter(pk=draft.pk, is_finished=False, contact=None)
        if unsent.update(contact=contact, consent=consent, consented_at=now):
            queue_mails([NewMail(RESUME_MAIL, contact_id=contact.pk, key=f"resume:{draft.pk}")])
        else:
            contact.delete()
    draft.refresh_from_db()
