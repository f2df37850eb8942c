"""The default language has no prefix."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [
    path("feedback/", include("wagtail_feedback.urls")),
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]
