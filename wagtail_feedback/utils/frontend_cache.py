"""Which pages of a cache in front of the site show something, and away with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q
from django_tasks import task
from wagtail import hooks
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import ReferenceIndex

from wagtail_feedback.utils.pages import ABOUT_PAGE, PAGE_LINK, page_model

#: For what no reference tells, such as template tags: ``fn(instance)`` returns pages, addresses or both.
HOOK = "wagtail_feedback_pages_to_purge"
#: How many things may stand between a page and the object: a snippet in a snippet in a snippet.
MOST_BETWEEN = 3
#: As Wagtail's blocks extract them: model, primary key, path in the model, path in the content.
Reference = tuple[Any, str, str, str]


def is_configured() -> bool:
    """Whether the site has a cache in front of it that Wagtail knows of."""
    return bool(get_backends())


def get_pages_showing(instance: Model, *, forms: bool = True, subjects: Iterable[str] | None = None) -> Any:
    """Live pages that show the object: by a block, however deep, by a field of their own, or by a snippet.

    ``forms=False`` leaves out those that only have a form for it; ``subjects``, those that only show what is
    about themselves, unless they are among these subjects.
    """
    pages, content_type = page_model(), ContentType.objects.get_for_model
    page_type, found = content_type(pages).pk, set()
    seen = between = {(content_type(instance).pk, str(instance.pk))}
    for _step in range(MOST_BETWEEN + 1):
        sources = set(_get_sources(between, forms=forms, restricted=subjects is None))
        found |= {int(pk) for model, pk in sources if model == page_type}
        # What refers to a page links to it, and shows nothing of it.
        between = {source for source in sources if source[0] != page_type} - seen
        seen = seen | between
    keys = [key.removeprefix(PAGE_LINK) for key in subjects or () if key.startswith(PAGE_LINK)]
    return pages.objects.live().filter(Q(pk__in=found) | Q(translation_key__in=keys))


def _get_sources(
    things: Iterable[tuple[int, str]], *, forms: bool, restricted: bool
) -> Iterator[tuple[int, str]]:
    """What refers to these things: ids of its content type and its own. Ten thousand product pages refer to
    a book by a handful of paths, and only those are looked at."""
    by_type: dict[int, list[str]] = {}
    for model, pk in things:
        by_type.setdefault(model, []).append(pk)
    for to_model, ids in by_type.items():
        references = ReferenceIndex.objects.filter(to_content_type=to_model, to_object_id__in=ids)
        for model, path in references.values_list("content_type", "model_path").distinct():
            if (restricted or not is_restricted(path)) and (forms or not _is_form(model, path)):
                sources = references.filter(content_type=model, model_path=path)
                yield from sources.values_list("base_content_type", "object_id").distinct()


def restrict(references: Iterable[Reference], child: str) -> Iterator[Reference]:
    """For ``extract_references`` of a block that shows what is about its own page only: those of a child say
    so. (Wagtail reads nothing from the end of a path.)"""
    for model, pk, model_path, content_path in references:
        yield model, pk, ABOUT_PAGE if model_path == child else model_path, content_path


def is_restricted(path: str) -> bool:
    return path.endswith(f".{ABOUT_PAGE}")


def _is_form(content_type: int, path: str) -> bool:
    """Whether a reference is that of a form. Read from what blocks are declared as: no content is loaded."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    name, *elements = path.split(".")
    try:
        block = getattr(model._meta.get_field(name), "stream_block", None) if model else None
    except FieldDoesNotExist:
        return False
    for element in elements:
        if not getattr(block, "shows_submissions", True):
            return True
        children = getattr(block, "child_blocks", {})
        block = children.get(element, getattr(block, "child_block", None))
    return False


def purge_pages(
    model: type[Model],
    ids: Iterable[int],
    urls: Iterable[str] = (),
    *,
    forms: bool = True,
    subjects: Iterable[str] | None = None,
) -> None:
    """Once this is committed, purge the pages that show these objects (see :func:`get_pages_showing`), and
    these addresses besides."""
    if is_configured():
        about = None if subjects is None else sorted(subjects)
        purge.enqueue(model._meta.label, sorted(set(ids)), sorted(set(urls)), forms, about)


@task()
def purge(
    model_label: str, ids: list[int], urls: list[str], forms: bool = True, subjects: list[str] | None = None
) -> None:
    """The work of :func:`purge_pages`; arguments are plain, so that any task backend can carry them."""
    batch = PurgeBatch(urls)
    for instance in apps.get_model(model_label)._default_manager.filter(pk__in=ids):
        batch.add_pages(get_pages_showing(instance, forms=forms, subjects=subjects))
        for function in hooks.get_hooks(HOOK):
            for each in function(instance):
                if isinstance(each, str):
                    batch.add_url(each)
                else:
                    batch.add_page(each)
    batch.purge()
