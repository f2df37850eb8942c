"""Sentences to build texts from: three of each language make some hundred thousand texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    good: list[str]
    bad: list[str]
    detail: list[str]
    close: list[str]
    titles: list[str]
    names: list[str]
    places: list[str]
    answers: list[str]


RUSSIAN = Phrases(
    good=[
        "Сковорода жарит ровно, ничего не прилипает.",
        "Чайник держит тепло до самого вечера.",
        "Доска лёгкая и не тупит ножи.",
        "Лучшая покупка этого года, честное слово.",
        "Третья вещь из этого магазина, и снова без нареканий.",
        "Всё, как на странице: вес, цвет, ручка.",
        "Подарили родителям, теперь хотим такую же себе.",
        "Блины сходят сами, даже первый.",
        "Сделано на совесть, видно с первого взгляда.",
        "Упаковано так, что можно ронять с крыши.",
    ],
    bad=[
        "Ручка расшаталась через неделю.",
        "Посылка ехала две недели вместо четырёх дней.",
        "На эмали скол размером с горошину.",
        "Сковорода оказалась тяжелее, чем написано.",
        "Деньги списали, а письма о заказе нет.",
        "Доску повело после первой же стирки в раковине.",
        "По телефону три дня никто не отвечал.",
        "На сайте не открывается корзина с телефона.",
        "Крышка гремит и сидит неплотно.",
        "Прислали не тот размер и не извинились.",
    ],
    detail=[
        "Пользуемся каждый день уже месяц.",
        "Заказывали вместе с соседями, приехало всё сразу.",
        "Плита газовая, четыре конфорки.",
        "Готовлю на шестерых, так что проверка суровая.",
        "Памятка в коробке написана понятно.",
        "Курьер позвонил за час, как и обещал.",
        "Дома есть с чем сравнить.",
        "Сначала сомневались из-за цены.",
        "Мою щёткой и горячей водой, без мыла.",
        "Кот проверил коробку и одобрил.",
    ],
    close=[
        "Посмотрим, что будет через год.",
        "Советую тем, кто любит готовить не спеша.",
        "Обязательно напишу ещё раз зимой.",
        "Жду ответа магазина.",
        "Спасибо мастерам.",
        "Решайте сами.",
        "Больше добавить нечего.",
        "Вернусь за чайником.",
    ],
    titles=[
        "Коротко о главном",
        "Месяц на кухне",
        "Честно и без прикрас",
        "О доставке и не только",
        "Подарок удался",
        "",
        "",
        "",
    ],
    names=[
        "Анна",
        "Пётр В.",
        "Галина",
        "Олег",
        "Марина",
        "Сергей К.",
        "Дарья",
        "Илья",
        "Тамара П.",
        "Егор",
        "",
        "",
    ],
    places=["Москва", "Кострома", "Пермь", "Казань", "Томск", "Тверь", "Псков", "Омск", "", ""],
    answers=[
        "Вы правы, так быть не должно.",
        "Спасибо, что написали, разобрались в тот же день.",
        "Это наша ошибка, простите за неё.",
    ],
)
ENGLISH = Phrases(
    good=[
        "The pan heats evenly and nothing sticks.",
        "The kettle keeps tea hot through the evening.",
        "The board is light and kind to knives.",
        "Easily the best thing we bought this year.",
        "My third order here, and again nothing to complain about.",
        "Exactly as shown: weight, colour, handle.",
        "We gave it to my parents and want one ourselves now.",
        "Pancakes come off by themselves, even the first one.",
        "Made with care, and it shows.",
        "Packed as if it had to survive a fall from the roof.",
    ],
    bad=[
        "The handle came loose within a week.",
        "The parcel took two weeks instead of four days.",
        "There is a chip in the enamel, the size of a pea.",
        "The pan is heavier than the page says.",
        "The money left my card, the confirmation never came.",
        "The board warped after one night in the sink.",
        "Nobody answered the phone for three days.",
        "The order form does not open on my phone.",
        "The lid rattles and does not sit tight.",
        "They sent the wrong size and did not say sorry.",
    ],
    detail=[
        "We have used it daily for a month.",
        "Ordered together with the neighbours, it all came at once.",
        "We cook on gas, four burners.",
        "I cook for six, so it gets a proper test.",
        "The care note in the box is easy to follow.",
        "The courier called an hour ahead, as promised.",
        "There are others at home to compare it with.",
        "The price made us hesitate at first.",
        "I wash it with a brush and hot water, no soap.",
        "The cat inspected the box and approved.",
    ],
    close=[
        "Let us see how it looks in a year.",
        "For people who like to cook slowly.",
        "I will write again in winter.",
        "Waiting for the shop's answer.",
        "Thanks to the workshop.",
        "Judge for yourself.",
        "Nothing else to add.",
        "I will be back for the kettle.",
    ],
    titles=[
        "In short",
        "A month in the kitchen",
        "Honest words",
        "About delivery, mostly",
        "A good present",
        "",
        "",
        "",
    ],
    names=["Anna", "Peter W.", "Grace", "Oscar", "Maria", "Simon K.", "Daisy", "Elias", "Tess", "Ed", "", ""],
    places=["Tallinn", "Riga", "Tartu", "Helsinki", "Vilnius", "Turku", "Oulu", "Narva", "", ""],
    answers=[
        "You are right, it should not be like that.",
        "Thank you for writing, we looked into it the same day.",
        "This was our mistake, and we are sorry for it.",
    ],
)
LANGUAGES = {"ru": RUSSIAN, "en": ENGLISH}
