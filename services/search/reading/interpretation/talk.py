"""Whom words are said of, and courtesies: what a text is beside its intents.

An insult is the bot's only if it is said to it; thanks and greetings ask no question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from services.language.dictionary import Dictionary
from services.search.reading.spans import KIN

ADDRESSED = frozenset(["ты", "вы", "твой", "ваш", "бот", "you", "your", "u", "bot"])
OF_SELF = frozenset(["я", "мы", "i", "im", "we"])
OF_OTHERS = frozenset(["он", "она", "они", "he", "she", "they"])

GREETED = frozenset(
    [
        "здравствовать",
        "привет",
        "приветствовать",
        "хай",
        "салют",
        "добрый",
        "добрейший",
        "hello",
        "hi",
        "hey",
    ]
)
GREETING_WORDS = 4
"""A text of no more words that begins so, and of which nothing else is understood, greets."""

GRATITUDE = frozenset(["спасибо", "благодарить", "thanks", "thank"])
GRATEFUL_WITHIN = 3
"""Words from the start within which thanks are the point of a text: not «заранее спасибо»."""

ASKING_TEXT = """
где куда откуда когда как какой кто что сколько почему зачем чей можно ли а но
помоги помогите подскажи подскажите посоветуй посоветуйте покажи покажите
where when how what which who why can could is are but help tell show
"""
ASKING = frozenset(ASKING_TEXT.split())
"""Words of questions and requests: such a text is no mere courtesy."""

CHOICE = frozenset(["или", "or"])

TORN = frozenset(["разрываться", "метаться", "колебаться", "сомневаться", "torn", "hesitate"])
CHOOSING_TEXT = """
выбрать выбирать выбор решить решать определиться знать понять choose decide pick know
"""
CHOOSING = frozenset(CHOOSING_TEXT.split())
BETTER_TEXT = """
лучше интереснее перспективнее выгоднее легче проще прибыльнее better easier
"""
BETTER = frozenset(BETTER_TEXT.split())
WHICH = frozenset(["что", "кого", "кем", "какую", "какой", "which", "what"])
AMONG = frozenset(["между", "between"])
SOUGHT = frozenset(["где", "where"])
"""«Не знаю, где учат на повара или сварщика» has chosen both."""

STUDY_TEXT = """
пара урок занятие экзамен учеба учиться обучение диплом поступление поступить поступать
заявление документ аттестат зачисление приемный комиссия огэ егэ школа студент каникулы
госуслуги lesson exam study diploma admission application
"""
STUDY = frozenset(STUDY_TEXT.split())
"""Who speaks of these speaks of a college, and of no event."""


MACHINE_TEXT = """
бот бота боту ботом боте робот робота роботу роботом роботе нейросеть нейросети нейросетью ии
автоответчик автоответчиком chatgpt gpt чатбот чатботом bot robot chatbot ai
"""
MACHINES = frozenset(MACHINE_TEXT.split())
"""As they are typed: who builds «роботов» asks nobody whether he is one."""

PROGRAMS = frozenset(["программа", "машина", "автомат", "алгоритм", "program", "machine"])
"""The same, beside people only: these are taught and repaired as well."""

PEOPLE_TEXT = """
человек живой оператор сотрудник настоящий реальный кто-то кто-нибудь
human person people real alive somebody someone
"""
PEOPLE = frozenset(PEOPLE_TEXT.split())

SPEAKING_TEXT = """
отвечать ответить разговаривать говорить общаться переписываться беседовать болтать
answer reply talk speak chat text
"""
SPEAKING = frozenset(SPEAKING_TEXT.split())
CHOSEN_WITHIN = 2
"""Words from «или»: «с человеком или с программой»."""

HERE = frozenset(["это", "этот", "тут", "здесь", "this", "here"])
CALLS = GREETED | frozenset(
    ["день", "вечер", "утро", "нибудь", "алло", "ало", "эй", "ау", "hello", "hey"]
)
ASKING_WHY = frozenset(["почему", "зачем", "как", "сколько", "когда", "why", "how", "when"])
DENYING = frozenset(["не", "not", "don", "dont", "no"])


WHO = frozenset(["кто", "who"])
OF_WHO_ANSWERS = CHOICE | PEOPLE | MACHINES | WHO
"""Without one of these nobody asks whether a man or a machine answers."""


class Whose(Enum):
    """Of whom an insult is said."""

    BOT = auto()
    SELF = auto()
    OTHERS = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Talk:
    """The words of one text."""

    words: Sequence[str]
    dictionary: Dictionary

    def whose(self, insult: frozenset[int]) -> Whose:
        """By the last word before it that is somebody, else the first one after it.

        «Я тупой для учёбы», «сын у меня дурак», «тупой бот»; a bare «идиот» is nobody's.
        """
        after = range(max(insult) + 1, len(self.words))
        around = [*reversed(range(min(insult))), *after]
        found = (self._somebody(self.words[i]) for i in around)
        return next((one for one in found if one is not None), Whose.NOBODY)

    def is_of_study(self, but: frozenset[int]) -> bool:
        others = [word for i, word in enumerate(self.words) if i not in but]
        return any(self.dictionary.lemmas(word) & STUDY for word in others)

    @property
    def asked(self) -> frozenset[int]:
        """Where a question or a request is put."""
        return frozenset(i for i, word in enumerate(self.words) if self._lemmas(word) & ASKING)

    @property
    def is_choice(self) -> bool:
        """«10 класс или колледж, что лучше»: neither is praised, and no list is asked for."""
        return bool(self.asked) and not CHOICE.isdisjoint(self.words)

    @property
    def is_torn(self) -> bool:
        """«То ли …, то ли …», «разрываюсь», «выбираю между … и …», «… или …, не знаю».

        «Сварщик или электрик, что лучше?», unlike «где лучше учат на повара или кондитера».
        """
        found = [self._lemmas(word) for word in self.words]
        chooses = any(one & CHOOSING for one in found)
        pairs = list(zip(self.words, self.words[1:], strict=False))
        if pairs.count(("то", "ли")) > 1 or any(one & TORN for one in found):
            return True
        if SOUGHT.isdisjoint(self.words) and self._compares(is_choice=chooses):
            return True
        if not chooses or not SOUGHT.isdisjoint(self.words):
            return False
        is_denied = any(word in DENYING for word in self.words)
        return not AMONG.isdisjoint(self.words) or (
            is_denied and not CHOICE.isdisjoint(self.words)
        )

    def _compares(self, *, is_choice: bool) -> bool:
        """«… или …, что лучше», «что выбрать: … или …»."""
        is_asked = is_choice and not WHICH.isdisjoint(self.words)
        is_compared = is_asked or not BETTER.isdisjoint(self.words)
        return is_compared and not CHOICE.isdisjoint(self.words)

    @property
    def is_grateful(self) -> bool:
        """«Спасибо за всё, дай бог здоровья», and no question."""
        begun = self.words[:GRATEFUL_WITHIN]
        is_said = any(self.dictionary.lemmas(word) & GRATITUDE for word in begun)
        return is_said and not self.asked

    @property
    def is_greeting(self) -> bool:
        """«Здравствуйте, уважаемый бот»."""
        begins = bool(self.words) and bool(self.dictionary.lemmas(self.words[0]) & GREETED)
        return begins and len(self.words) <= GREETING_WORDS and not self.asked

    @property
    def asks_who_answers(self) -> bool:
        """«Ты живой или робот?», «это бот отвечает?», «с кем я говорю?»: a man or a machine."""
        if OF_WHO_ANSWERS.isdisjoint(self.words) and all(
            OF_WHO_ANSWERS.isdisjoint(self.dictionary.lemmas(word)) for word in self.words
        ):  # as most texts
            return False
        said = [self._lemmas(word) for word in self.words]
        found = frozenset[str]().union(*said)
        is_addressed = not found.isdisjoint(ADDRESSED - MACHINES)
        is_spoken = not found.isdisjoint(SPEAKING)
        names_people = not found.isdisjoint(PEOPLE)
        if self._chooses_machine(names_people=names_people):
            return is_addressed or is_spoken or names_people
        if not found.isdisjoint(ASKING_WHY) or (
            not is_addressed and not found.isdisjoint(DENYING)
        ):
            return False
        known = MACHINES | PEOPLE | SPEAKING | HERE | ADDRESSED
        if any(not one & known and not self._is_light(one) for one in said):
            return False
        names_somebody = names_people or not MACHINES.isdisjoint(self.words)
        asks_who = not found.isdisjoint(WHO)
        if names_somebody and (is_addressed or is_spoken or not found.isdisjoint(HERE)):
            return True
        return asks_who and (is_spoken or names_people)

    def _chooses_machine(self, *, names_people: bool) -> bool:
        """«Бот или повар», «человек или программа»."""
        machines = MACHINES | PROGRAMS if names_people else MACHINES
        at = [i for i, word in enumerate(self.words) if word in CHOICE]
        reach = CHOSEN_WITHIN if names_people else 1
        beside = {word for i in at for word in self.words[max(0, i - reach) : i + reach + 1]}
        beside |= {lemma for word in beside for lemma in self.dictionary.lemmas(word)} & PROGRAMS
        return not machines.isdisjoint(beside)

    def _is_light(self, lemmas: frozenset[str]) -> bool:
        return any(map(self.dictionary.is_silent, lemmas)) or lemmas <= ASKING | CALLS

    def is_lone_noun(self, said: frozenset[int]) -> bool:
        """One word that counts or is told of as well: «10 класс», «человек в группе»."""
        word = self.words[min(said)]
        is_noun = self.dictionary.is_everyday(word) and not self.dictionary.is_talk(word)
        return len(said) == 1 and is_noun

    def _somebody(self, word: str) -> Whose | None:
        lemmas = self._lemmas(word)
        if lemmas & ADDRESSED:
            return Whose.BOT
        if word in OF_SELF:
            return Whose.SELF
        return Whose.OTHERS if lemmas & (OF_OTHERS | KIN) else None

    def _lemmas(self, word: str) -> frozenset[str]:
        return self.dictionary.lemmas(word) | {word}
