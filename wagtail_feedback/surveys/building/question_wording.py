"""What is wrong with the words of a question or a goal, in Russian and English: two questions in one, a hint
at the wished-for answer, a person asked who they are. Rather silent than wrong: who is told nonsense stops
reading."""

from __future__ import annotations

import re

#: Two words that are one thing.
PAIRS = (
    r"друз\w+ и (?:знаком|близк|родн|коллег)\w+|семь\w+ и друз\w+|родн\w+ и близк\w+|вопрос\w* и ответ\w*|"
    r"он и она|\w+ и (?:ещё|еще|вообще|так|потом)|до и после|за и против|до сих пор и|услови\w+ и правил\w+|"
    r"friends? (?:and|&) (?:famil|colleague|relative)\w*|family and friends|terms and conditions|"
    r"questions? and answers?|pros and cons|before and after|more and more|again and again|back and forth|"
    r"up and down|now and then|and so on|research and development"
)
_PAIRS = re.compile(rf"\b(?:{PAIRS})\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:между|between|from|от|с)\s+[\w-]+\s+(?:и|and)\s+", re.IGNORECASE)
_JOINED = re.compile(r"\b[^\W\d_]{2,}\s+(?:и|and|&)\s+[^\W\d_]{2,}|[^\W\d_]{3,}/[^\W\d_]{3,}", re.IGNORECASE)

LEADING = re.compile(
    r"\bсогласитесь\b|\bне правда ли\b|\bразве\b|\bведь\b|\bочевидно\b|\bкак (?:всем |всякому )?известно\b|"
    r"\b(?:насколько|как) (?:\w+ )?(?:прекрасн|замечательн|великолепн|восхитительн|отличн|чудесн)\w+|"
    r"\bdo(?:n['’]t| not) you (?:agree|think|find|love)\b|\bwouldn['’]t you\b|\bisn['’]t it\b|"
    r"\bas everyone knows\b|\bobviously\b|\bsurely\b|"
    r"\bhow (?:very )?(?:great|wonderful|amazing|excellent|fantastic|awesome|brilliant|perfect)\b|"
    r"\bhow much did you (?:love|enjoy|adore)\b",
    re.IGNORECASE,
)
PERSONAL = re.compile(
    r"\bваш(?:а|е|у)? (?:возраст|пол|город|доход|образовани|професси|семейн)\w*|\bсколько вам лет\b|"
    r"\b(?:где|в каком городе) вы живёте\b|\b(?:где|в каком городе) вы живете\b|\bвозрастн\w+ групп\w+|"
    r"\byour (?:age|gender|sex|city|income|education|occupation|profession|marital)\b|\bhow old are you\b|"
    r"\bwhere do you live\b|\bage group\b",
    re.IGNORECASE,
)
_AIMS_RU = r"узна|поня|выясн|измер|оцен|провер|найти|собра|реши|улучш|увиде|сравни|определ|повыс|сниз"
_AIMS_EN = (
    r"learn|find out|understand|measure|check|decide|compare|improve|collect|know|see|increase|reduce|test"
)
_AIMS = re.compile(
    rf"(?:\bи|\bа также|;)\s+(?:ещё\s+|еще\s+|заодно\s+)?(?:{_AIMS_RU})\w*(?:ть|ти)\b|"
    rf"(?:\band|\bas well as|;)\s+(?:also\s+)?(?:to\s+)?(?:{_AIMS_EN})\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.!?]\s+[^\W\d_]")

_GOOD = (
    r"отличн|прекрасн|хорош|замечательн|превосходн|удобн|довол|легко|нравит|excellent|great|good|very good|"
    r"perfect|satisfied|easy|amazing|outstanding|superb|fantastic"
)
_BAD = (
    r"плох|ужасн|отвратительн|неудобн|недовол|трудно|сложно|не нравит|bad|poor|terrible|awful|dissatisfied|"
    r"hard|difficult|unsatisfied"
)
IS_GOOD = re.compile(rf"\b(?:{_GOOD})", re.IGNORECASE)
IS_BAD = re.compile(rf"\b(?:{_BAD})|\bне (?:{_GOOD})|\bnot (?:at all )?(?:{_GOOD})", re.IGNORECASE)


def find_joined(words: str) -> str:
    """The two things that one question asks about; empty where there is one."""
    found = _JOINED.search(_BETWEEN.sub(" ", _PAIRS.sub(" ", words)))
    return found[0] if found and "и/или" not in found[0] and "and/or" not in found[0].lower() else ""


def find_leading(words: str) -> str:
    """What hints at the wished-for answer."""
    found = LEADING.search(words)
    return found[0] if found else ""


def asks_who(words: str) -> bool:
    """Whether it asks a person who they are, and not what they think."""
    return bool(PERSONAL.search(words))


def has_two_aims(goal: str) -> bool:
    return bool(_AIMS.search(goal) or _SENTENCES.search(goal))


def leans(labels: list[str]) -> bool:
    """Whether there is more praise than blame to choose from, or the other way round."""
    bad = sum(bool(IS_BAD.search(label)) for label in labels)
    good = sum(bool(IS_GOOD.search(label)) and not IS_BAD.search(label) for label in labels)
    return good + bad >= 3 and abs(good - bad) >= 2


def is_turned(low: str, high: str) -> bool:
    """Whether the low end of a scale is the good one."""
    is_low_good = bool(IS_GOOD.search(low)) and not IS_BAD.search(low)
    return is_low_good and bool(IS_BAD.search(high))
