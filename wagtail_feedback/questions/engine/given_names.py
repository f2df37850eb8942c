"""Given names, by which a name is told from other words that begin with a capital letter."""

from __future__ import annotations

_NAMES = """\
александр александра алексей алена алеша алина алиса алла анастасия анатолий ангелина андрей анжела анна аня
антон антонина арина аркадий арсений артем артур ася богдан борис боря вадим валентин валентина валера
валерий валерия валя ваня варвара варя василиса василий вася вера вероника виктор виктория виталий влад
владимир владислав владислава вова всеволод вячеслав галина галя геннадий георгий герман глеб григорий гриша
давид дамир дана даниил данил даниэль даня дарина дарья даша денис диана дима дмитрий ева евгений евгения
егор екатерина елена елизавета есения женя жанна захар зинаида зоя иван игорь ильдар илья инга инна ира
ирина камила карина катерина катя кира кирилл клавдия константин костя кристина ксения ксюша лариса лев
леонид лера леша лида лидия лиза лилия люба любовь людмила люда майя макар максим маргарита марина мария
марк марта матвей маша милана мирон михаил миша надежда надя наталия наталья настя наташа никита николай
нина оксана олег олеся оля ольга павел паша петр петя полина рамиль раиса ренат римма рита родион роза роман
руслан рустам савелий света светлана семен сергей сережа слава снежана соня софия софья станислав стас
степан таисия тамара таня татьяна тимофей тимур тимофея ульяна федор филипп эдуард эльвира элла эмилия эмма
юлия юля юра юрий яков яна ярослав ярослава
aaron adam adrian agnes alan albert alex alexander alexandra alice alison amanda amy andrea andrew angela ann
anna anne annie anthony antonio arthur ashley austin barbara ben benjamin beth betty bill bob brandon brian
bruce carl carlos carol caroline catherine charles charlotte chloe chris christina christine christopher
claire clara daniel david deborah dennis diana donald donna dorothy douglas dylan edward eleanor elena
elizabeth ella ellen emily emma eric ethan eva evelyn fiona florence frances frank fred gary george gerald
grace greg hannah harold harry heather helen henry hope howard ian isabel isabella jack jacob james jane janet
jason jean jeff jennifer jeremy jessica jim joan joe john jonathan jose joseph joshua joyce juan judith judy
julia julie justin karen kate katherine kathleen keith kelly ken kenneth kevin kim kyle larry laura lauren
lawrence leo liam lily linda lisa louis louise lucas lucy luke maria marie mark martha martin mary matthew max
megan melissa michael michelle mike mohammed nancy natalie nathan nicholas nick nicole noah nora oliver olivia
oscar pamela patricia patrick paul paula peter philip rachel ralph raymond rebecca richard robert roger ron
ronald rose roy russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean sharon simon sophia
sophie stephanie stephen steve steven susan tara teresa terry thomas tim timothy tina tom tony tyler victor
victoria vincent virginia walter wayne wendy william zoe
"""
GIVEN_NAMES = frozenset(_NAMES.split())
#: Those that are words too: alone, or before another word, they are no name unless something else says so.
WORDS_TOO = frozenset({"вера", "любовь", "надежда", "роза", "роман", "лев", "слава", "света", "марта"}) | {
    *("bill", "frank", "grace", "hope", "jack", "mark", "max", "rose"),
}
