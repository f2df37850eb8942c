"""What people do with a mouse and a keyboard."""

from __future__ import annotations

from django.urls import reverse


class Visitor:
    def __init__(self, page, url):
        self.page = page
        self.problems = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.open(url)

    def open(self, url):
        self.page.goto(url)
        self.page.wait_for_load_state()

    @property
    def form(self):
        return self.page.locator("section[data-wf-block=form] form")

    def average(self):
        return self.page.locator(".wf-figure").text_content()

    def write(self, **values):
        for name, value in values.items():
            if name in {"kind", "rating"}:
                self.form.locator(f"[name={name}][value='{value}']").check(force=True)
            else:
                self.form.locator(f"[name={name}]").fill(value)
        if "email" in values:
            self.form.locator("[name=consent]").check(force=True)

    def send(self):
        button = self.form.locator("button.wf-button")
        with self.page.expect_response(lambda response: response.request.method == "POST"):
            button.click()
        # The module marks the form until it has shown the answer or led to another page.
        self.page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
        self.page.wait_for_load_state()

    def error_count(self):
        return self.form.locator(".wf-error").count()

    def typed(self, name):
        return self.form.locator(f"[name={name}]").input_value()

    def press_only_button(self):
        self.page.locator("main form button").first.click()
        self.page.wait_for_load_state()

    def say_solved(self):
        self.page.locator("button[name=action][value=solved]").click()
        self.page.wait_for_load_state()

    def text(self):
        return self.page.locator("main, body").first.text_content()

    def entry(self, words):
        return self.page.locator("article.wf-entry", has_text=words).text_content()


class Moderator:
    def __init__(self, page, name):
        self.page = page
        page.goto(reverse("wagtailadmin_login"))
        page.fill("[name=username]", name)
        page.fill("[name=password]", "changeme")
        page.click("button[type=submit]")
        page.wait_for_load_state()
        self.open_inbox()

    def open_inbox(self):
        self.page.goto(reverse("wagtailsnippets_wagtail_feedback_reviews_entry:list"))

    def first_in_inbox(self):
        return self.page.locator(".wfd-listing td.title a").first.text_content().strip()

    def open_first(self):
        self.page.locator(".wfd-listing td.title a").first.click()
        self.page.wait_for_load_state()

    def open_entry(self, entry):
        self.page.goto(reverse("wagtailsnippets_wagtail_feedback_reviews_entry:edit", args=[entry.pk]))

    def press(self, key):
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def answer(self, **parts):
        for name, words in parts.items():
            self.page.locator(f"textarea[name$={name}]").fill(words)
        with self.page.expect_navigation():
            self.page.locator("button[value=publish_answer]").click()
