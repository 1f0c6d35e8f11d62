menu-choose = 🧩 Помоги выбрать
