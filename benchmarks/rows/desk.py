"""Somebody at the desk who decides, as their browser would send it."""

from __future__ import annotations

from benchmarks.client import Reply, csrf_token
from benchmarks.rows.bench import PASSWORD
from benchmarks.servers import Server

DESK = "/admin/snippets/wagtail_feedback_reviews/entry/"
BULK = f"/admin/bulk/wagtail_feedback_reviews/entry/feedback_approve/?next={DESK}"


class Moderator:
    """Logged in once; one token is good for many decisions."""

    def __init__(self, server: Server) -> None:
        self.client = server.client().log_in("moderator", PASSWORD)
        self.token = csrf_token(self.client.get("/admin/account/").text)

    def decide(self, entry: list[int], act: str = "approve") -> Reply:
        """About the entry with that key, in the version that was seen."""
        pk, version = entry
        return self.send(f"{DESK}edit/{pk}/", action=act, version=str(version))

    def approve_all(self, entries: list[list[int]]) -> Reply:
        """The bulk action's second step: its question named them, each with the version that was seen."""
        return self.send(BULK, chosen=" ".join(f"{pk}:{version}" for pk, version in entries))

    def send(self, path: str, **fields: str) -> Reply:
        # The server may have closed a connection that was kept for long, and a post is not sent twice.
        self.client.close()
        reply = self.client.post(path, {"csrfmiddlewaretoken": self.token, **fields})
        if reply.status != 302:
            raise RuntimeError(f"{path} answered with {reply.status}: {reply.text[:300]}")
        return reply
