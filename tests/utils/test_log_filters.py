from __future__ import annotations

import logging

import pytest
from django.core.signing import Signer, TimestampSigner

from wagtail_feedback.utils.log_filters import HideSignedValues

KEY = "a_key-of_24_characters--"


def logged(path):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", path), None)
    assert HideSignedValues().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "signed",
    [
        Signer(sep=".").sign(KEY),
        TimestampSigner(sep=".").sign(KEY),
        Signer().sign_object({"form": "reviews.entry"}),
    ],
    # Names of their own: signatures differ from process to process, and workers compare what they collected.
    ids=["signed", "signed-with-a-time", "signed-object"],
)
@pytest.mark.parametrize("around", ["{}", "status:{}", "{}x", "{})", "{}."])
def test_keys_are_left_out(signed, around):
    assert logged(f"/feedback/{around.format(signed)}/") == "Not Found: /feedback/…/"


@pytest.mark.parametrize("path", ["/en/about:us/", f"/{'a' * 100}/", "/v1.2/x.css"])
def test_other_addresses_stay(path):
    assert logged(path) == f"Not Found: {path}"
