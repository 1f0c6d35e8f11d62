## Help me choose

choosing-hello =
    <b>Help me choose</b>
    A few short questions about what you like. There are no right or wrong answers, and the bot does not keep them.
choosing-liked =
    Your words point to: <b>{ $trades }</b>.
    Where it is taught is behind the first buttons. Or answer the questions: I will find what fits better.
choosing-between =
    You named: <b>{ $trades }</b>.
    Where each is taught is behind the first buttons: compare them. Or answer the questions: I will tell what fits better.
choosing-question =
    { $number } of { $all }
    <b>{ $question }</b>
choosing-back = ‹ Back
choosing-skip = Skip
choosing-enough = Enough, show the result
choosing-result = <b>This may suit you</b>
choosing-result-guess =
    <b>You skipped every question</b>
    So here are the industries that have most clusters.
choosing-industry = { $number }. <b>{ $industry }</b>
choosing-because = You chose: { $chosen }.
choosing-quoted = “{ $text }”
choosing-no-right-or-wrong = This is a hint, not a verdict: see where it is taught and decide for yourself.
choosing-where = 📍 Where: { $industry }
choosing-go-on = Go on
choosing-again = ↻ Start over
choosing-all-industries = 🏭 All industries
choosing-outdated = The questions have changed since. Please start over: it takes a minute.
choosing-ask-place =
    { $industry }: where shall I look?
    Type a town or a village, such as “Saransk”, or send your location. Changed your mind? /cancel.
choosing-place-unclear = No such place in my list. Type a larger town near you. Changed your mind? /cancel.
