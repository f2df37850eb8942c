"""How a visitor's browser sends our form, and the peer's."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlencode

from benchmarks.client import Client, Reply, csrf_token
from benchmarks.rows.bench import LEAN_BOOK, LEAN_FORM
from benchmarks.servers import Server

_ACTION = re.compile(r'<form class="wf-form" method="post" action="([^"#]+)')

#: Sends one text; returns whether the server said that it is stored, and its answer.
Send = Callable[[str], tuple[bool, Reply]]
#: Opens the form as one visitor and returns the way to send it.
Open = Callable[[Client], Send]


def words(text: str) -> dict[str, str]:
    fields = {"kind": "review", "rating": "4", "text": text, "name": "Ada", "email": ""}
    return {**fields, "publication_consent": "on"}


def our_form(server: Server, path: str = LEAN_BOOK, *, with_address: bool = False) -> Open:
    """As without JavaScript; with the consents that a name and an address need."""
    found = _ACTION.search(server.client().get(path).text)
    if found is None:
        raise RuntimeError("The page has no form.")
    action = unescape(found[1])

    def opened(client: Client) -> Send:
        def send(text: str) -> tuple[bool, Reply]:
            fields = words(text)
            if with_address:
                fields |= {"email": f"{text.split()[-1]}@example.org", "consent": "on"}
            reply = client.ask("POST", action, urlencode(fields))
            return reply.status == 303, reply

        return send

    return opened


def with_receipt(form: Open) -> Open:
    """As a browser does: it follows the 303 to the receipt."""

    def opened(client: Client) -> Send:
        send = form(client)

        def send_and_follow(text: str) -> tuple[bool, Reply]:
            stored, reply = send(text)
            return stored and client.get(reply.headers["location"]).status == 200, reply

        return send_and_follow

    return opened


def peer_form(client: Client) -> Send:
    """With the cookie and the token that it wants; both are good for many posts."""
    token = csrf_token(client.get(LEAN_FORM).text)

    def send(text: str) -> tuple[bool, Reply]:
        reply = client.ask("POST", LEAN_FORM, urlencode({**words(text), "csrfmiddlewaretoken": token}))
        return reply.status == 200 and "Thank you" in reply.text, reply

    return send
