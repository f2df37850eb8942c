"""Sites, pages and locales that something of ours stands on: Wagtail's own screens would ask whether to
delete them and then fail. They are refused in words instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import PROTECT, RESTRICT, Model
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Locale, Site
from wagtail.permission_policies import ModelPermissionPolicy

PACKAGE = "wagtail_feedback."
NAMED = 3


def find_dependents(instance: Model) -> Iterator[Model]:
    """One object of each of our models that forbids to delete the instance."""
    for relation in instance._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.on_delete not in {PROTECT, RESTRICT}:
            continue
        model: Any = relation.related_model
        if _is_ours(model):
            yield from model._default_manager.filter(**{relation.field.name: instance})[:1]


def _is_ours(model: type[Model]) -> bool:
    """A model of the package, or of a feature that builds on one."""
    return any(base.__module__.startswith(PACKAGE) for base in model.__mro__)


def describe_problem(instances: Iterable[Model]) -> str:
    """Why these cannot be deleted; empty where they can."""
    for instance in instances:
        found = islice(find_dependents(instance), NAMED)
        names = [f"{each._meta.verbose_name} “{each}”" for each in found]
        if names:
            return _("“%(object)s” cannot be deleted. It is needed by: %(names)s.") % {
                "object": instance,
                "names": ", ".join(names),
            }
    return ""


def refuse_pages(request: HttpRequest, pages: Iterable[Any]) -> HttpResponse | None:
    """For Wagtail's hooks: a home page takes its site with it."""
    kept = list(pages)
    sites = [site for page in kept for site in Site.objects.filter(root_page__path__startswith=page.path)]
    problem = describe_problem(sites)
    if not problem:
        return None
    messages.error(request, problem)
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)


class NeededConverter(StringConverter):
    """The key of an object that cannot be deleted. For others Wagtail's own address comes next."""

    model: type[Model]

    def to_python(self, value: str) -> Any:
        instance = self.model._base_manager.filter(pk=value).first()
        if instance is None or next(find_dependents(instance), None) is None:
            raise ValueError
        return instance


class NeededSiteConverter(NeededConverter):
    model = Site


class NeededLocaleConverter(NeededConverter):
    model = Locale


def refuse(request: HttpRequest, instance: Model, index: str) -> HttpResponse:
    """In place of Wagtail's question whether to delete it, for those whom Wagtail would ask."""
    if not ModelPermissionPolicy(type(instance)).user_has_permission(request.user, "delete"):
        raise PermissionDenied
    messages.error(request, describe_problem([instance]))
    return redirect(index)


def get_urlpatterns() -> list[URLPattern]:
    """In front of Wagtail's own addresses of the same form."""
    register_converter(NeededSiteConverter, "wf_needed_site")
    register_converter(NeededLocaleConverter, "wf_needed_locale")
    return [
        path(f"{name}/delete/<wf_needed_{name[:-1]}:instance>/", refuse, {"index": f"wagtail{name}:index"})
        for name in ("sites", "locales")
        if apps.is_installed(f"wagtail.{name}")
    ]
