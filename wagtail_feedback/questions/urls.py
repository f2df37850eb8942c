"""Public addresses of questions."""

from __future__ import annotations

from django.urls import path

from wagtail_feedback.questions.asking.customer_answers import asked
from wagtail_feedback.questions.asking.views import helped, offers, searched

app_name = "wagtail_feedback_questions"

urlpatterns = [
    path("offers/<str:token>/", offers, name="offers"),
    path("helped/<str:token>/", helped, name="helped"),
    # The colon keeps LocaleMiddleware from taking a broken link for a page without language prefix.
    path("asked:<str:key>/", asked, name="asked"),
    path("searched/<str:language>/", searched, name="searched"),
]
