from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from example_project.shop.page_cache import purge_shop


def purge_after_editing(sender: object, **kwargs: object) -> None:
    """An editor's change may show in the menu of every page: drop them all."""
    transaction.on_commit(purge_shop)


def connect() -> None:
    uid = "shop-purge-after-editing"
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(purge_after_editing, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        connect_restriction = partial(signal.connect, sender=PageViewRestriction)
        connect_restriction(purge_after_editing, dispatch_uid=uid)
