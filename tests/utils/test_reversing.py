"""Addresses that are put together without Django are those that Django gives."""

from __future__ import annotations

import pytest
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from wagtail_feedback.utils import reversing
from wagtail_feedback.utils.reversing import reverse_alike

NAME = "wagtail_feedback_reviews:permalink"


@pytest.fixture
def below_shop():
    set_script_prefix("/shop/{a}/")
    yield
    set_script_prefix("/")


@pytest.mark.parametrize("args", [("Q7KM2",), ("Q7KM2", "zh-hans")])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_address_is_the_same(args, language):
    with override(language):
        assert reverse_alike(NAME, *args) == reverse(NAME, args=args)


def test_another_path_prefix_gives_another_address(below_shop):
    assert reverse_alike(NAME, "Q7KM2") == reverse(NAME, args=["Q7KM2"])


def test_django_is_asked_once(monkeypatch):
    first = reverse_alike(NAME, "Q7KM2")
    monkeypatch.setattr(reversing, "reverse", None)
    assert reverse_alike(NAME, "X8LN3") == first.replace("Q7KM2", "X8LN3")
