"""No address names a language."""

from __future__ import annotations

from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [path("feedback/", include("wagtail_feedback.urls")), path("", include(wagtail_urls))]
