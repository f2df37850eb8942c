"""Reactions of core; imported by ``ready()``."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.moderation.actions import publish_directly
from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.signals import site_settings_changed, submission_received
from wagtail_feedback.site_settings import (
    FeedbackSettings,
    FeedbackText,
    OpeningHours,
    SpecialDay,
    TargetGroup,
    TargetGroupLabel,
)
from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.keys import new_key


@receiver([post_save, post_delete], sender=WordRule)
def renew_word_list(sender: type[WordRule], **kwargs: Any) -> None:
    """Once committed: whoever compiles under the new version must see the new rows."""
    transaction.on_commit(word_list.renew)


@receiver(submission_received, dispatch_uid="wagtail_feedback.publish_directly")
def publish_unflagged(sender: type[Any], instance: Any, flags: list[Any], **kwargs: Any) -> None:
    """A model that trusts the spam checks publishes now, in a transaction of its own: the submission itself
    touches no row that another one touches."""
    if isinstance(instance, ModeratedMixin):
        publish_directly(instance, is_held=bool(flags))


@receiver(post_save, sender=FeedbackSettings, dispatch_uid="wagtail_feedback.site_settings")
def tell_of_saved_settings(instance: FeedbackSettings, **kwargs: Any) -> None:
    site_settings_changed.send(sender=FeedbackSettings, site_ids=[instance.site_id])


def renew_site_settings(instance: Any, **kwargs: Any) -> None:
    """A row beside the settings changed: what was kept or drawn with the old one is out of date."""
    found = dict(_settings_of(instance).values_list("pk", "site_id"))
    if found:
        FeedbackSettings.objects.filter(pk__in=found).update(settings_key=new_key())
        site_settings_changed.send(sender=FeedbackSettings, site_ids=list(found.values()))


def _settings_of(instance: Any) -> QuerySet[FeedbackSettings]:
    if isinstance(instance, ConsentWording):
        return FeedbackSettings.objects.filter(texts__consent=instance)
    if isinstance(instance, TargetGroupLabel):
        return FeedbackSettings.objects.filter(target_groups=instance.owner_id)
    return FeedbackSettings.objects.filter(pk=instance.settings_id)


for row in (ConsentWording, FeedbackText, OpeningHours, SpecialDay, TargetGroup, TargetGroupLabel):
    for signal in (post_save, post_delete):
        signal.connect(
            renew_site_settings, sender=row, dispatch_uid=f"wagtail_feedback.site_settings.{row.__name__}"
        )
