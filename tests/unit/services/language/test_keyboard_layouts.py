from __future__ import annotations

from services.language.keyboard_layouts import in_cyrillic, in_latin, other_layout


def test_same_keys_type_the_other_letters_also_with_shift() -> None:
    assert other_layout("yjdjcnb") == "новости"
    assert other_layout('"RJYJVBRF, b. <') == "ЭКОНОМИКАб ию Б"
    assert other_layout("цщкдв") == "world"


def test_one_way_leaves_letters_of_the_other_alphabet() -> None:
    assert in_cyrillic("ghbdtn, мир") == "приветб мир"
    assert in_latin("цщкдв map") == "world map"
