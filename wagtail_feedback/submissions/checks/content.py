"""What the words hold: links, known text, words of the list, somebody's phone number."""

from __future__ import annotations

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.checks.base import CheckContext, Flag
from wagtail_feedback.submissions.checks.links import count_links
from wagtail_feedback.submissions.checks.personal_data import find_personal_data

# A moderator needs the first few; a text stuffed with them is not worth more rows.
SHOWN_WORDS = 5


def check(context: CheckContext) -> list[Flag]:
    flags = []
    links = count_links(context.text)
    if links >= max(conf.MAX_LINKS, 1):
        flags.append(Flag("links", str(links)))
    if context.is_repeat():
        flags.append(Flag("duplicate"))
    matches = word_list.find_matches(context.text, site_id=context.site.pk)
    flags += [Flag("words", pattern) for pattern in matches[:SHOWN_WORDS]]
    if found := find_personal_data(context.text):
        flags.append(Flag("personal", ",".join(found)))
    return flags
