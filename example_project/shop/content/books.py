"""The two review books of the demo, the shop's own and one filled by an import; and the shop's settings."""

from __future__ import annotations

from wagtail.models import Locale, Site

from example_project.shop.content.consents import CLAIMS_NOTICES, CONSENT_TITLES, CONSENTS
from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.reviews.models import BookKind, BookText, Criterion, CriterionLabel, ReviewBook
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.site_settings import FeedbackSettings, FeedbackText
from wagtail_feedback.submissions.models import WordRule

SHOP_TEXTS = {
    "en": {"shop_name": "Iron & Linden", "signature": "Customer care", "privacy_link": "/en/privacy/"},
    "ru": {"shop_name": "Чугун и Липа", "signature": "Служба заботы", "privacy_link": "/ru/privacy/"},
}
BOOK_TEXTS = {
    "en": {
        "title": "Review book",
        "intro": "Under a minute, no account. A person reads every entry.",
        "promise": "We read it within a working day.",
    },
    "ru": {
        "title": "Книга отзывов и предложений",
        "intro": "Меньше минуты, без регистрации. Каждую запись читает человек.",
        "promise": "Прочитаем в течение рабочего дня.",
    },
}
CLOTHING_TEXTS = {
    "en": {"title": "Clothing shop (imported)"},
    "ru": {"title": "Магазин одежды (перенесено)"},
}
ANSWER_DAYS = {
    Kind.REVIEW: None,
    Kind.COMPLAINT: 3,
    Kind.SUGGESTION: 10,
    Kind.THANKS: None,
    Kind.QUESTION: 3,
}
CRITERIA = {
    "quality": {"en": "Quality", "ru": "Качество"},
    "delivery": {"en": "Delivery", "ru": "Доставка"},
    "service": {"en": "Service", "ru": "Обслуживание"},
}


CARE = "care@iron-linden.example"
WORDS = {"discount*": "Advertising, as a rule", "скидк*": "Обычно реклама"}


def build_words() -> None:
    for pattern, note in WORDS.items():
        WordRule.objects.get_or_create(pattern=pattern, defaults={"note": note})


def build_books(site: Site) -> tuple[ReviewBook, ReviewBook]:
    return build_shop_book(site), build_clothing_book(site)


def build_shop_book(site: Site) -> ReviewBook:
    found = ReviewBook.objects.filter(slug="shop").first()
    if found:
        return found
    book = ReviewBook(name="Review book / Книга отзывов и предложений", slug="shop", site=site)
    book.texts = [BookText(locale=locale_of(code), **words) for code, words in BOOK_TEXTS.items()]
    book.kinds = [BookKind(kind=kind, answer_days=days) for kind, days in ANSWER_DAYS.items()]
    book.criteria = [criterion(slug, labels) for slug, labels in CRITERIA.items()]
    book.save()
    return book


def build_clothing_book(site: Site) -> ReviewBook:
    found = ReviewBook.objects.filter(slug="clothing").first()
    if found:
        return found
    book = ReviewBook(name="Clothing shop (imported)", slug="clothing", site=site, is_open=False)
    book.texts = [BookText(locale=locale_of(code), **words) for code, words in CLOTHING_TEXTS.items()]
    book.kinds = [BookKind(kind=Kind.REVIEW)]
    book.save()
    return book


def criterion(slug: str, labels: dict[str, str]) -> Criterion:
    rows = [CriterionLabel(locale=locale_of(code), label=label) for code, label in labels.items()]
    return Criterion(slug=slug, labels=rows)


def build_settings(site: Site) -> None:
    """What belongs to the shop: its names, who is told, when it works."""
    if FeedbackSettings.objects.filter(site=site).exists():
        return
    settings = FeedbackSettings(site=site, notify=CARE, thanks_to=CARE, country="RU")
    settings.texts = [
        FeedbackText(
            locale=locale_of(code),
            consent=wording("answer", code),
            publication_consent=wording("publication", code),
            asking_consent=wording("asking", code),
            claims_notice=CLAIMS_NOTICES[code],
            **words,
        )
        for code, words in SHOP_TEXTS.items()
    ]
    settings.save()


def locale_of(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def wording(purpose: str, language: str) -> ConsentWording:
    label, text = CONSENTS[purpose][language]
    found, _created = ConsentWording.objects.get_or_create(
        title=CONSENT_TITLES[purpose],
        locale=locale_of(language),
        version=1,
        defaults={"purpose": purpose, "label": label, "text": text},
    )
    return found
