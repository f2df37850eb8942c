"""Included by ``wagtail_feedback.urls``, whose namespace these names stand in."""

from __future__ import annotations

from django.urls import path

from wagtail_feedback.privacy import code_access, views

# The colons keep LocaleMiddleware from taking a broken link for a page without language prefix.
urlpatterns = [
    path("confirm:<str:token>/", views.confirm, name="confirm"),
    path("unsubscribe:<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("mine:<str:token>/", code_access.own, name="own"),
    path("status:<str:token>/", views.status, name="status"),
]
