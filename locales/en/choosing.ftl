menu-choose = 🧩 Help me choose
