// The chat's own words. What the bot says comes from the bot.
export const WORDS = {
  ru: {
    sandbox: "песочница Telegram", peopleHint: "Три человека, один бот. Выберите, чьими глазами смотреть.",
    people: "Показать людей", more: "Ещё", messages: "Сообщения", messagesHint: "Стрелками вверх и вниз — по сообщениям", toEnd: "К последнему сообщению",
    suggestions: "Подсказки", start: "Начать", commands: "Команды бота", message: "Сообщение",
    placeholder: "Сообщение", keyboard: "Клавиатура бота", attach: "Прикрепить", location: "Геопозиция",
    photo: "Фото или видео", document: "Файл", send: "Отправить", welcome: "Кто вы?",
    welcomeHint: "Это учебный Telegram на вашем компьютере. Бот — настоящий, данные — настоящие.",
    ok: "Понятно", share: "Поделиться", copy: "Скопировать", copied: "Скопировано", close: "Закрыть",
    findTown: "Город", coordinates: "или координаты: широта, долгота", venueTitle: "Название места (необязательно)",
    live: "Транслировать геопозицию", sendPoint: "Отправить", device: "Моя точка", cancel: "Отмена",
    badPoint: "Нужны два числа: широта и долгота, например 56.33, 44.00", noDevice: "Браузер не отдал геопозицию",
    bot: "бот", typing: "печатает…", offline: "нет связи, переподключаюсь…", edited: "изменено",
    block: "Заблокировать бота", unblock: "Разблокировать бота", blocked: "бот заблокирован",
    dark: "Тёмная тема", light: "Светлая тема", other: "English", empty: "Здесь пока тихо. Нажмите «Начать».",
    more_: "Показать всё", less: "Свернуть", reveal: "Скрытый текст, показать", today: "Сегодня",
    yesterday: "Вчера", via: "через", place: "Место на карте", photoAlt: "Фото", noInline: "Бот не отвечает на такие запросы",
    unread: "непрочитано", you: "Вы", reply: "Ответить", delete: "Удалить сообщение", noReply: "Не отвечать",
    forwarded: "Переслано:", video: "Видео", poll: "Опрос", question: "Вопрос", pollOptions: "Варианты ответа, каждый с новой строки",
    anonymous: "Анонимный", badPoll: "Нужны вопрос и хотя бы один ответ", sendPoll: "Отправить опрос", anonymousPoll: "Анонимный опрос", openPoll: "Открытый опрос",
    quiz: "Викторина", votes: "Голосов", giveaway: "Розыгрыш", topicCreated: "Создана тема", communities: "Каналы и группы",
    channel: "канал", supergroup: "группа", moreResults: "Показать ещё", readOnly: "только чтение", quiet: "Здесь пока тихо.",
    nothingToPick: "Выбирать не из чего",
  },
  en: {
    sandbox: "Telegram sandbox", peopleHint: "Three people, one bot. Choose whose eyes to look through.",
    people: "Show people", more: "More", messages: "Messages", messagesHint: "Arrows up and down walk the messages", toEnd: "To the last message",
    suggestions: "Suggestions", start: "Start", commands: "Bot commands", message: "Message",
    placeholder: "Message", keyboard: "Bot keyboard", attach: "Attach", location: "Location",
    photo: "Photo or video", document: "File", send: "Send", welcome: "Who are you?",
    welcomeHint: "This is a practice Telegram on your computer. The bot is real, and so are the data.",
    ok: "OK", share: "Share", copy: "Copy", copied: "Copied", close: "Close",
    findTown: "Town", coordinates: "or coordinates: latitude, longitude", venueTitle: "Name of the place (optional)",
    live: "Share live location", sendPoint: "Send", device: "My point", cancel: "Cancel",
    badPoint: "Two numbers are needed: latitude and longitude, such as 56.33, 44.00", noDevice: "The browser gave no location",
    bot: "bot", typing: "typing…", offline: "no connection, trying again…", edited: "edited",
    block: "Block the bot", unblock: "Unblock the bot", blocked: "bot is blocked",
    dark: "Dark theme", light: "Light theme", other: "Русский", empty: "It is quiet here. Press “Start”.",
    more_: "Show all", less: "Fold", reveal: "Hidden text, show", today: "Today",
    yesterday: "Yesterday", via: "via", place: "Place on the map", photoAlt: "Photo", noInline: "The bot does not answer such queries",
    unread: "unread", you: "You", reply: "Reply", delete: "Delete the message", noReply: "Do not reply",
    forwarded: "Forwarded from", video: "Video", poll: "Poll", question: "Question", pollOptions: "Answer options, one a line",
    anonymous: "Anonymous", badPoll: "A question and at least one answer are needed", sendPoll: "Send the poll", anonymousPoll: "Anonymous poll", openPoll: "Open poll",
    quiz: "Quiz", votes: "Votes", giveaway: "Giveaway", topicCreated: "Topic created", communities: "Channels and groups",
    channel: "channel", supergroup: "group", moreResults: "Show more", readOnly: "read only", quiet: "It is quiet here.",
    nothingToPick: "There is nothing to choose from",
  },
};

let language = "ru";
export const current = () => language;
export const word = (key) => WORDS[language][key] ?? key;

export function speak(code) {
  language = code === "en" ? "en" : "ru";
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
    if (node.tagName === "BUTTON") node.title = word(node.dataset.label);
  }
}

export const clock = (seconds) =>
  new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(seconds * 1000);

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const midnight = new Date().setHours(0, 0, 0, 0);
  if (date >= midnight) return word("today");
  if (date >= midnight - 86400000) return word("yesterday");
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(date);
}

export const fullMoment = (seconds) =>
  new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "long" }).format(seconds * 1000);

export function size(bytes) {
  const unit = bytes < 1024 ? "byte" : bytes < 1048576 ? "kilobyte" : "megabyte";
  const value = bytes / { byte: 1, kilobyte: 1024, megabyte: 1048576 }[unit];
  const unitDisplay = unit === "byte" ? "long" : "short";  // English: "903 byte" is the short one
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 }).format(value);
}
