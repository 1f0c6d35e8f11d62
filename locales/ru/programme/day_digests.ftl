## Утренняя сводка

digest-title = ☀️ <b>Ваш день.</b> { $day }
digest-event = <b>{ $title }</b> · время: { $zone }
digest-yours = по вашим часам { $time }
digest-more = И ещё { $count } — в «Моём расписании».
digest-switch-on = ⬜️ Утренняя сводка
digest-switch-off = ✅ Утренняя сводка
digest-switched-on = Сводка будет приходить в 8:00 в дни, когда у вас есть сессии.
digest-switched-on-silent = Сводка включена, но не придёт, пока выключены уведомления о сессиях.
digest-name = утренняя сводка
digest-switched-off = Утренней сводки больше не будет.
