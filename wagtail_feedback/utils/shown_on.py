"""On which pages things stand, for many things at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ReferenceIndex

from wagtail_feedback.utils.frontend_cache import MOST_BETWEEN
from wagtail_feedback.utils.pages import page_model

#: A thing of any model: its content type, and its primary key as the reference index writes it.
Thing = tuple[int, str]
ThingT = TypeVar("ThingT", bound=Model)


def find_pages_of(
    things: Collection[ThingT], *, not_through: Iterable[type[Model]] = ()
) -> dict[ThingT, set[int]]:
    """The ids of the pages that refer to each of these, by a block however deep, by a field, or by a snippet;
    live or not. What ``not_through`` names refers to them without showing them. A query a model and level."""
    content_type = ContentType.objects.get_for_model
    page_type, closed = content_type(page_model()).pk, {content_type(model).pk for model in not_through}
    found: dict[ThingT, set[int]] = {thing: set() for thing in things}
    # What is looked for at this level, for the sake of which things; and what was looked for before.
    level = {(content_type(thing).pk, str(thing.pk)): {thing} for thing in things}
    seen = dict(level)
    for _step in range(MOST_BETWEEN + 1):
        between: dict[Thing, set[ThingT]] = {}
        for target, source in _get_references(level):
            if source[0] == page_type:
                for thing in level[target]:
                    found[thing].add(int(source[1]))
            elif source[0] not in closed and (new := level[target] - seen.get(source, set())):
                between.setdefault(source, set()).update(new)
        level = between
        for source, new in between.items():
            seen[source] = seen.get(source, set()) | new
    return found


def _get_references(things: Iterable[Thing]) -> Iterable[tuple[Thing, Thing]]:
    """What is referred to, and what refers to it."""
    by_type: dict[int, list[str]] = {}
    for model, pk in things:
        by_type.setdefault(model, []).append(pk)
    for to_model, ids in by_type.items():
        references: Any = ReferenceIndex.objects.filter(to_content_type=to_model, to_object_id__in=ids)
        rows = references.values_list("to_object_id", "base_content_type", "object_id").distinct()
        for to_pk, model, pk in rows:
            yield (to_model, to_pk), (model, pk)
