"""Which pages of a cache in front of the site show something, and away with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import ReferenceIndex

from wagtail_feedback.utils.pages import page_model


def is_configured() -> bool:
    """Whether the site has a cache in front of it that Wagtail knows of."""
    return bool(get_backends())


def get_pages_referring_to(instance: Model) -> Any:
    """Live pages that refer to the object: by a block, however deep, or by a field of their own."""
    model = page_model()
    page_ids = (
        ReferenceIndex.get_references_to(instance)
        .filter(base_content_type=ContentType.objects.get_for_model(model))
        .values_list("object_id", flat=True)
        .distinct()
    )
    return model.objects.live().filter(pk__in=[int(pk) for pk in page_ids])


def purge_pages(model: type[Model], ids: Iterable[int], urls: Iterable[str] = ()) -> None:
    """Once this is committed, purge the pages that refer to these objects, and these addresses besides."""
    if is_configured():
        purge.enqueue(model._meta.label, sorted(set(ids)), sorted(set(urls)))


@task()
def purge(model_label: str, ids: list[int], urls: list[str]) -> None:
    """The work of :func:`purge_pages`; arguments are plain, so that any task backend can carry them."""
    batch = PurgeBatch(urls)
    for instance in apps.get_model(model_label)._default_manager.filter(pk__in=ids):
        batch.add_pages(get_pages_referring_to(instance))
    batch.purge()
