"""What a person with these answers is shown, where steps lead, and which rules cannot be published.

Pure, and the judge: whatever a browser showed or hid, answers to what was not shown are dropped here.

Rules look back and jumps lead forward, so that one pass through a document decides everything.
"""

from wagtail_feedback.surveys.logic.conditions import holds, is_answered
from wagtail_feedback.surveys.logic.low_scores import find_limit, is_low
from wagtail_feedback.surveys.logic.piping import answer_text, pipe
from wagtail_feedback.surveys.logic.rule_checks import Fault, Problem, check_rules, operators
from wagtail_feedback.surveys.logic.walking import Walk, find_position, progress, walk

__all__ = [
    "Fault",
    "Problem",
    "Walk",
    "answer_text",
    "check_rules",
    "find_limit",
    "find_position",
    "holds",
    "is_answered",
    "is_low",
    "operators",
    "pipe",
    "progress",
    "walk",
]
