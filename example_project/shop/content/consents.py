"""What the demo's visitors agree to, and what is said about legal claims. It promises what the code keeps."""

from __future__ import annotations

#: Purpose of a consent → language → words beside the box, full text.
CONSENTS = {
    "answer": {
        "en": (
            "You may use my details to answer me",
            "Iron & Linden (12 Foundry Lane, privacy@iron-linden.example) keeps your email address and "
            "your order number to answer your entry and to check the order. We do not publish them and "
            "send no advertising; only those who host our site and carry our emails handle them for us. "
            "We delete them two years after the last email or change, unless we owe you an answer, or "
            "at once when you ask. You may withdraw this consent at any time on the page of your entry "
            "or by writing to the address above.",
        ),
        "ru": (
            "Даю согласие на обработку персональных данных",
            "«Чугун и Липа» (Литейный переулок, 12, privacy@iron-linden.example) хранит вашу почту и "
            "номер заказа, чтобы ответить на запись и сверить заказ. Мы их не публикуем и не шлём "
            "рекламу; по нашему поручению с ними работают только те, кто размещает наш сайт и "
            "доставляет нашу почту. Мы удаляем их через два года после последнего письма или изменения, "
            "если не должны вам ответа, а по вашей просьбе — сразу. Отозвать согласие можно в любое "
            "время: на странице вашей записи или письмом по адресу выше.",
        ),
    },
    "publication": {
        "en": (
            "You may publish my name and town with my entry",
            "Iron & Linden (12 Foundry Lane, privacy@iron-linden.example) shows the name and the town "
            "you type to everyone who reads the review book, until you withdraw the entry or have it "
            "erased. Leave both empty and your entry appears without a name.",
        ),
        "ru": (
            "Разрешаю опубликовать моё имя и город вместе с записью",
            "«Чугун и Липа» (Литейный переулок, 12, privacy@iron-linden.example) показывает имя и "
            "город, которые вы указали, всем читателям книги отзывов — пока вы не отзовёте запись или "
            "не попросите её стереть. Оставьте оба поля пустыми, и запись появится без имени.",
        ),
    },
    "asking": {
        "en": (
            "Other customers’ questions about this product may be passed on to me",
            "Iron & Linden (12 Foundry Lane, privacy@iron-linden.example) sends you by email, once a month "
            "at most, what somebody asks about the product that you wrote about. You need not answer. We "
            "pass your address on to nobody and publish no name with your answer. Unsubscribing by the link "
            "in the email withdraws this consent.",
        ),
        "ru": (
            "Можно пересылать мне вопросы других покупателей об этом товаре",
            "«Чугун и Липа» (Литейный переулок, 12, privacy@iron-linden.example) не чаще раза в месяц "
            "присылает по почте, что спрашивают о товаре, о котором вы написали. Отвечать не обязательно. "
            "Ваш адрес мы никому не передаём и имени рядом с вашим ответом не публикуем. Отписаться по "
            "ссылке в письме значит отозвать это согласие.",
        ),
    },
}
CONSENT_TITLES = {
    "answer": "Answer to an entry",
    "publication": "Publication of a name or town",
    "asking": "Questions of other customers",
}
CLAIMS_NOTICES = {
    "en": "A complaint here does not replace a legal claim. Send that to claims@iron-linden.example.",
    "ru": "Жалоба здесь не заменяет претензию. Претензию отправьте на claims@iron-linden.example.",
}
