from __future__ import annotations

import pytest

from wagtail_feedback.submissions.origin import is_same_origin

OWN = "https://shop.example"


@pytest.fixture
def post(rf):
    return lambda **headers: rf.post("/feedback/", headers={"host": "shop.example", **headers}, secure=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"origin": OWN},
        {"origin": "https://SHOP.example"},
        {"referer": f"{OWN}/en/reviews/?page=2"},
        {"sec-fetch-site": "none", "origin": OWN},
    ],
)
def test_our_own_page_may_post(post, headers):
    assert is_same_origin(post(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "null", "referer": f"{OWN}/"},
        {"origin": "https://evil.example"},
        {"origin": "http://shop.example"},
        {"origin": "https://shop.example.evil"},
        {"origin": "https://shop.example:8443"},
        {"origin": "https://evil.example", "referer": f"{OWN}/"},
        {"referer": "https://evil.example/?shop.example"},
        {"referer": "https://shop.example@evil.example/"},
        {"referer": "//shop.example/"},
        {"referer": "shop.example"},
        {"origin": "https://["},
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_page_may_not(post, headers):
    assert not is_same_origin(post(**headers))


@pytest.mark.parametrize(
    "origin", ["https://partner.example", "https://ru.shop.example", "https://a.b.shop.example"]
)
def test_a_trusted_site_may_post(post, settings, origin):
    settings.CSRF_TRUSTED_ORIGINS = ["https://partner.example", "https://*.shop.example"]
    assert is_same_origin(post(**{"sec-fetch-site": "cross-site", "origin": origin}))


@pytest.mark.parametrize(
    "origin", ["http://partner.example", "https://x.partner.example", "https://evilshop.example"]
)
def test_trust_reaches_no_further_than_written(post, settings, origin):
    settings.CSRF_TRUSTED_ORIGINS = ["https://partner.example", "https://*.shop.example"]
    assert not is_same_origin(post(origin=origin))
