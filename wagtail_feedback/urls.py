"""Addresses of the package: ``path("feedback/", include("wagtail_feedback.urls"))``, once a site."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from wagtail_feedback.privacy import urls as people_urls
from wagtail_feedback.submissions import views
from wagtail_feedback.submissions.checks import timing

#: Feature apps with public addresses, if they are installed.
ROOMS = ("wagtail_feedback.reviews",)

core_patterns: list[URLPattern | URLResolver] = [
    path("submit/<str:token>/", views.submit, name="submit"),
    path("form/<str:language>/<str:form>/<str:target>/", views.form, name="form"),
    path("receipt/<str:token>/", views.receipt, name="receipt"),
    path("start/", timing.start, name="start"),
    *people_urls.urlpatterns,
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((core_patterns, "wagtail_feedback"))),
    *(path("", include(import_module(f"{room}.urls"))) for room in ROOMS if apps.is_installed(room)),
]
