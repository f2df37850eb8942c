"""What shop customers call by several names, in Russian and English.

"возврат", "вернуть" and "верните" have three stems, "refund" has a fourth: without a list they share nothing.
A slash ends a family, one form of a word stands for all with its stem, a word may be in several families.
"""

from __future__ import annotations

from functools import cache

from wagtail_feedback.utils.stemming import stem

_FAMILIES = """\
доставка доставить доставлять доставлен привезти привезете привезут привозите везете отправка отправить
отправляете пересылка delivery deliver shipping shipment dispatch send / курьер курьерская courier
carrier / посылка бандероль пакет parcel package / самовывоз забрать заберу пвз выдачи постамат pickup
collect / цена стоимость стоит почем обойдется обойдутся прайс расценки тариф price cost rate much /
дорого дешевле дешевый недорогой дороже cheap cheaper expensive / бесплатно free / деньги денег средства
сумма money funds amount / срок долго быстро дней день дня недель время скоро ждать ожидание ожидать long
soon days weeks time duration quickly fast wait / заказ заказать заказывал order / купить покупка куплю
покупать приобрести приобретение buy bought purchase / товар изделие вещь продукт продукция item product
goods / находится найти искать местонахождение find locate / отследить отслеживать отслеживание трек
трекинг статус track status trace / вернуть возврат верните вернули возвращать возвращение сдать return /
вернуть возврат верните вернули возвращаются возмещение возместить компенсация refund reimbursement /
обмен обменять поменять заменить замена exchange swap replace / оплата оплачу оплачивать заплатить
платить плачу платеж рассчитаться расплатиться расчет pay payment paid / списать списание снять сняли
снимают удержали charged debited deducted taken / карта карточка card / наличные наличка налом cash /
рассрочка кредит частями долями emi instalment credit finance / предоплата аванс задаток prepayment
deposit downpayment / счет инвойс invoice bill / чек квитанция receipt / скидка скидочный распродажа
акция sale discount offer promotion deal / промокод промо купон coupon promo voucher / код code / бонус
бонусная баллы кешбэк кэшбэк лояльности bonus points loyalty cashback rewards / сертификат подарочный
gift / размер размерная маломерит большемерит мерки обхват рост габариты size fit dimensions measurements
/ вес тяжелый weight heavy / цвет расцветка оттенок color colour / материал ткань состав сделан
изготовлен material fabric made composition / качество качественный quality / наличие остались остаток
склад поступление поступит завоз завезете завезут имеется stock available / сломан поломка брак
бракованный дефект дефектный поврежден повреждение разбит разбитый треснул испорчен царапина defective
broken damaged faulty cracked / гарантия гарантийный warranty guarantee / ремонт починить отремонтировать
чинить сервисный repair fix mend / адрес address / изменить поменять сменить исправить изменение
перенести change modify edit update / ошибка ошибся ошиблась неправильно неверный wrong mistake incorrect
error / отменить отмена отказаться передумал аннулировать cancel / работает работы открыты открываетесь
закрываетесь график режим часы hours open close schedule / выходной воскресенье суббота праздник weekend
holiday sunday saturday / магазин салон шоурум филиал точка store shop showroom branch outlet / телефон
позвонить созвониться звонок перезвоните phone call telephone / связаться контакты связь поддержка
оператор менеджер консультант contact support agent representative / письмо почта email mail / пароль
password passcode pin / аккаунт учетная кабинет профиль account profile / войти вход залогиниться
авторизация авторизоваться login log sign / регистрация зарегистрироваться register registration signup /
приложение app application / сайт страница website site page / фото фотография картинка изображение
снимок photo picture image / отзыв отзывы review feedback / сборка собрать установка установить монтаж
assembly install / инструкция руководство мануал instruction manual / подходит подойдет подойдут
совместим совместима suit suitable compatible fits / выбрать подобрать подбор выбор посоветуйте
посоветовать choose pick select recommend advice / отличие отличается разница сравнить difference compare
comparison / опт оптовый wholesale bulk / юрлицо организация безнал безналичный company business
corporate / сотрудничество партнер партнерство cooperation partner franchise / вакансия устроиться
трудоустройство job vacancy career / мыть стирать стирка чистить уход ухаживать wash clean care /
упаковка упаковать упаковывать коробка packaging box wrap / ребенок ребенка дети детский child children
kid / отсутствует недостает забыли недоложили пропал потерялся missing lost lose / украли кража украден
stolen theft stole / пришел пришла придет приходит прислали прибыл прибудет получить получение arrive
receive / работает действует срабатывает функционирует применяется work / проходит прошла прошел отклонен
зависла завис declined failed rejected unsuccessful / перевод перевести transfer / пополнить пополнение
topup top / комиссия fee commission / курс валюта currency conversion / банкомат atm withdraw /
подтвердить подтверждение confirm verify verification / личность паспорт документ identity passport
document id / страна граница международный country abroad international overseas / пробный испытать
протестировать тест trial try test / спина поясница ортопедический back pain orthopaedic orthopedic ortho
/ матрас матрац mattress / подушка pillow
"""

#: Written alike, meant against each other. Both sides of a line get one feature with opposite signs.
_OPPOSITES = """
подписаться подписка | отписаться отписка
включить включать включение подключить подключение | отключить отключать отключение выключить выключение
subscribe subscription | unsubscribe unsubscription
enable activate | disable deactivate
заблокировать блокировка блокировать | разблокировать разблокировка
block lock | unblock unlock
войти вход | выйти выход
login signin | logout signout
добавить добавление add | удалить удаление убрать remove delete
увеличить повысить increase raise | уменьшить снизить decrease reduce lower
"""

#: Words that say little anywhere (1: in every third question, 2: less often). Never "не", "без", "not".
_COMMON_WORDS = {
    1: """
и в на с по к у о об за из от до для при что как это а но или ли же бы вы мы я он она оно они мне меня
мой моя мое мои моего вас вам ваш ваши нас наш есть быть был была было будет если то так еще уже все где
когда какой какая какие какое можно нужно надо могу хочу the a an i my me you your it is are was be do
does did to of in on for with and or if what how can will would have has had this that there at by from
we our us am as so but when where why which who""",
    2: """
почему сколько зачем кто чем чтобы только этот эта тот там тут здесь очень сделать делать дать после ни
хочет хотим можете может сейчас сегодня вообще просто куда откуда которые который свой себе get got want
need use make about just any some up out now been could should may know tell help more into than then
them they""",
}
NEGATIONS = frozenset(map(stem, ("не", "нет", "нельзя", "без", "not", "no", "without", "never")))
COMMON = {stem(word): tier for tier in (2, 1) for word in _COMMON_WORDS[tier].split()}


@cache
def families() -> dict[str, tuple[int, ...]]:
    """Stem → numbers of the families that it belongs to."""
    found: dict[str, list[int]] = {}
    for number, family in enumerate(_FAMILIES.split("/")):
        for each in {stem(word) for word in family.split()}:
            found.setdefault(each, []).append(number)
    return {each: tuple(numbers) for each, numbers in found.items()}


@cache
def opposites() -> dict[str, tuple[str, int]]:
    """Stem → name of the pair, and the side of it: 1 or -1."""
    found: dict[str, tuple[str, int]] = {}
    for line in filter(None, _OPPOSITES.split("\n")):
        for side, words in zip((1, -1), line.split("|"), strict=True):
            found.update((stem(word), (line.split()[0], side)) for word in words.split())
    return found
