"""What settings refuse when they are saved."""

from __future__ import annotations

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from wagtail_feedback.site_settings import FeedbackSettings, FeedbackText, OpeningHours
from wagtail_feedback.validators import (
    address_lines,
    validate_address_lines,
    validate_link,
    validate_sender,
)


def test_each_line_of_the_addresses_is_one():
    validate_address_lines("care@example.org\n\n boss@example.org \n")
    with pytest.raises(ValidationError, match="“boss@example”"):
        validate_address_lines("care@example.org\nboss@example,org")


@pytest.mark.parametrize("between", [",", ", ", ";", " ;\n", "\r\n", ",,"])
def test_commas_and_semicolons_part_addresses(between):
    value = f"care@example.org{between}boss@example.org,"
    validate_address_lines(value)
    assert address_lines(value) == ["care@example.org", "boss@example.org"]


@pytest.mark.parametrize(
    "line", ["nonsense", "a@example.org b@example.org", "=?utf-8?q?a?=@b.org", "a@localhost"]
)
def test_what_is_no_address_is_named(line):
    with pytest.raises(ValidationError) as caught:
        validate_address_lines(f"care@example.org\n{line}")
    assert f"“{line}” is not an email address." in caught.value.messages


@pytest.mark.parametrize("value", ["shop@example.org", "Iron & Linden <shop@example.org>"])
def test_sender_is_an_address_with_or_without_a_name(value):
    validate_sender(value)


@pytest.mark.parametrize("value", ["Iron & Linden", "a@b", "Iron <shop@example.org>\nBcc: x@example.org"])
def test_sender_without_an_address_or_with_a_line_more_is_refused(value):
    with pytest.raises(ValidationError):
        validate_sender(value)


@pytest.mark.parametrize("value", ["/en/privacy/", "https://example.org/privacy"])
def test_link_is_a_path_or_a_whole_address(value):
    validate_link(value)


@pytest.mark.parametrize(
    "value", ["//example.org", "/\\example.org", "javascript:alert(1)", "/a b", "privacy"]
)
def test_link_to_anywhere_else_is_refused(value):
    with pytest.raises(ValidationError):
        validate_link(value)


@pytest.mark.parametrize(("country", "subdivision"), [("XX", ""), ("DE", "ZZ"), ("", "BY")])
def test_unknown_country_or_part_of_one_is_refused(country, subdivision):
    pytest.importorskip("holidays")
    with pytest.raises(ValidationError):
        FeedbackSettings(country=country, subdivision=subdivision).clean()


def test_country_is_read_in_any_case():
    settings = FeedbackSettings(country=" de", subdivision="by ")
    settings.clean()
    assert (settings.country, settings.subdivision) == ("DE", "BY")


def test_shop_closes_after_it_opens():
    with pytest.raises(ValidationError, match="before it opens"):
        OpeningHours(weekday=0, opens=time(18), closes=time(9)).clean()


@pytest.mark.parametrize("row", [FeedbackText(shop_name="Iron"), OpeningHours(weekday=0)])
def test_rows_are_named_for_editors(row):
    assert str(row) in {"Iron", "Monday 09:00–18:00"}
