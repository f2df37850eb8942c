"""The two review books of the demo: the shop's own, and one filled by an import."""

from __future__ import annotations

from wagtail.models import Site

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.reviews.models import BookKind, BookText, Criterion, ReviewBook
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.submissions.models import WordRule

CONSENT_TEXT = {
    "en": (
        "Iron & Linden keeps your e-mail address and your order number to answer your entry and to check the "
        "order. We show them to nobody, send no advertising and delete them two years after the last letter, "
        "or at once when you ask."
    ),
    "ru": (
        "«Чугун и Липа» хранит вашу почту и номер заказа, чтобы ответить на запись и сверить заказ. Мы "
        "никому их не показываем, не шлём рекламу и удаляем через два года после последнего письма, а по "
        "вашей просьбе — сразу."
    ),
}
CONSENT_LABEL = {
    "en": "You may use my details to answer me",
    "ru": "Даю согласие на обработку данных, чтобы мне ответили",
}
SHOP_TEXTS = {
    "en": {
        "title": "Review book",
        "shop": "Iron & Linden",
        "role": "Customer care",
        "intro": "Under a minute, no account. A person reads every entry.",
    },
    "ru": {
        "title": "Книга отзывов",
        "shop": "Чугун и Липа",
        "role": "Служба заботы",
        "intro": "Меньше минуты, без регистрации. Каждую запись читает человек.",
    },
}
CLOTHING_TEXTS = {
    "en": {"title": "Clothing shop (imported)", "shop": "Clothing shop", "role": "Clothing shop"},
    "ru": {"title": "Магазин одежды (перенесено)", "shop": "Магазин одежды", "role": "Магазин одежды"},
}
ANSWER_DAYS = {
    Kind.REVIEW: None,
    Kind.COMPLAINT: 3,
    Kind.SUGGESTION: 10,
    Kind.THANKS: None,
    Kind.QUESTION: 3,
}
CRITERIA = [
    ("quality", "Quality", "Качество"),
    ("delivery", "Delivery", "Доставка"),
    ("service", "Service", "Обслуживание"),
]


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
    book = ReviewBook(name="Review book / Книга отзывов", slug="shop", site=site)
    book.notify = "care@iron-linden.example"
    book.texts = [
        BookText(language=code, consent=consent_in(code), **words) for code, words in SHOP_TEXTS.items()
    ]
    book.kinds = [BookKind(kind=kind, answer_days=days) for kind, days in ANSWER_DAYS.items()]
    book.criteria = [
        Criterion(slug=slug, label=label, translations=f"ru: {russian}") for slug, label, russian in CRITERIA
    ]
    book.save()
    return book


def build_clothing_book(site: Site) -> ReviewBook:
    found = ReviewBook.objects.filter(slug="clothing").first()
    if found:
        return found
    book = ReviewBook(name="Clothing shop (imported)", slug="clothing", site=site, is_open=False)
    book.texts = [BookText(language=code, **words) for code, words in CLOTHING_TEXTS.items()]
    book.kinds = [BookKind(kind=Kind.REVIEW)]
    book.save()
    return book


def consent_in(language: str) -> ConsentWording:
    wording, _created = ConsentWording.objects.get_or_create(
        title="Answer to an entry",
        language=language,
        version=1,
        defaults={"label": CONSENT_LABEL[language], "text": CONSENT_TEXT[language]},
    )
    return wording
