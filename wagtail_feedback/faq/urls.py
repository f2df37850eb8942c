"""Public addresses of the FAQ."""

from __future__ import annotations

from django.urls import path

from wagtail_feedback.faq.voting.views import vote, voted

app_name = "wagtail_feedback_faq"

urlpatterns = [
    path("faq/vote:<str:token>/", vote, name="vote"),
    path("faq/voted:<str:token>/", voted, name="voted"),
]
