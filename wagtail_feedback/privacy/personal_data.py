"""Everything about one person: shown to them, or erased for them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import transaction

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import EraseAction
from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.submissions.models import AbstractSubmission
from wagtail_feedback.utils.keys import read_typed


def export_person(who: str) -> list[dict[str, Any]]:
    """One record per submission of an address, or of a number, oldest first; its values are what
    ``DjangoJSONEncoder`` can write."""
    if not is_address(who):
        return [export_submission(submission) for submission in find_by_number(who)]
    contacts = (
        Contact.objects.of_address(who).select_related("site", "asking_consent").prefetch_related("mails")
    )
    return [_record(contact, contact.submission) for contact in contacts.order_by("created_at", "pk")]


def export_submission(submission: Any) -> dict[str, Any]:
    """The record of one submission."""
    return _record(submission.contact, submission)


def count_left(who: str) -> int:
    """How many submissions an address has left, or go by a number."""
    return Contact.objects.of_address(who).count() if is_address(who) else len(find_by_number(who))


def erase_person(who: str) -> int:
    """Erase everything an address has left, or the submission of a number; returns how many that were.

    Each in a transaction of its own, so that a failure keeps what is done and can be taken up again.

    Raises:
        LookupError: a feature that left something is not installed any more; its data is still there.
    """
    if not is_address(who):
        submissions = find_by_number(who)
        for submission in submissions:
            EraseAction(submission).execute()
        return len(submissions)
    contacts = list(Contact.objects.of_address(who))
    for contact in contacts:
        erase_contact(contact)
    return len(contacts)


def erase_contact(contact: Contact) -> None:
    """Remove the words and the person behind one address, leave a tombstone."""
    with transaction.atomic():
        submission = contact.submission
        if isinstance(submission, ModeratedMixin):
            EraseAction(submission).execute()
            return
        # Nothing, or what nobody decides about, such as something that was to be finished later.
        if submission is not None:
            submission.delete()
        contact.delete()


def is_address(who: str) -> bool:
    return "@" in who


def find_by_number(number: str) -> list[Any]:
    """What goes by this number and is not erased yet, whatever feature it belongs to."""
    public_id = read_typed(number)
    found = [
        model._default_manager.filter(public_id=public_id).select_related("contact__site").first()
        for model in get_submission_models()
    ]
    return [row for row in found if row is not None and EraseAction(row).is_allowed()]


def get_submission_models() -> list[Any]:
    """Every installed model of what visitors send."""
    return [model for model in apps.get_models() if issubclass(model, AbstractSubmission)]


def _record(contact: Contact | None, submission: Any) -> dict[str, Any]:
    owner = submission._meta.label_lower if submission else contact.owner if contact else ""
    about: dict[str, Any] = {owner: submission.get_personal_data() if submission else {}} if owner else {}
    if contact is None:
        return about
    return {
        "address": contact.email,
        "site": contact.site.root_url,
        "language": contact.language,
        "received": contact.created_at,
        "confirmed": contact.confirmed_at,
        "unsubscribed": contact.unsubscribed_at,
        "asking_consent": str(contact.asking_consent) if contact.asking_consent else None,
        "asking_consented": contact.asking_consented_at,
        "asked": contact.asked_at,
        "mails": [
            {"type": mail.mail_type, "status": mail.status, "created": mail.created_at}
            for mail in contact.mails.all()
        ],
        **about,
    }
