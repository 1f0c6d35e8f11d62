"""What `bot.app.build_app` joins, area by area.

A new service is one line in the area it belongs to; the attribute it becomes is the name by which
handlers ask for it, so no two areas may have the same (`named_for_handlers` refuses that).
"""
