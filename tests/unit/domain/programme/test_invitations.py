from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from domain.programme.invitations import (
    ALPHABET,
    CODE_LENGTH,
    CODE_PATTERN,
    new_code,
    read_code,
    spelled,
)


def test_new_code_cannot_be_guessed_and_fits_a_deep_link() -> None:
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(CODE_PATTERN.fullmatch(code) for code in codes)
    assert CODE_LENGTH * math.log2(len(set(ALPHABET))) >= 64


@given(st.text(alphabet=ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_code_is_read_however_it_is_written(code: str) -> None:
    typed = f"\t{spelled(code).upper()} ".replace("0", "O").replace("1", "l").replace("-", " – -")

    assert read_code(spelled(code)) == code
    assert read_code(typed.replace("–", "")) == code


@given(st.text())
def test_any_other_text_is_no_code(text: str) -> None:
    read = read_code(text)

    assert read is None or CODE_PATTERN.fullmatch(read)
