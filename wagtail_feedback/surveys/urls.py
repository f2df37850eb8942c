"""Public addresses of surveys."""

from __future__ import annotations

from django.urls import path

from wagtail_feedback.surveys.asking.later_views import later, resume
from wagtail_feedback.surveys.asking.participation import participation

app_name = "wagtail_feedback_surveys"

urlpatterns = [
    path("surveys/<uuid:key>/participation/", participation, name="participation"),
    # The colons keep LocaleMiddleware from taking a broken link for a page without language prefix.
    path("later:<str:token>/", later, name="later"),
    path("resume:<str:token>/", resume, name="resume"),
]
