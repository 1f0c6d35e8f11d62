### Searching from any chat: @bot welding Perm

inline-section-mine = my clusters
inline-to-bot = Search in the chat with the bot
inline-open = Open in Profkompas
inline-by-industry = { $industry } (by industry)
inline-example-trade = welding Perm
inline-example-trade-note = A profession or an industry, and a town
inline-example-region = programmer Novosibirsk region
inline-example-region-note = The same in a whole region
inline-example-college = college KAMAZ
inline-example-college-note = A college or an employer
inline-example-mine = my clusters
inline-example-mine-note = Clusters that you have starred
inline-ask = 🔎 Try it
inline-hint =
    Clusters of “Professionalitet” can be found right in a chat: type @{ $bot }, then a profession and a town.
inline-spelling = Did you mean “{ $text }”?
inline-spelling-note = Below is what that finds
inline-elsewhere = None here. Below are the nearest ones
inline-nothing = Nothing found: “{ $text }”
inline-nothing-note = Put it differently: a profession, an industry, a college or a town
inline-mine-none = No such cluster among yours
