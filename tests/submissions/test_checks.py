from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from wagtail_feedback.checks import caches, installation, limits


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.parametrize("written", [{}, {"visitor": "5/1m"}, {"target": "1000/1h"}])
def test_honest_limits_pass(settings, written):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = written
    assert limits.check_rate_limits() == []


@pytest.mark.parametrize("written", [{"visitor": "many"}, {"target": 20}, {"visitors": "5/1m"}])
def test_malformed_limits_are_named(settings, written):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = written
    [message] = limits.check_rate_limits()
    assert message.id == "wagtail_feedback.E001"
    assert next(iter(written)) in message.msg and message.hint


@pytest.mark.parametrize("proxies", [[], ["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "unix"]])
def test_honest_proxies_pass(settings, proxies):
    settings.WAGTAILFEEDBACK_TRUSTED_PROXIES = proxies
    assert limits.check_trusted_proxies() == []


@pytest.mark.parametrize("proxies", ["10.0.0.1", ["proxy.local"], ["10.0.0.0/99"]])
def test_malformed_proxies_are_named(settings, proxies):
    settings.WAGTAILFEEDBACK_TRUSTED_PROXIES = proxies
    assert ids(limits.check_trusted_proxies()) == ["wagtail_feedback.E002"]


def test_proof_of_work_needs_its_library(settings, monkeypatch):
    assert limits.check_proof_of_work() == []
    settings.WAGTAILFEEDBACK_PROOF_OF_WORK = True
    monkeypatch.setattr(limits, "find_spec", lambda name: None)
    assert ids(limits.check_proof_of_work()) == ["wagtail_feedback.E003"]
    monkeypatch.setattr(limits, "find_spec", lambda name: name)
    assert limits.check_proof_of_work() == []


def test_days_need_time_zones(settings):
    assert installation.check_time_zones() == []
    settings.USE_TZ = False
    assert ids(installation.check_time_zones()) == ["wagtail_feedback.E006"]


@pytest.mark.parametrize(("name", "found"), [("", 0), ("testsite/frame.html", 0), ("nowhere.html", 1)])
def test_base_template_without_a_place_for_our_pages_is_told(settings, name, found):
    settings.WAGTAILFEEDBACK_BASE_TEMPLATE = name
    assert ids(installation.check_base_template()) == ["wagtail_feedback.E020"] * found


@override_settings(ROOT_URLCONF="wagtail.admin.urls")
def test_missing_addresses_are_told():
    assert ids(installation.check_urls()) == ["wagtail_feedback.E004"]


@pytest.mark.parametrize(("mode", "found"), [(None, 1), ("DEFERRED", 1), ("IMMEDIATE", 0), ("immediate", 0)])
def test_sqlite_without_immediate_transactions_is_told(monkeypatch, mode, found):
    options = {"transaction_mode": mode} if mode else {}
    database = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}
    monkeypatch.setattr(connections, "settings", {"default": database})
    assert ids(installation.check_sqlite()) == ["wagtail_feedback.W001"] * found


def test_other_databases_need_no_such_option(monkeypatch):
    monkeypatch.setattr(connections, "settings", {"default": {"ENGINE": "django.db.backends.postgresql"}})
    assert installation.check_sqlite() == []


@pytest.mark.parametrize(
    ("backend", "at_all", "in_production"),
    [
        ("dummy.DummyCache", 1, 0),
        ("locmem.LocMemCache", 0, 1),
        ("db.DatabaseCache", 0, 1),
        ("redis.RedisCache", 0, 0),
    ],
)
def test_a_cache_that_cannot_count_is_told(settings, backend, at_all, in_production):
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}
    assert ids(caches.check_cache()) == ["wagtail_feedback.W002"] * at_all
    assert ids(caches.check_shared_cache()) == ["wagtail_feedback.W003"] * in_production


@pytest.mark.django_db
def test_the_suite_itself_is_configured():
    call_command("check", "--fail-level", "WARNING")
