"""«Помоги выбрать»: one-tap questions that lead to industries and their nearest clusters."""
