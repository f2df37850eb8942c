"""Conditions as SurveyJS writes them: ``{q1} = 'yes' and {q2} > 3``. One level of “and” or “or”; the rest is
refused rather than guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wagtail_feedback.surveys.schema import Condition, Op, Rule

OPERATORS = {
    **dict.fromkeys(("=", "==", "equal"), Op.EQUALS),
    **dict.fromkeys(("!=", "<>", "notequal"), Op.DIFFERS),
    **dict.fromkeys(("<", "less"), Op.LESS),
    **dict.fromkeys((">", "greater"), Op.MORE),
    **dict.fromkeys(("contains", "contain", "*="), Op.CONTAINS),
    **dict.fromkeys(("notcontains", "notcontain"), Op.LACKS),
    "anyof": Op.ANY_OF,
}
UNARY = {"empty": Op.EMPTY, "notempty": Op.ANSWERED}
_PART = re.compile(
    r"\s*\{(?P<name>[^{}]+)\}\s*(?:"
    r"(?P<unary>notempty|empty)\b"
    r"|(?P<op>==?|!=|<>|<(?!=)|>(?!=)|\*=|(?:equal|notequal|less|greater|contains?|notcontains?|anyof)\b)\s*"
    r"(?P<value>'[^']*'|\"[^\"]*\"|\[[^\]]*\]|[^\s\[\]'\"{}()]+)"
    r")\s*",
    re.IGNORECASE,
)
_JOIN = re.compile(r"(and|&&|or|\|\|)(?=[\s{])", re.IGNORECASE)


class UnknownExpression(ValueError):
    """It says more than a rule of ours can."""


def read_expression(written: str, choices: Mapping[str, Mapping[str, str]]) -> Rule:
    """``choices``: of every question asked before, by its name; each by what SurveyJS stores for it.

    Raises:
        UnknownExpression: it has no counterpart, or names what was not asked before.
    """
    position, conditions, joins = 0, [], set()
    while True:
        part = _PART.match(written, position)
        if part is None:
            raise UnknownExpression(written)
        conditions.append(_read_condition(part, choices))
        position = part.end()
        if position == len(written):
            break
        join = _JOIN.match(written, position)
        if join is None:
            raise UnknownExpression(written)
        joins.add(join[1].lower() in ("or", "||"))
        position = join.end()
    if len(joins) > 1:
        raise UnknownExpression(written)
    return Rule(tuple(conditions), any=joins == {True})


def _read_condition(part: re.Match[str], choices: Mapping[str, Mapping[str, str]]) -> Condition:
    name, _dot, row = part["name"].strip().partition(".")
    if name not in choices:
        raise UnknownExpression(part[0])
    known = choices[name]
    row = known.get(row, row)
    if part["unary"]:
        return Condition(name, UNARY[part["unary"].lower()], row=row)
    op = OPERATORS[part["op"].lower()]
    raw = part["value"]
    listed = raw[1:-1].split(",") if raw.startswith("[") else [raw]
    read = [known.get(plain, plain) for plain in (each.strip().strip("'\"") for each in listed)]
    if len(read) > 1 and op != Op.ANY_OF:
        raise UnknownExpression(part[0])
    return Condition(name, op, read if op == Op.ANY_OF else read[0], row)
