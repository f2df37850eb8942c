"""Reactions of core; imported by ``ready()``."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from wagtail_feedback.intake import wordlist
from wagtail_feedback.intake.models import WordRule


@receiver([post_save, post_delete], sender=WordRule)
def renew_word_list(sender: type[WordRule], **kwargs: Any) -> None:
    """Once committed: whoever compiles under the new version must see the new rows."""
    transaction.on_commit(wordlist.renew)
