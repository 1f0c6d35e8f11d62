# Topics of news at the organisers' desk: names and words.

news-desk-topics = 🏷 Topics

topics-title =
    <b>Topics of news</b>
    Readers choose news and subscribe by them.
topics-none = None yet.
topics-line = • <b>{ $en }</b> ({ $ru }) — words: { $words }, news: { $items }
topics-add = ➕ New topic
topics-back = ‹ To the topics
topic-card =
    🏷 <b>{ $en }</b> ({ $ru })
    News: { $items } · subscribers: { $subscribers }

    <b>Words:</b> { $words }

    News are about the topic if one of its words is in the title or the lead, or at least twice in the text, in any form.
topic-words-more = { $words }… and { $count } more
topic-act-add-words = ➕ Words
topic-act-words = ➖ Words
topic-act-name-ru = ✏️ Russian name
topic-act-name-en = ✏️ English name
topic-act-remove = 🗑 Remove the topic

topic-ask =
    Send the new topic as one message:

    <i>Хакатоны
    Hackathons
    хакатон, цифровой прорыв</i>

    The first line is the Russian name, the second the English one, then words and phrases divided by commas. Before it is saved I will show which news fit. Changed your mind? /cancel
topic-words-add-ask = Which words shall be added to “{ $topic }”? Divide them by commas; their form does not matter. Before they are saved I will show what changes. Changed your mind? /cancel
topic-words-ask = Which word shall leave “{ $topic }”? Before it is saved I will show what changes.
topic-name-ask-ru =
    Send the new Russian name of the topic, up to { $limit } characters. Now: “{ $now }”.
    Changed your mind? /cancel
topic-name-ask-en =
    Send the new English name of the topic, up to { $limit } characters. Now: “{ $now }”.
    Changed your mind? /cancel

topic-preview = 🏷 <b>{ $en }</b> ({ $ru })
topic-preview-added = ➕ { $words }
topic-preview-removed = ➖ { $words }
topic-preview-fits =
    { $count ->
        [0] There are no news yet to try it on.
        [one] It would fit { $fits } of the latest { $count } news item.
       *[other] It would fit { $fits } of the latest { $count } news items.
    }
topic-preview-gained = 🟢 { $title } — comes in
topic-preview-lost = 🔴 { $title } — goes out
topic-preview-kept = • { $title }
topic-preview-more = …and { $count } more
topic-save = ✅ Save
topic-saved = Saved. Earlier news will be sorted anew in a few minutes.
topic-remove-ask =
    Remove the topic “{ $topic }”? It cannot be brought back.

    { $items ->
        [0] No news have it.
        [one] { $items } news item loses it.
       *[other] { $items } news items lose it.
    } { $subscribers ->
        [0] Nobody is subscribed to it.
        [one] { $subscribers } person loses the subscription.
       *[other] { $subscribers } people lose their subscriptions.
    }
topic-remove-yes = 🗑 Yes, remove
topic-removed = The topic is removed

topic-gone = This topic is gone.
topic-draft-gone = This change was saved before or is out of date. Please open the topic again.
topic-needs-lines = At least three lines are needed: the Russian name, the English name, words divided by commas.
topic-no-name = The name of a topic needs letters.
topic-name-long = The name is over { $limit } characters. Make it shorter and send it again.
topic-name-taken = There is a topic “{ $name }” already. Choose another name, or open that one.
topic-no-words = I see no words. Divide them by commas: “хакатон, цифровой прорыв”.
topic-word-empty = “{ $word }” is no word: it has no letters or digits to look for. Leave it out and send the rest again.
topic-word-long = “{ $word }…” is too long: a word or phrase has up to { $limit } characters.
topic-words-known = The topic has these words already, perhaps in another form. Send others.
topic-last-word = This is the last word of the topic. Add another one first, or remove the whole topic.
topic-many-words = That would make { $count } words; a topic has { $limit } at most.
topics-full = There may be at most { $limit } topics. Remove one first.

audit-news-topic-added = added the topic of news “{ $title }”
audit-news-topic-renamed = renamed the topic of news “{ $was }”: now “{ $title }”
audit-news-topic-words = changed the words of the topic “{ $title }”: added { $added }, removed { $removed }
audit-news-topic-removed = removed the topic of news “{ $title }”
