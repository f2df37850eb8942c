from __future__ import annotations

from django.urls import include, path

from benchmarks import urls_bare

urlpatterns = [path("feedback/", include("wagtail_feedback.urls")), *urls_bare.urlpatterns]
