"""Whether the engine is there; registered by ``ready()``."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from wagtail_feedback.questions.topics.samples import is_installed


@register(deploy=True)
def check_engine(**kwargs: Any) -> list[CheckMessage]:
    if is_installed():
        return []
    return [
        Warning(
            "Questions are collected and neither grouped nor offered an answer: numpy and scipy are missing.",
            hint='pip install "wagtail-storefront-feedback[faq]"',
            id="wagtail_feedback.W020",
        )
    ]
