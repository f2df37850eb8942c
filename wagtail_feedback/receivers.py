"""Reactions of core; imported by ``ready()``."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import post_page_move

from wagtail_feedback.submissions import standing
from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.models import WordRule


@receiver([post_save, post_delete], sender=WordRule)
def renew_word_list(sender: type[WordRule], **kwargs: Any) -> None:
    """Once committed: whoever compiles under the new version must see the new rows."""
    transaction.on_commit(word_list.renew)


@receiver([post_save, post_delete], dispatch_uid="wagtail_feedback.standing")
def forget_where_forms_stand(sender: type[Any], **kwargs: Any) -> None:
    """Now, and once committed: until then others still read the old page, and remember it."""
    if standing.concerns(sender):
        standing.renew_stamp()
        transaction.on_commit(standing.renew_stamp)


@receiver(post_page_move, dispatch_uid="wagtail_feedback.standing")
def forget_where_moved_forms_stand(**kwargs: Any) -> None:
    """A page takes over the privacy of its new parents."""
    standing.renew_stamp()
    transaction.on_commit(standing.renew_stamp)
