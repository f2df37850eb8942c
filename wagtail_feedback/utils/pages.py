"""The only place that knows the site's page model (``WAGTAIL_PAGE_MODEL`` since Wagtail 8.0)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import swapper
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import router
from django.db.models import Case, Model, Q, Value, When
from django.utils.translation import get_language
from wagtail.blocks import PageChooserBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex

from wagtail_feedback.utils.kept_rows import select_row
from wagtail_feedback.utils.request_cache import per_request

PAGE_LINK = "page:"
swapper.set_app_prefix("wagtailcore", "wagtail")
#: A shop may show one object on hundreds of pages; the highest ones in the tree are looked at.
LOOKED_AT = 20
#: The tick of our blocks that they are about the page they stand on.
ABOUT_PAGE = "about_page"


def page_model() -> Any:
    """The page model in use; call it at run time, never at import."""
    return swapper.load_model("wagtailcore", "Page")


def is_page_swapped() -> bool:
    """Whether the site has a base page of its own, which our models cannot be built on."""
    return bool(swapper.is_swapped("wagtailcore", "Page"))


def find_page(pk: int | None) -> Any | None:
    """The page with this id as its own type, live or not."""
    if pk is None:
        return None
    page = page_model().objects.filter(pk=pk).first()
    return page.specific if page else None


def live_translation(translation_key: str) -> Any | None:
    """The live public page with this translation key, in the active language where there is one."""
    try:
        key = UUID(translation_key)
    except ValueError:
        return None
    pages = list(page_model().objects.live().public().filter(translation_key=key).select_related("locale"))
    language = get_language() or ""
    return next(
        (page for page in pages if page.locale.language_code == language), pages[0] if pages else None
    )


def live_translations(translation_keys: Collection[str]) -> dict[str, Any]:
    """The same for many, by key; what is no key is left out."""
    keys = {}
    for written in translation_keys:
        with suppress(ValueError):
            keys[UUID(written)] = written
    pages = page_model().objects.live().public().filter(translation_key__in=keys).select_related("locale")
    language, found = get_language() or "", {}
    for page in pages:
        key = keys[page.translation_key]
        if key not in found or page.locale.language_code == language:
            found[key] = page
    return found


def find_pages_by_name(names: Collection[str], site: Any) -> dict[str, Any]:
    """The public live pages of a site that names mean: titles, slugs, or addresses by their last part. A name
    that several pages go by means none of them; translations are one page."""
    slugs = {name: _last_part(name) for name in names}
    found: dict[str, list[Any]] = {}
    for page in get_public_pages(site).filter(
        Q(title__in=list(names)) | Q(slug__in=set(slugs.values()) - {""})
    ):
        found.setdefault(page.title, []).append(page)
        if page.slug != page.title:
            found.setdefault(page.slug, []).append(page)
    meant = {}
    for name, slug in slugs.items():
        candidates = found.get(name) or found.get(slug) or []
        if len({page.translation_key for page in candidates}) == 1:
            meant[name] = candidates[0]
    return meant


def get_public_pages(site: Any) -> Any:
    """What visitors of a site can open. Each language has a tree of its own beside the site's root page. (Not
    by ``get_site_root_paths``, which fails where the cache does.)"""
    pages, root = page_model().objects, site.root_page
    translations = Q(translation_key=root.translation_key, sites_rooted_here=None)
    roots = pages.filter(Q(pk=root.pk) | translations)
    is_below = reduce(or_, (Q(path__startswith=each.path) for each in roots), Q(pk__in=[]))
    return pages.live().public().filter(is_below)


def _last_part(name: str) -> str:
    """The slug in an address or path; the name itself where it is none."""
    try:
        path = urlsplit(name.strip()).path
    except ValueError:
        return ""
    return path.rstrip("/").rpartition("/")[2][:255]


class PageLinkBlock(PageChooserBlock):
    """A page to link to. What a link needs of it is one short query for all blocks that link to the same."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        return [self._find(pk) for pk in values]

    def _find(self, pk: Any) -> Any:
        return per_request(("link", pk), lambda: pk and _get_linked(pk))


#: What :func:`link_to_page` asks for; anything else is read when somebody wants it, as in the admin.
LINKED = ("id", "live", "url_path")


def _get_linked(pk: int) -> Any | None:
    model = page_model()
    row = select_row(model, LINKED, id=pk)
    return model.from_db(router.db_for_read(model), LINKED, row) if row else None


def link_to_page(page: Any | None) -> str:
    """A page that an editor chose, as part of the key of what links to it: another one when the page moves or
    goes. :func:`resolve_link` makes the address of it, with two or three queries."""
    return f"{PAGE_LINK}{page.pk}:{bool(page.live)}:{page.url_path}" if page is not None else ""


def resolve_link(link: str) -> str:
    """The address behind a link, in the active language; any other address is as it was. Empty for a page
    that nobody can visit."""
    if not link.startswith(PAGE_LINK):
        return link
    pk = link.removeprefix(PAGE_LINK).partition(":")[0]
    page = page_model().objects.live().filter(pk=pk).first()
    return (page.localized.get_url() or "") if page else ""


def find_block_page(
    instance: Model, block_class: type, accepts: Callable[[Any], bool] = lambda value: True
) -> Any | None:
    """The live public page that shows the object in a block of this class whose value is accepted: the
    highest in the tree, in the active language where there is one."""
    places = _find_places(instance)
    if not places:
        return None
    pages = page_model().objects.live().public().filter(pk__in=[int(pk) for pk in places])
    shown = [
        page
        for page in pages.select_related("locale").order_by("depth", "path").specific()[:LOOKED_AT]
        if any(
            isinstance(bound.block, block_class) and accepts(bound.value)
            for path in places[str(page.pk)]
            for bound in _blocks_on(page, path)
        )
    ]
    language = get_language() or ""
    return next((page for page in shown if page.locale.language_code == language), (shown or [None])[0])


def find_pages_about(instance: Model, site: Any, limit: int) -> list[Any]:
    """The public live pages of a site with a block for the object that is about its own page, such as those
    of products: by title, translations as one page, in the active language where there is one."""
    places = _find_places(instance)
    if not places:
        return []
    is_other = Case(When(locale__language_code=get_language() or "", then=Value(0)), default=Value(1))
    pages = get_public_pages(site)
    found: dict[UUID, Any] = {}
    for page in (
        pages.filter(pk__in=[int(pk) for pk in places]).order_by(is_other, "title").specific()[:limit]
    ):
        if any(_get_struct(page, path).get(ABOUT_PAGE) for path in places[str(page.pk)]):
            found.setdefault(page.translation_key, page)
    return list(found.values())


def is_about_itself(page: Any) -> bool:
    """Whether the page has a block that is about its own page."""
    fields = (field.name for field in page._meta.get_fields() if isinstance(field, StreamField))
    return any(struct.get(ABOUT_PAGE) is True for name in fields for struct in _walk(_get_raw(page, name)))


def _find_places(instance: Model) -> dict[str, list[str]]:
    """Where pages refer to an object: paths of their content, by the id of the page."""
    places: dict[str, list[str]] = {}
    references = ReferenceIndex.get_references_to(instance).filter(
        base_content_type=ContentType.objects.get_for_model(page_model())
    )
    for page_id, path in references.values_list("object_id", "content_path"):
        places.setdefault(page_id, []).append(path)
    return places


def _get_raw(page: Any, name: str) -> Any:
    """A stream as it is stored: nothing that its blocks choose is looked up."""
    value = getattr(page, name, None)
    return list(value.raw_data) if isinstance(value, StreamValue) else []


def _get_struct(page: Any, path: str) -> Mapping[str, Any]:
    """The stored struct whose child is the reference at the end of a path; empty for anything else."""
    name, *elements = path.split(".")
    raw = _get_raw(page, name)
    for element in elements[:-1]:
        if isinstance(raw, Mapping):
            raw = raw.get(element)
        elif isinstance(raw, list):
            children = (child for child in raw if isinstance(child, Mapping) and child.get("id") == element)
            raw = next((child.get("value") for child in children), None)
    return raw if isinstance(raw, Mapping) else {}


def _walk(raw: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping in a stored stream, however deep."""
    if isinstance(raw, Mapping):
        yield raw
        raw = list(raw.values())
    for child in raw if isinstance(raw, list) else ():
        yield from _walk(child)


def _blocks_on(page: Any, path: str) -> Iterator[Any]:
    """The bound blocks that lead to a reference, from the outermost on."""
    name, *elements = path.split(".")
    try:
        field = page._meta.get_field(name)
    except FieldDoesNotExist:
        return
    for length in range(1, len(elements) + 1):
        if hasattr(field, "get_block_by_content_path"):
            bound = field.get_block_by_content_path(getattr(page, name), elements[:length])
            if bound is not None:
                yield bound
