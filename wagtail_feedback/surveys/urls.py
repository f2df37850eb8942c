"""Public addresses of surveys."""

from __future__ import annotations

from django.urls import path

from wagtail_feedback.surveys.asking.participation import participation

app_name = "wagtail_feedback_surveys"

urlpatterns = [path("surveys/<uuid:key>/participation/", participation, name="participation")]
