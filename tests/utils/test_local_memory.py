from __future__ import annotations

from wagtail.models import Site

from tests.factories import make_site
from wagtail_feedback.utils.local_memory import LocalMemory
from wagtail_feedback.utils.sites import find_site


def test_a_value_is_made_once():
    memory, made = LocalMemory(10, 60), []
    for _time in range(2):
        assert memory.get("key", lambda: made.append(1) or "value") == "value"
    assert made == [1]


def test_what_is_not_there_is_asked_for_again():
    memory = LocalMemory(10, 60)
    assert memory.get("key", lambda: None) is None
    assert memory.get("key", lambda: "value") == "value"


def test_a_value_grows_old():
    memory = LocalMemory(10, 0)
    assert [memory.get("key", lambda each=each: each) for each in "ab"] == ["a", "b"]


def test_a_site_is_found_without_a_query(rf, db, django_assert_num_queries):
    site = make_site()
    request = rf.get("/", HTTP_HOST=site.hostname, SERVER_PORT=site.port)
    find_site(request)
    with django_assert_num_queries(0):
        assert find_site(rf.get("/", HTTP_HOST=site.hostname, SERVER_PORT=site.port)) == site


def test_a_changed_site_is_found_at_once(rf, db):
    site = make_site()
    find_site(rf.get("/"))
    site.site_name = "Another"
    site.save()
    assert find_site(rf.get("/")).site_name == "Another"


def test_what_hangs_on_a_site_is_not_shared(rf, db):
    site = make_site()
    find_site(rf.get("/")).root_page = None
    assert find_site(rf.get("/")).root_page == Site.objects.get(pk=site.pk).root_page
