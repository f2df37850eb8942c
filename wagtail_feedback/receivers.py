"""Reactions of core; imported by ``ready()``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.moderation.actions import Change, publish_soon, publishes_itself
from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.moderation.tasks import update_search, update_search_soon
from wagtail_feedback.signals import (
    moderation_changed,
    site_settings_changed,
    subjects_changed,
    submission_received,
)
from wagtail_feedback.site_settings import (
    FeedbackSettings,
    FeedbackText,
    OpeningHours,
    SpecialDay,
    TargetGroup,
    TargetGroupLabel,
)
from wagtail_feedback.subjects import rename_page
from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.keys import new_key
from wagtail_feedback.utils.pages import is_about_itself, page_model


@receiver([post_save, post_delete], sender=WordRule)
def renew_word_list(sender: type[WordRule], **kwargs: Any) -> None:
    """Once committed: whoever compiles under the new version must see the new rows."""
    transaction.on_commit(word_list.renew)


@receiver(submission_received, dispatch_uid="wagtail_feedback.publish_directly")
def publish_unflagged(sender: type[Any], instance: Any, flags: list[Any], **kwargs: Any) -> None:
    """A model that trusts the spam checks publishes now; whatever waits can be found on the desk."""
    if not isinstance(instance, ModeratedMixin):
        return
    if publishes_itself(instance, is_held=bool(flags)):
        publish_soon(instance)
    else:
        update_search_soon(sender, [instance.pk])


@receiver(moderation_changed, dispatch_uid="wagtail_feedback.update_search")
def update_changed_in_search(sender: type[Any], changes: Sequence[Change], **kwargs: Any) -> None:
    """What takes words away, or changes them, is in force before anybody is answered; the rest soon after."""
    moved = [row.pk for row, old in changes if row.status != old and not row.is_gone]
    changed = [row.pk for row, old in changes if row.status == old or row.is_gone]
    if moved:
        update_search_soon(sender, moved)
    if changed:
        update_search.enqueue(sender._meta.label_lower, changed)


@receiver(pre_save, dispatch_uid="wagtail_feedback.page_title_before")
def remember_title(instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    if not isinstance(instance, page_model()) or raw or not _saves_title(update_fields):
        return
    titles = page_model().objects.filter(pk=instance.pk).values_list("title", flat=True)
    instance.__dict__["wagtail_feedback_title"] = titles.first() if instance.pk else None


@receiver(post_save, dispatch_uid="wagtail_feedback.page_renamed")
def follow_renamed_page(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Not at “published”, which does not know the title before, and which a renaming script never sends."""
    if not isinstance(instance, page_model()) or not _saves_title(update_fields):
        return
    before = instance.__dict__.pop("wagtail_feedback_title", None)
    if before not in {None, instance.title} and instance.live:
        transaction.on_commit(lambda: rename_page(instance), robust=True)


def _saves_title(update_fields: Any) -> bool:
    return update_fields is None or "title" in update_fields


@receiver([page_published, page_unpublished], dispatch_uid="wagtail_feedback.nameable_page")
def follow_nameable_page(instance: Any, **kwargs: Any) -> None:
    """Also at the deletion of a page, which is unpublished before."""
    if is_about_itself(instance.specific):
        site = instance.get_site()
        subjects_changed.send(sender=page_model(), site_ids=[site.pk] if site else [])


@receiver(post_page_move, dispatch_uid="wagtail_feedback.pages_moved")
@receiver(
    [post_save, post_delete], sender=PageViewRestriction, dispatch_uid="wagtail_feedback.pages_restricted"
)
def follow_reachable_pages(**kwargs: Any) -> None:
    """Any number of pages came to another site, or became private or public."""
    subjects_changed.send(sender=page_model(), site_ids=list(Site.objects.values_list("pk", flat=True)))


@receiver(subjects_changed, dispatch_uid="wagtail_feedback.renew_forms")
def renew_forms(site_ids: Sequence[int], **kwargs: Any) -> None:
    """Forms list what visitors can name, and say what they are about."""
    FeedbackSettings.objects.filter(site__in=site_ids).update(settings_key=new_key())
    site_settings_changed.send(sender=FeedbackSettings, site_ids=list(site_ids))


@receiver([post_save, post_delete], sender=FeedbackSettings, dispatch_uid="wagtail_feedback.site_settings")
def tell_of_changed_settings(instance: FeedbackSettings, **kwargs: Any) -> None:
    site_settings_changed.send(sender=FeedbackSettings, site_ids=[instance.site_id])


@receiver(post_save, sender=Site, dispatch_uid="wagtail_feedback.site_saved")
def tell_of_saved_site(instance: Site, **kwargs: Any) -> None:
    """What is kept of a site's books is kept with the site."""
    site_settings_changed.send(sender=Site, site_ids=[instance.pk])


def renew_site_settings(instance: Any, **kwargs: Any) -> None:
    """A row beside the settings changed: what was kept or drawn with the old one is out of date."""
    found = dict(_settings_of(instance).values_list("pk", "site_id"))
    if found:
        FeedbackSettings.objects.filter(pk__in=found).update(settings_key=new_key())
        site_settings_changed.send(sender=FeedbackSettings, site_ids=list(found.values()))


def _settings_of(instance: Any) -> QuerySet[FeedbackSettings]:
    if isinstance(instance, Locale):
        return FeedbackSettings.objects.all()
    if isinstance(instance, ConsentWording):
        chosen = Q(texts__consent=instance) | Q(texts__publication_consent=instance)
        return FeedbackSettings.objects.filter(chosen)
    if isinstance(instance, TargetGroupLabel):
        return FeedbackSettings.objects.filter(target_groups=instance.owner_id)
    return FeedbackSettings.objects.filter(pk=instance.settings_id)


for row in (ConsentWording, Locale, FeedbackText, OpeningHours, SpecialDay, TargetGroup, TargetGroupLabel):
    for signal in (post_save, post_delete):
        signal.connect(
            renew_site_settings, sender=row, dispatch_uid=f"wagtail_feedback.site_settings.{row.__name__}"
        )
