"""What the words hold: links, known text, words of the list, somebody's phone number."""

from __future__ import annotations

from wagtail_feedback.conf import conf
from wagtail_feedback.intake import wordlist
from wagtail_feedback.intake.attempt import Attempt
from wagtail_feedback.intake.guards.links import count_links
from wagtail_feedback.intake.guards.personal import find_personal
from wagtail_feedback.intake.verdict import Held

# A moderator needs the first few; a text stuffed with them is not worth more rows.
SHOWN_WORDS = 5


def check(attempt: Attempt) -> list[Held]:
    holds = []
    links = count_links(attempt.words)
    if links >= max(conf.MAX_LINKS, 1):
        holds.append(Held("links", str(links)))
    if attempt.repeats():
        holds.append(Held("duplicate"))
    matches = wordlist.find_matches(attempt.words, site_id=attempt.site.pk)
    holds += [Held("words", pattern) for pattern in matches[:SHOWN_WORDS]]
    if found := find_personal(attempt.words):
        holds.append(Held("personal", ",".join(found)))
    return holds
