from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives

from example_project.shop.mailbox import letters
from example_project.shop.mailbox.backend import MailboxBackend

pytestmark = pytest.mark.django_db


def send(subject="Confirm your address", text="Hello", html=""):
    mail = EmailMultiAlternatives(
        subject,
        text,
        "shop@example.org",
        ["anna@example.org"],
        headers={"List-Unsubscribe": "<http://x.test/u>"},
    )
    if html:
        mail.attach_alternative(html, "text/html")
    MailboxBackend().send_messages([mail])
    return letters.newest(1)[0]


def test_empty_mailbox_says_what_to_do(client):
    assert b"No emails yet" in client.get("/mailbox/").content


def test_newest_mail_comes_first(client):
    send("First")
    send("Second")
    html = client.get("/mailbox/").content.decode()
    assert html.index("Second") < html.index("First")


def test_links_of_a_mail_can_be_followed(client):
    letter = send(text="Open http://127.0.0.1:8000/feedback/a/b/?c=1&d=2 please.\n\nBye")
    html = client.get(f"/mailbox/{letter.name}/").content.decode()
    assert 'href="http://127.0.0.1:8000/feedback/a/b/?c=1&amp;d=2"' in html
    assert "http://x.test/u" in html


def test_long_and_foreign_texts_survive(client):
    letter = send("Подтвердите почту", "Очень длинная строка. " * 60)
    assert letter.subject == "Подтвердите почту"
    assert "Очень длинная строка. " * 60 in letter.text


def test_text_is_escaped(client):
    letter = send("<script>alert(1)</script>", "<script>alert(2)</script>")
    for path in ("/mailbox/", f"/mailbox/{letter.name}/"):
        html = client.get(path).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_html_part_is_served_in_a_sandbox(client):
    letter = send(html="<p>Hello <a href='http://x.test/'>there</a></p><script>alert(3)</script>")
    response = client.get(f"/mailbox/{letter.name}/html/")
    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy


def test_mail_without_html_part_offers_none(client):
    letter = send()
    assert "/html/" not in client.get(f"/mailbox/{letter.name}/").content.decode()
    assert client.get(f"/mailbox/{letter.name}/html/").status_code == 404


@pytest.mark.parametrize("name", ["nothing", "..%2F..%2Fsettings", "a.b"])
def test_no_other_file_is_read(client, name):
    assert client.get(f"/mailbox/{name}/").status_code == 404


def test_mailbox_is_kept_nowhere(client):
    assert "no-store" in client.get("/mailbox/")["Cache-Control"]
