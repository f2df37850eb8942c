"""An author's own page by number and code: for whoever left no address, or whose address was forgotten."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import signing
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone
from django.views.debug import ExceptionReporter

from tests.factories import make_answer, make_site
from tests.privacy.test_links import snapshot
from tests.visitor import send_form
from wagtail_feedback.contacts.author_codes import LENGTH, cover, make_code
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import STATUS, make_token
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.privacy.code_access import own_path
from wagtail_feedback.privacy.retention import forget_contacts
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils.keys import ALPHABET

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
FIND = "/feedback/mine/en/"
CODE = re.compile(r"\b[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}\b")
MISS = "No entry has this number and this code."


def code_of(client, response):
    found = CODE.search(client.get(response["Location"]).content.decode())
    return found and found.group()


@pytest.fixture
def receipt(client, book):
    """Where a visitor without an address was led to."""
    return send_form(client, book, text="The handle came loose.")


@pytest.fixture
def code(client, receipt):
    return code_of(client, receipt)


@pytest.fixture
def entry(code):
    return Entry.objects.get()


def find(client, number, code, **headers):
    return client.post(FIND, {"number": number, "code": code}, **headers)


@pytest.fixture
def url(client, entry, code):
    response = find(client, entry.public_id, code)
    assert response.status_code == 303
    return response["Location"]


def page(client, url):
    return " ".join(client.get(url).content.decode().split())


def press(client, url, act):
    return client.post(url, {"action": act}, HTTP_ORIGIN="http://testserver")


# The code


def test_number_and_code_open_the_page(client, url):
    assert "The handle came loose." in page(client, url)


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: text.upper(),
        lambda text: text.replace("-", " "),
        lambda text: text.replace("-", ""),
        lambda text: f"  {text}\n",
        lambda text: text.replace("0", "O").replace("1", "l"),
        lambda text: text.translate(str.maketrans("acehkmptxy", "асенкмртху")),
    ],
    ids=["capitals", "spaces", "bare", "margins", "digits", "russian"],
)
def test_it_is_easy_to_type(client, entry, code, typed):
    assert find(client, typed(entry.public_id), typed(code)).status_code == 303


def test_nothing_readable_is_kept_of_it(client, receipt, code):
    bare = code.replace("-", "")
    rows = (str(list(model._base_manager.values())) for model in apps.get_models(include_auto_created=True))
    assert not [row for row in rows if bare in row or code in row]
    payload = signing.Signer(salt="wagtail_feedback.receipt").unsign_object(
        receipt["Location"].rstrip("/").rpartition("/")[2]
    )
    assert bare not in str(payload)


def test_it_has_sixty_bits(db):
    codes = {make_code(str(number)) for number in range(1000)}
    assert len(codes) == 1000 and {len(code) for code in codes} == {LENGTH} and LENGTH * 5 >= 60
    assert set("".join(codes)) == set(ALPHABET)
    assert all(cover(cover(code, "n"), "n") == code != cover(code, "n") for code in codes)


def test_it_is_shown_while_the_entry_is_new(client, receipt, code, entry):
    assert code_of(client, receipt) == code
    Entry.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert code_of(client, receipt) is None
    assert find(client, entry.public_id, code).status_code == 303


def test_the_same_form_sent_twice_by_one_browser_shows_the_same_code(client, book):
    receipts = [send_form(client, book, text="Twice.", wf_key="random") for _time in range(2)]
    codes = {code_of(client, receipt) for receipt in receipts}
    assert len(codes) == 1 and None not in codes and Entry.objects.count() == 1


def test_a_second_visitor_with_the_same_words_behind_the_same_address_gets_no_code(client, book):
    """Without the module's random value nobody can tell the two apart: the first one's entry stays theirs."""
    first, second = (send_form(client, book, text="Good.") for _visitor in range(2))
    entry = Entry.objects.get()
    assert code_of(client, second) is None
    assert entry.public_id in client.get(second["Location"]).content.decode()
    assert find(client, entry.public_id, code_of(client, first)).status_code == 303


def test_every_entry_has_its_own(client, book):
    codes = [code_of(client, send_form(client, book, text=f"Number {number}.")) for number in range(2)]
    assert codes[0] != codes[1]


def test_a_receipt_that_names_another_entry_shows_no_code(client, book, entry, receipt):
    other = Entry.objects.get(public_id=receipt_of(client, book, "Another."))
    signer = signing.Signer(salt="wagtail_feedback.receipt")
    payload = signer.unsign_object(receipt["Location"].rstrip("/").rpartition("/")[2])
    forged = signer.sign_object({**payload, "reference": other.public_id}, compress=True)
    assert not CODE.search(client.get(f"/feedback/receipt/{forged}/").content.decode())


def receipt_of(client, book, text):
    send_form(client, book, text=text)
    return Entry.objects.latest("pk").public_id


def test_it_works_after_a_change_of_the_secret_key(client, entry, code, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert find(client, entry.public_id, code).status_code == 303


# What does not open


@pytest.fixture
def misses(client, book, entry, code):
    """Number and code of every kind of miss."""
    other = receipt_of(client, book, "Another.")
    return {
        "unknown number": ("abcdefghjkmn", code),
        "wrong code": (entry.public_id, "abcd-efgh-jkmn"),
        "code of another entry": (other, code),
        "code in place of the number": (code, entry.public_id),
        "empty to the eye": (entry.public_id, "----"),
        "nul": (f"{entry.public_id}\x00", "abcd\x00"),
        "wildcard": ("%", "%"),
        "longest": ("0" * 60, "0" * 60),
    }


def test_every_miss_gets_the_same_answer_after_the_same_queries(
    client, misses, django_assert_num_queries, settings
):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"code": "100/1h"}
    find(client, *misses["unknown number"])
    answers = set()
    for number, code in misses.values():
        with django_assert_num_queries(4):  # the site, the entry, the question, the response
            response = find(client, number, code)
        shown = " ".join(response.content.decode().split())
        for typed in (number, code):
            shown = shown.replace(f'value="{typed}"', "")
        answers.add((response.status_code, MISS in shown, re.sub(r' value="[^"]*"', "", shown)))
    assert len(answers) == 1 and answers.pop()[:2] == (422, True)


def test_nothing_typed_is_a_form_with_two_errors(client, entry):
    response = client.post(FIND, {})
    assert response.status_code == 422 and response.content.decode().count('wf-error"') == 2


def test_another_site_s_entry_is_not_there(client, entry, code):
    make_site("other.example.org")
    assert MISS in find(client, entry.public_id, code, HTTP_HOST="other.example.org").content.decode()


def test_imported_and_older_entries_without_a_code_have_no_empty_one(client, entry):
    Entry.objects.update(code_hash="")
    assert find(client, entry.public_id, "-").status_code == 422


def test_tries_are_counted_per_visitor_and_number(client, entry, code, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"code": "3/1h"}
    for _try in range(3):
        assert find(client, entry.public_id, "wrong").status_code == 422
    refused = find(client, entry.public_id, code)
    assert refused.status_code == 429 and "Too many tries" in refused.content.decode()
    assert find(client, entry.public_id, code, REMOTE_ADDR="198.51.100.7").status_code == 303


def test_one_behind_an_address_does_not_use_up_the_tries_of_all(client, entry, code, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"code": "1/1h"}
    assert [find(client, "abcdefghjkmn", code).status_code for _try in range(2)] == [422, 429]
    assert find(client, entry.public_id, "").status_code == 422
    assert find(client, entry.public_id.upper(), code).status_code == 303


def test_no_report_of_a_fault_holds_number_code_or_text(client, entry, code, url, monkeypatch, settings):
    settings.DEBUG = False
    for breaks, address, posted in (
        ("code_access.CodeForm.find", FIND, {"number": entry.public_id, "code": code}),
        ("author_page.AuthorPage.get_context", url, None),
    ):
        monkeypatch.setattr(f"wagtail_feedback.privacy.{breaks}", None)
        request = RequestFactory().post(address, posted) if posted else RequestFactory().get(address)
        view = resolve(address)
        with pytest.raises(TypeError) as raised:
            view.func(request, **view.kwargs)
        fault = (raised.type, raised.value, raised.tb.tb_next)  # without this function
        report = ExceptionReporter(request, *fault).get_traceback_html()
        assert code not in report and entry.text not in report and "TypeError" in report


@pytest.mark.parametrize(
    "headers", [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}]
)
def test_another_site_cannot_ask(client, entry, code, headers):
    assert find(client, entry.public_id, code, **headers).status_code == 403


@pytest.mark.parametrize("language", ["xx", "en%00", "..", "en'"])
def test_a_language_that_is_not_offered_is_not_found(client, entry, language):
    assert client.get(f"/feedback/mine/{language}/", follow=True).status_code == 404


def test_reading_changes_nothing_and_sets_no_cookie(client, url, entry):
    before = snapshot()
    for address in (FIND, f"{FIND}?number={entry.public_id}", url):
        for response in (client.get(address), client.head(address)):
            assert response.status_code == 200 and not response.cookies
            assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "no-referrer"
            assert "noindex" in response["X-Robots-Tag"]
    assert snapshot() == before


def test_a_number_in_the_address_is_filled_in_and_escaped(client, entry):
    shown = client.get(FIND, {"number": '"><script>'}).content.decode()
    assert "<script>" not in shown.replace('<script type="module"', "") and "&lt;script&gt;" in shown


# The link behind it


@pytest.mark.parametrize(
    "break_it",
    [
        lambda token: token[:-2],
        lambda token: token[: len(token) // 2],
        lambda token: token.swapcase(),
        lambda token: token + "x",
        lambda token: "%00",
    ],
    ids=["truncated", "half", "case", "longer", "nul"],
)
def test_a_damaged_link_opens_nothing(client, url, break_it):
    token = url.removeprefix("/feedback/mine:").rstrip("/")
    assert client.get(f"/feedback/mine:{break_it(token)}/").status_code == 404


def test_it_grows_old(client, url, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("time.time", (now + timedelta(minutes=59)).timestamp)
    assert client.get(url).status_code == 200
    monkeypatch.setattr("time.time", (now + timedelta(minutes=62)).timestamp)
    late = client.get(url)
    assert (late.status_code, late["Location"]) == (303, "/feedback/mine/en/")


def test_it_opens_nothing_on_another_site(client, url):
    make_site("other.example.org")
    assert client.get(url, HTTP_HOST="other.example.org").status_code == 404


def test_links_of_other_purposes_open_nothing_here(client, book, entry):
    send_form(client, book, text="With an address.", email="anna@example.org")
    contact = Contact.objects.get()
    assert client.get(f"/feedback/mine:{make_token(contact, STATUS)}/").status_code == 404
    token = own_path(entry).removeprefix("/feedback/mine:")
    assert client.get(f"/feedback/status:{token}").status_code == 404


# What it allows


def test_without_an_address_there_is_no_talk_of_mail(client, url):
    shown = page(client, url)
    assert "Confirm your address" not in shown and 'value="unsubscribe"' not in shown
    assert "by the link in our mail" not in shown


def test_withdrawing_keeps_the_right_to_erase(client, entry, url):
    PublishAction(entry).execute()
    assert press(client, url, "withdraw").status_code == 303
    shown = page(client, url)
    assert "Your entry is withdrawn" in shown and "We still keep your address" not in shown
    press(client, url, "erase")
    assert Entry.objects.get().status == "erased"


def test_erasing_ends_link_and_code(client, entry, url, code):
    assert "Your data is erased" in press(client, url, "erase").content.decode()
    assert client.get(url).status_code == 404
    assert MISS in find(client, entry.public_id, code).content.decode()
    assert Entry.objects.get().code_hash == ""


def test_the_data_can_be_taken_along(client, entry, url):
    response = press(client, url, "export")
    record = json.loads(response.content)["wagtail_feedback_reviews.entry"]
    assert record["text"] == "The handle came loose." and "code_hash" not in record
    assert entry.public_id in response["Content-Disposition"] and "no-store" in response["Cache-Control"]


def test_the_author_says_whether_it_is_solved(client, book, entry, url):
    Entry.objects.update(kind="complaint")
    make_answer(Entry.objects.get())
    press(client, url, "solved")
    assert Entry.objects.get().solved is True


@pytest.mark.parametrize("act", ["publish", "unsubscribe", "subscribe", "get_handlers"])
def test_other_buttons_change_nothing(client, url, act):
    before = snapshot()
    assert press(client, url, act).status_code == 303
    assert snapshot() == before


def test_extra_fields_change_nothing(client, book, entry, url):
    other = Entry.objects.get(public_id=receipt_of(client, book, "Another."))
    client.post(url, {"action": "withdraw", "number": other.public_id, "status": "published", "rating": "5"})
    other.refresh_from_db()
    assert (other.status, other.text) == ("pending", "Another.")


def test_rights_outlive_the_address(client, book):
    code = code_of(client, send_form(client, book, kind="thanks", text="Thanks.", email="anna@example.org"))
    past = timezone.now() - timedelta(days=800)
    Entry.objects.update(created_at=past)
    Contact.objects.update(created_at=past)
    assert forget_contacts() == 1
    url = find(client, Entry.objects.get().public_id, code)["Location"]
    press(client, url, "erase")
    assert Entry.objects.get().status == "erased"


def test_the_code_shows_the_words_before_the_address_is_confirmed(client, book):
    code = code_of(client, send_form(client, book, text="Rhododendron", email="anna@example.org"))
    url = find(client, Entry.objects.get().public_id, code)["Location"]
    assert "Rhododendron" in page(client, url) and "anna@example.org" not in page(client, url)
    press(client, url, "erase")
    assert not Contact.objects.exists()


def test_it_works_in_a_browser_that_checks_nothing(entry, code):
    """No CSRF token and no cookie: the origin is what counts."""
    strict = Client(enforce_csrf_checks=True)
    response = find(strict, entry.public_id, code, HTTP_SEC_FETCH_SITE="same-origin")
    assert response.status_code == 303 and not strict.cookies


def test_the_link_in_a_mail_offers_the_data_too(client, contact, proved, links):
    response = press(client, links[STATUS], "export")
    assert json.loads(response.content)["address"] == contact.email
