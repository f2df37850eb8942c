"""Addresses of the package: ``path("feedback/", include("wagtail_feedback.urls"))``, once a site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter

from wagtail_feedback import features
from wagtail_feedback.privacy import code_access
from wagtail_feedback.privacy import urls as privacy_urls
from wagtail_feedback.submissions import receipts, views
from wagtail_feedback.submissions.checks import timing
from wagtail_feedback.utils.converters import TextConverter
from wagtail_feedback.utils.icons import icons

register_converter(TextConverter, "text")

core_patterns: list[URLPattern | URLResolver] = [
    path("submit/<str:token>/", views.submit, name="submit"),
    path("form/<text:language>/<text:form>/<text:target>/", views.form, name="form"),
    path("receipt/<str:token>/", receipts.receipt, name="receipt"),
    path("start/", timing.start, name="start"),
    path("icons.svg", icons, name="icons"),
    path("mine/<text:language>/", code_access.find, name="find_own"),
    *privacy_urls.urlpatterns,
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((core_patterns, "wagtail_feedback"))),
    *(path("", include(feature.urls)) for feature in features.all_features() if feature.urls),
]
