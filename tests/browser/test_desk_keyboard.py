"""The desk by keyboard alone: what each decision costs in keys, and that no key does another's work."""

from __future__ import annotations

from itertools import cycle

import pytest
from django.urls import reverse

from tests.browser.people import Moderator
from tests.factories import make_entry
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry

pytestmark = pytest.mark.browser

PENDING = 30
#: Decision → keys on an entry's screen, one a press; the words of an answer are typed between the two.
KEYS = {
    "approve": ["a"],
    "spam": ["s"],
    "withhold": ["w", "3"],
    "answer": ["r", "Control+Enter"],
}
OUTCOME = {
    "approve": Status.PUBLISHED,
    "spam": Status.SPAM,
    "withhold": Status.WITHHELD,
    "answer": Status.PUBLISHED,
}


class Keyboard(Moderator):
    """A moderator without a mouse, who waits for what a key is to bring."""

    def __init__(self, page, name="moderator"):
        super().__init__(page, name)
        self.pressed = 0
        self.problems = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def tap(self, key):
        self.page.keyboard.press(key)
        self.pressed += 1

    def focus_is(self, selector):
        self.page.wait_for_function("selector => document.activeElement.matches(selector)", arg=selector)

    def arrive(self, heading):
        """Another entry is open, and its heading has the focus."""
        self.page.wait_for_function(
            "heading => document.activeElement.id === 'wfd-heading' && document.title.includes(heading)",
            arg=heading,
        )

    def decide(self, decision):
        first, *rest = KEYS[decision]
        self.tap(first)
        if decision == "withhold":
            self.focus_is("[name=reason]")
        if decision == "answer":
            self.focus_is("[name=position]")
            self.page.keyboard.type("Thank you, we read it.")
        for key in rest:
            self.tap(key)


@pytest.fixture
def desk(new_page, book, moderator):
    return lambda **screen: Keyboard(new_page(**screen))


def make_queue(book, number):
    return [
        make_entry(book, status="pending", text=f"Entry number {n:02} of the queue.") for n in range(number)
    ]


def test_thirty_entries_are_decided_by_keyboard_alone(desk, book):
    entries = make_queue(book, PENDING)
    desk = desk()
    desk.open_inbox()
    desk.page.locator(".wfd-listing").wait_for()
    desk.tap("j")
    desk.tap("Enter")
    desk.page.locator(".wfd-words").wait_for()
    desk.page.wait_for_load_state()  # no key is pressed before the script listens
    desk.pressed = 0
    decided = dict(zip(entries, cycle(KEYS), strict=False))
    for number, decision in enumerate(decided.values(), 1):
        before = desk.pressed
        desk.decide(decision)
        assert desk.pressed - before == len(KEYS[decision])
        if number < PENDING:
            desk.arrive(f"number {number:02}")
            assert desk.page.locator(".wfd-bar__nav .wfd-num").inner_text() == f"1 of {PENDING - number}"
    desk.page.locator("text=All read").wait_for()
    assert [Entry.objects.get(pk=entry.pk).status for entry in decided] == [
        OUTCOME[decision] for decision in decided.values()
    ]
    reasons = Entry.objects.filter(status=Status.WITHHELD).values_list("withheld_reason", flat=True)
    assert set(reasons) == {"personal"}
    assert desk.pressed == 44 and desk.problems == []


def test_letters_act_by_their_place_on_a_russian_keyboard(desk, book):
    entry, _next = make_queue(book, 2)
    desk = desk()
    desk.open_entry(entry)
    # What Chromium sends for the key A while the layout is Russian.
    desk.page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'ф', code: 'KeyA', bubbles: true, cancelable: true}))"
    )
    desk.arrive("number 01")
    assert Entry.objects.get(pk=entry.pk).status == Status.PUBLISHED


def test_enter_withholds_for_the_reason_chosen_with_the_arrows(desk, book):
    entry, _next = make_queue(book, 2)
    desk = desk()
    desk.open_entry(entry)
    desk.tap("w")
    desk.focus_is("[name=reason]")
    desk.tap("ArrowDown")
    desk.tap("Tab")
    desk.page.keyboard.type("3 stars too many; ask again.")
    desk.tap("Control+Enter")
    desk.arrive("number 01")
    entry.refresh_from_db()
    assert (entry.status, entry.withheld_reason) == (Status.WITHHELD, "abuse")
    assert entry.withheld_note == "3 stars too many; ask again."


def test_the_list_of_reasons_keeps_its_keys_and_closes(desk, book):
    entry, _next = make_queue(book, 2)
    desk = desk()
    desk.open_entry(entry)
    desk.tap("w")
    desk.focus_is("[name=reason]")
    for key in ("a", "s", "Escape"):
        desk.tap(key)
    desk.focus_is(".wfd-reasons > summary")
    assert not desk.page.locator(".wfd-reasons__box").is_visible()
    assert Entry.objects.get(pk=entry.pk).status == Status.PENDING
    assert desk.page.url.endswith(reverse_edit(entry))


def test_enter_without_a_reason_asks_for_one_where_it_is_missing(desk, book):
    entry, _next = make_queue(book, 2)
    desk = desk()
    desk.open_entry(entry)
    desk.tap("w")
    desk.focus_is("[name=reason]")
    desk.tap("Enter")
    desk.page.wait_for_function("document.title.startsWith('Error:')")
    desk.focus_is("[name=reason]")
    described = desk.page.locator(".wfd-reasons fieldset").get_attribute("aria-describedby").split()
    assert "Choose a reason." in [desk.page.locator(f"#{name}").inner_text() for name in described]
    assert Entry.objects.get(pk=entry.pk).status == Status.PENDING


@pytest.mark.parametrize("java_script", [True, False])
def test_enter_in_a_field_does_nothing_but_what_its_own_button_does(desk, book, java_script):
    entry = make_entry(book, status="pending", text="Call me: +7 910 123-45-14, please.")
    desk = desk(java_script_enabled=java_script)
    desk.open_entry(entry)
    desk.page.locator("summary", has_text="Remove personal data").click()
    desk.page.fill("[name=words]", "+7 910 123-45-14")
    with desk.page.expect_navigation():
        desk.page.press("[name=words]", "Enter")
    entry.refresh_from_db()
    assert entry.status == Status.PENDING
    assert ("123-45-14" in entry.text) is not java_script


def test_a_second_press_while_the_page_leaves_decides_nothing(desk, book):
    entries = make_queue(book, 3)
    desk = desk()
    desk.open_entry(entries[0])
    desk.page.evaluate("""() => {
      for (const code of ["KeyA", "KeyA", "KeyS"]) {
        document.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true }));
      }
    }""")
    desk.arrive("number 01")
    assert [Entry.objects.get(pk=entry.pk).status for entry in entries] == ["published", "pending", "pending"]


def test_what_was_decided_is_announced(desk, book):
    entry, _next = make_queue(book, 2)
    desk = desk()
    desk.open_entry(entry)
    desk.tap("a")
    desk.arrive("number 01")
    news = desk.page.locator("[data-wf-item-target=news]")
    desk.page.wait_for_function("document.querySelector('[data-wf-item-target=news]').textContent !== ''")
    assert news.text_content().startswith("Published: “Entry number 00 of the queue.”")


def reverse_edit(entry):
    return reverse("wagtailsnippets_wagtail_feedback_reviews_entry:edit", args=[entry.pk])
