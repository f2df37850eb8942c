"""Forgetting in time: what nobody needs any more of authors, mails that went out long ago, old history."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.moderation.search import remove_from_index
from wagtail_feedback.moderation.tasks import update_search
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.privacy.personal_data import get_submission_models

CHUNK = 500
#: A mail that waits for a confirmation is as dead as the link that would confirm it.
FORGOTTEN = (OutboxMail.Status.SENT, OutboxMail.Status.CANCELLED, OutboxMail.Status.WAITING)


def forget_contacts() -> int:
    """Erase addresses, not entries: settled submissions whose last mail and change are long ago."""
    days = conf.CONTACT_RETENTION_DAYS
    if not days:
        return 0
    moment = timezone.now() - timedelta(days=days)
    count = 0
    owned = Contact.objects.exclude(owner="").order_by()
    for label in list(owned.values_list("owner", flat=True).distinct()):
        unsettled = apps.get_model(label).get_unsettled(moment)
        needed = apps.get_model(label)._default_manager.filter(unsettled, contact=OuterRef("pk"))
        settled = Contact.objects.filter(~Exists(needed), owner=label, created_at__lt=moment)
        count += _delete(settled.exclude(mails__sent_at__gte=moment))
    return count


def forget_details() -> int:
    """What only the shop sees of settled submissions, with an address or without: order numbers, browsers,
    internal notes, what spam checks found. Returns how many submissions and rows beside them that were."""
    days = conf.CONTACT_RETENTION_DAYS
    if not days:
        return 0
    moment = timezone.now() - timedelta(days=days)
    return sum(
        _forget_fields(model, moment) + _forget_relations(model, moment) for model in get_submission_models()
    )


def forget_mails() -> int:
    """Forget what was sent, cancelled or never wanted; failed mails stay until somebody has looked."""
    days = conf.OUTBOX_RETENTION_DAYS
    if not days:
        return 0
    moment = timezone.now() - timedelta(days=max(days, conf.CONFIRM_DAYS))
    return _delete(OutboxMail.objects.filter(status__in=FORGOTTEN, created_at__lt=moment))


def forget_log() -> int:
    """Who did what to submissions. The lines hold no words of visitors, but names of colleagues."""
    days = conf.LOG_RETENTION_DAYS
    if not days:
        return 0
    types = ContentType.objects.get_for_models(*get_submission_models()).values()
    moment = timezone.now() - timedelta(days=days)
    return _delete(ModelLogEntry.objects.filter(content_type__in=list(types), timestamp__lt=moment))


def delete_submissions(rows: QuerySet[Any]) -> int:
    """Whole submissions with all that hangs on them, addresses too: for what a feature keeps for a time
    only. The history has a line for some hundred of them at a time. In short transactions; returns how
    many."""
    model, count = rows.model, 0
    while chunk := list(rows.order_by("pk")[:CHUNK]):
        with transaction.atomic():
            log_many([(chunk[0], {"number": len(chunk)})], "wagtail_feedback.forget", user=None)
            remove_from_index(chunk)
            model._default_manager.filter(pk__in=[row.pk for row in chunk]).delete()
            Contact.objects.filter(pk__in=[row.contact_id for row in chunk if row.contact_id]).delete()
        count += len(chunk)
    return count


def _get_settled(model: Any, moment: datetime) -> QuerySet[Any]:
    """Submissions to which nothing has happened since ``moment``, and which wait for nothing."""
    needed = model._default_manager.filter(model.get_unsettled(moment), pk=OuterRef("pk"))
    return model._default_manager.filter(~Exists(needed), created_at__lt=moment)


def _forget_fields(model: Any, moment: datetime) -> int:
    rows, count = _get_settled(model, moment).filter(model.has_private()), 0
    changed = [*model.private_fields, *model.text_fields, *model.searched_fields, "text_digest"]
    fields = [name for name in dict.fromkeys(changed) if name != "public_id"]
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            chunk = list(model._default_manager.select_for_update().filter(pk__in=keys))
            for row in chunk:
                row.forget_private()
            model._default_manager.bulk_update(chunk, fields, batch_size=50)
        if issubclass(model, ModeratedMixin):  # what a moderator can search for holds names too
            update_search.enqueue(model._meta.label_lower, keys)
        count += len(keys)
    return count


def _forget_relations(model: Any, moment: datetime) -> int:
    """Rows beside settled submissions; one of its own date goes by that."""
    count = 0
    for name in model.private_relations:
        relation = model._meta.get_field(name)
        related, link = relation.related_model, relation.field.attname
        rows = related._default_manager.filter(Exists(_get_settled(model, moment).filter(pk=OuterRef(link))))
        if any(field.name == "created_at" for field in related._meta.fields):
            rows = rows.filter(created_at__lt=moment)
        count += _delete(rows)
    return count


def _delete(rows: Any) -> int:
    """In short transactions, whatever the number."""
    model, count = rows.model, 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        model._default_manager.filter(pk__in=keys).delete()
        count += len(keys)
    return count
