"""One person is one address, however it is spelled."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from wagtail_feedback.utils.addresses import address_key, mailbox_key, to_ascii, validate_address


@pytest.mark.parametrize(
    "address",
    [
        "anna@example.org",
        "Anna.K+shop@Example.ORG",
        "o'neil@example.org",
        "a=b?c@example.org",
        "anna@пример.рф",
        "anna@faß.de",
        "anna@xn--e1afmkfd.xn--p1ai",
    ],
)
def test_plain_addresses_are_taken(address):
    validate_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "=?utf-8?q?victim?=@example.org",
        "=?utf-8?b?dmljdGlt?=@example.org",
        "=?utf-8?q?v=69ctim?=@example.org",
        "x=?@example.org",
        '"victim"@example.org',
        '"a b"@example.org',
        "victim(comment)@example.org",
        "anna@localhost",
        "anna@[192.168.0.1]",
        "anna@[IPv6:::1]",
        "anna@example.org.",
        "anna@💩.la",
        "anna@a..org",
        ".anna@example.org",
        "anna@example.org\nBcc: victim@example.org",
        "anna@example.org\n",
        "a@example.org, b@example.org",
        "a@example.org;b@example.org",
        "@example.org",
        "anna",
        "",
    ],
)
def test_second_spellings_and_what_nobody_can_be_reached_at_are_refused(address):
    with pytest.raises(ValidationError):
        validate_address(address)


@pytest.mark.parametrize("address", ["почта@пример.рф", "ａnna@example.org", "аnna@example.org"])
def test_other_letters_before_the_at_are_refused_for_what_they_are(address):
    with pytest.raises(ValidationError, match="Latin letters") as caught:
        validate_address(address)
    assert caught.value.code == "local_part"


@pytest.mark.parametrize(
    ("address", "ascii_address"),
    [
        ("Anna@faß.de", "Anna@xn--fa-hia.de"),
        ("anna@fass.de", "anna@fass.de"),
        ("anna@ПРИМЕР.рф", "anna@xn--e1afmkfd.xn--p1ai"),
        ("anna@💩.la", "anna@💩.la"),
        ("anna", "anna"),
    ],
)
def test_domains_are_written_by_idna_2008(address, ascii_address):
    assert to_ascii(address) == ascii_address


def test_an_address_is_found_in_any_case_and_script():
    assert address_key(" Anna@Пример.рф") == address_key("anna@XN--E1AFMKFD.xn--p1ai")


@pytest.mark.parametrize(
    "address", ["victim+1@example.org", "vic.tim@example.org", "V.ictim+a+b@EXAMPLE.org"]
)
def test_sub_addresses_and_dots_are_one_mailbox(address):
    assert mailbox_key(address) == "victim@example.org"
    assert address_key(address) != "victim@example.org"


def test_other_people_have_mailboxes_of_their_own():
    assert mailbox_key("+tag@example.org") == "+tag@example.org"
    assert mailbox_key("victim@example.com") != mailbox_key("victim@example.org")
