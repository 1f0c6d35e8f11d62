"""«Мои кластеры»: what a person has starred."""
