"""Under which circumstances something was sent: read on the way in, shown on the desk, gone when erased."""

from __future__ import annotations

import csv
import io

import pytest
from wagtail.models import Locale, Site

from tests.factories import make_entry, make_locale, make_page, make_settings, make_site, make_user
from tests.moderation.conftest import open_desk
from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of, errors_of, send, typed
from wagtail_feedback.moderation.actions import EraseAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import FeedbackSettings, TargetGroup
from wagtail_feedback.subjects import page_key
from wagtail_feedback.submissions.circumstances import read_campaign, read_device
from wagtail_feedback.submissions.forms import WINDOW_FIELD
from wagtail_feedback.submissions.languages import site_language

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
ANDROID_TABLET = "Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
)
IPAD = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
FIREFOX_TABLET = "Mozilla/5.0 (Android 15; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0"


def send_with(client, page, headers=None, *, query="", **changes):
    """Send the page's form with the headers of a browser that stands at the page's address."""
    came_from = {"Referer": f"http://testserver{page.url}{query}"}
    response = send(client, page, headers={**SAME_ORIGIN, **came_from, **(headers or {})}, **changes)
    assert response.status_code == 303, errors_of(response)
    return Entry.objects.get()


def test_the_page_and_the_form_on_it_are_known(client, page):
    entry = send_with(client, page)
    assert entry.page_key == page_key(page)
    assert entry.placement.startswith("wf-") and entry.source == "form"


def test_two_forms_of_a_page_are_told_apart(client, home, book):
    form = {"book": book, "about_page": False, "heading_level": "2"}
    page = make_page(home, body=[("entry_form", form), ("entry_form", form)])
    for number in range(2):
        assert send(client, page, headers=SAME_ORIGIN, number=number, text=f"{number}").status_code == 303
    assert len(set(Entry.objects.values_list("placement", flat=True))) == 2
    assert set(Entry.objects.values_list("page_key", flat=True)) == {page_key(page)}


def test_what_it_is_about_is_kept_with_its_name(client, home, book):
    form = {"book": book, "about_page": True, "heading_level": "2"}
    page = make_page(home, title="Cast pan", body=[("entry_form", form)])
    entry = send_with(client, page)
    assert (entry.about, entry.about_label) == (page_key(page), "Cast pan")


def test_a_form_for_the_whole_shop_is_about_nothing(client, page):
    entry = send_with(client, page)
    assert (entry.about, entry.about_label) == ("", "")


@pytest.mark.parametrize(
    ("query", "campaign"),
    [
        ("?utm_campaign=spring", "spring"),
        ("?utm_campaign=a&campaign=b", "b"),
        ("?campaign=&utm_campaign=a", "a"),
        ("?campaign=%D0%B2%D0%B5%D1%81%D0%BD%D0%B0", "весна"),
        ("?utm_source=mail", ""),
        ("", ""),
        ("?campaign=" + "x" * 100, "x" * 60),
        ("?campaign=a%00%E2%80%8Bb%0A c", "ab c"),
        ("?" + "a=1&" * 60 + "campaign=b", ""),
    ],
)
def test_the_campaign_stands_in_the_address_of_the_page(rf, query, campaign):
    request = rf.post("/", headers={"Referer": f"https://shop.example/en/{query}"})
    assert read_campaign(request) == campaign


@pytest.mark.parametrize("referer", ["", "http://[", "about:blank"])
def test_a_broken_referer_names_no_campaign(rf, referer):
    assert read_campaign(rf.post("/", headers={"Referer": referer})) == ""


def test_the_campaign_is_stored(client, page):
    assert send_with(client, page, query="?campaign=spring").campaign == "spring"


def test_the_campaign_survives_a_round_of_errors(client, page):
    came_from = {**SAME_ORIGIN, "Referer": f"http://testserver{page.url}?campaign=spring"}
    response = send(client, page, headers=came_from, text="")
    assert typed(response, "wf_campaign") == "spring"
    url = action_of(response)
    again = {**GOOD, "wf_campaign": typed(response, "wf_campaign")}
    client.post(url, again, headers={**SAME_ORIGIN, "Referer": f"http://testserver{url}"})
    assert Entry.objects.get().campaign == "spring"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (WINDOWS, "desktop"),
        (ANDROID, "phone"),
        (ANDROID_TABLET, "tablet"),
        (IPHONE, "phone"),
        (IPAD, "tablet"),
        (FIREFOX_TABLET, "tablet"),
        ("", ""),
    ],
)
def test_the_class_of_the_device(rf, agent, device):
    assert read_device(rf.post("/", headers={"User-Agent": agent})) == device


def test_a_browser_that_hides_its_name_may_say_that_it_is_mobile(rf):
    headers = {"User-Agent": WINDOWS, "Sec-CH-UA-Mobile": "?1"}
    assert read_device(rf.post("/", headers=headers)) == "phone"


@pytest.mark.parametrize(
    ("typed", "header", "place", "source"),
    [
        ("Tula", "Moscow", "Tula", "asked"),
        ("", "Moscow", "Moscow", "header"),
        ("Tula", "", "Tula", "asked"),
        ("", "", "", ""),
    ],
)
def test_who_says_where_the_visitor_is(client, page, settings, typed, header, place, source):
    settings.WAGTAILFEEDBACK_PLACE_HEADER = "CF-IPCity"
    entry = send_with(client, page, {"CF-IPCity": header}, place=typed)
    assert (entry.place, entry.place_source) == (place, source)


def test_a_network_tells_places_in_utf8(client, page, settings):
    settings.WAGTAILFEEDBACK_PLACE_HEADER = "CF-IPCity"
    as_django_reads_it = "Кёльн".encode().decode("latin-1")
    assert send_with(client, page, {"CF-IPCity": as_django_reads_it}).place == "Кёльн"


def test_an_old_network_tells_places_in_latin_1(client, page, settings):
    settings.WAGTAILFEEDBACK_PLACE_HEADER = "CF-IPCity"
    assert send_with(client, page, {"CF-IPCity": "Köln"}).place == "Köln"


def test_no_header_is_read_unless_the_site_names_it(client, page):
    assert send_with(client, page, {"CF-IPCity": "Moscow"}).place == ""


@pytest.mark.parametrize("ticked", [True, False])
def test_browser_and_window_are_kept_with_the_tick_only(client, page, ticked):
    extra = {"share_device": "on"} if ticked else {}
    entry = send_with(client, page, {"User-Agent": WINDOWS}, **{WINDOW_FIELD: "1280x720"}, **extra)
    assert (entry.browser, entry.window_size) == ((WINDOWS, "1280x720") if ticked else ("", ""))
    assert entry.device == "desktop"


@pytest.mark.parametrize(
    "size", ["", "wide", "0x720", "1280x720x1", "100000x1", "１２８０x720", "1280x720\n"]
)
def test_a_window_of_no_size_is_none(client, page, size):
    entry = send_with(client, page, share_device="on", **{WINDOW_FIELD: size})
    assert entry.window_size == ""


def test_a_browser_with_an_endless_name_is_cut(client, page):
    entry = send_with(client, page, {"User-Agent": "Mozilla " + "x" * 500}, share_device="on")
    assert len(entry.browser) == 200


def test_age_and_group_are_kept_where_the_shop_asks(client, page):
    settings = make_settings(ask_age_band=True)
    TargetGroup.objects.create(settings=settings, slug="parents")
    entry = send_with(client, page, age_band="25-34", target_group="parents")
    assert (entry.age_band, entry.target_group) == ("25-34", "parents")


def test_age_and_group_are_ignored_where_it_does_not(client, page):
    entry = send_with(client, page, age_band="25-34", target_group="parents")
    assert (entry.age_band, entry.target_group) == ("", "")


@pytest.mark.parametrize(
    ("locales", "language", "stored"),
    [
        (["en", "ru"], "ru", "ru"),
        (["en-gb", "ru"], "en", "en-gb"),
        (["en", "ru"], "en-us", "en"),
        (["en", "pt-br"], "pt", "pt-br"),
        (["ru", "en"], "de", "ru"),
    ],
)
def test_the_language_is_a_locale_of_the_site(locales, language, stored):
    site = make_site()
    Locale.objects.exclude(pk=site.root_page.locale_id).delete()
    Locale.objects.update(language_code=locales[0])
    make_locale(locales[1])
    assert site_language(language, FeedbackSettings.for_site(Site.objects.get(pk=site.pk))) == stored


def test_a_russian_page_makes_a_russian_entry(client, page):
    response = client.get("/feedback/form/ru/reviews.entry/shop/")
    data = {"kind": "thanks", "text": "Спасибо"}
    assert client.post(action_of(response), data, headers=SAME_ORIGIN).status_code == 303
    assert Entry.objects.get().language == "ru"


FACTS = {
    "place": "Tula",
    "place_source": "asked",
    "age_band": "25-34",
    "target_group": "parents",
    "visitor_type": "returning",
    "campaign": "spring",
    "browser": WINDOWS,
    "window_size": "1280x720",
    "device": "phone",
}


@pytest.fixture
def desk(book):
    user = make_user(permissions=("moderate_entry", "export_entry"))
    return open_desk(user)


@pytest.mark.parametrize(
    "name", [*("source", "device", "age_band", "visitor_type", "place", "campaign", "language")]
)
def test_the_inbox_filters_by_it(desk, book, name):
    values = {**FACTS, "source": "phone", "language": "ru"}
    make_entry(book, status="pending", title="this", **{name: values[name]})
    make_entry(book, status="pending", title="other")
    assert desk.headings(**{name: values[name]}) == ["this"]


def test_the_entry_screen_tells_it(desk, book):
    entry = make_entry(book, status="pending", **FACTS)
    html = desk.open(entry).content.decode()
    assert [
        value
        for value in ("Tula", "25–34", "parents", "Returning", "spring", WINDOWS, "1280x720", "Phone")
        if value not in html
    ] == []


def test_the_export_holds_it(desk, book):
    make_entry(book, status="pending", page_key="page:1", **FACTS)
    content = b"".join(desk.inbox(export="csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    told = {
        name: row[name]
        for name in ("Town", "How the town is known", "Age", "Target group", "Customer", "Campaign")
    }
    assert list(told.values()) == ["Tula", "Asked", "25–34", "parents", "Returning", "spring"]
    assert (row["Device"], row["Language"], row["Source"], row["Sent from"]) == (
        "Phone",
        "English",
        "Form",
        "page:1",
    )


def test_erasing_removes_what_may_name_a_person(book):
    entry = EraseAction(make_entry(book, **FACTS)).execute()
    kept = {name: getattr(entry, name) for name in FACTS}
    assert {name for name, value in kept.items() if value} == {"device"}
