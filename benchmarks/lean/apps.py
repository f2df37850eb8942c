from __future__ import annotations

from django.apps import AppConfig


class LeanConfig(AppConfig):
    name = "benchmarks.lean"
    label = "lean"
    default_auto_field = "django.db.models.BigAutoField"
