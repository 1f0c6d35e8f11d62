"""How well themes are told on examples that were held back: by theme, by probability, by cost.

    .venv/bin/python bench/themes.py [--write] [--peers] [--save]

Every example of data/questions.csv is guessed by a model that has not seen it (five parts by the
checksum of the text). --write teaches a model from all of them and keeps it in data/themes.bin,
and what came of it in bench/results/taught.json (bench/teaching_record.py); --peers sets
scikit-learn's classifiers beside, on the same features and parts (for which
requirements-bench.txt is needed).
"""

from __future__ import annotations

import argparse
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report, teaching_record
from bench.teaching import Example, mark_of, read_examples, taught
from services.search.reading.queries import Guess
from services.search.reading.themes.model import ThemeModel, load_themes
from tests.searching import index_without_themes, shipped_index

EXAMPLES = report.ROOT / "data/questions.csv"
MODEL = report.ROOT / "data/themes.bin"
PARTS = 5
LEVELS = (0.3, 0.5, 0.7, 0.85, 0.9)

Told = tuple[Example, tuple[Guess, ...]]
"""What was guessed of an example, the likeliest theme first."""


def part_of(example: Example) -> int:
    return zlib.crc32(example.text.encode()) % PARTS


def features_of(examples: Sequence[Example]) -> list[list[str]]:
    index = index_without_themes()
    return [index.features(one.text, index.parse(one.text)) for one in examples]


def whole(examples: Sequence[Example], texts: Sequence[Sequence[str]]) -> ThemeModel:
    return taught([one.theme for one in examples], texts, mark_of(EXAMPLES))


def held_out(
    examples: Sequence[Example], texts: Sequence[Sequence[str]], parts: int = PARTS
) -> list[Told]:
    """The examples of so many parts of the PARTS, each with the guesses of a model that was taught
    without its part."""
    found = []
    for part in range(parts):
        known = [i for i, one in enumerate(examples) if part_of(one) != part]
        model = taught([examples[i].theme for i in known], [texts[i] for i in known])
        left = sorted({*range(len(examples))} - {*known})
        found += [(examples[i], model.guess(texts[i])) for i in left]
    return found


def accuracy(pairs: Sequence[Told]) -> float:
    return _share([one.theme == found[0].theme for one, found in pairs])


def tell(pairs: Sequence[Told]) -> dict[str, object]:
    right = Counter(one.theme for one, found in pairs if found[0].theme == one.theme)
    among = Counter(one.theme for one, found in pairs if one.theme in {g.theme for g in found})
    count = Counter(one.theme for one, _ in pairs)
    for theme in sorted(count):
        n = count[theme]
        print(f"{theme:<22} {n:>4}  first {right[theme] / n:.0%}  of three {among[theme] / n:.0%}")
    levels = {}
    for level in LEVELS:
        sure = [one.theme == g[0].theme for one, g in pairs if g[0].probability >= level]
        levels[str(level)] = {"share": len(sure) / len(pairs), "right": _share(sure)}
        print(f"from {level:.2f}: {len(sure) / len(pairs):.0%} of texts, {_share(sure):.0%} right")
    of = {
        language: _share([o.theme == g[0].theme for o, g in pairs if o.language == language])
        for language in ("ru", "en")
    }
    by_hand = {
        hand: _share([o.theme == g[0].theme for o, g in pairs if o.hand == hand])
        for hand in sorted({one.hand for one, _ in pairs})
    }
    print("by hand", {hand: f"{share:.1%}" for hand, share in by_hand.items()})
    print(f"all {len(pairs)}: {accuracy(pairs):.1%} right; by language {of}")
    return {
        "examples": len(pairs),
        "first": accuracy(pairs),
        "of_three": sum(among.values()) / len(pairs),
        "by_language": of,
        "by_hand": by_hand,
        "by_probability": levels,
    }


def cost(texts: Sequence[Sequence[str]], examples: Sequence[Example]) -> dict[str, float]:
    """CPU milliseconds: of loading, of a guess, of a whole reading (texts not seen before)."""
    began = time.process_time()
    model = load_themes(MODEL)
    loading = time.process_time() - began
    index = shipped_index()
    read = [index.parse(one.text) for one in examples]
    return {
        "loading_ms": loading * 1000,
        "guess_ms": _each(lambda i: model.guess(texts[i]), len(texts)),
        "features_ms": _each(lambda i: index.features(examples[i].text, read[i]), len(texts)),
    }


def peers(examples: Sequence[Example], texts: Sequence[Sequence[str]]) -> dict[str, float]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  (a peer)
    from sklearn.naive_bayes import ComplementNB  # noqa: PLC0415
    from sklearn.neighbors import KNeighborsClassifier  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    kinds: dict[str, Callable[[], Any]] = {
        "linear SVM": lambda: LinearSVC(C=0.3),
        "complement naive Bayes": lambda: ComplementNB(alpha=0.3),
        "nearest neighbours": lambda: KNeighborsClassifier(7, metric="cosine"),
    }
    found = {}
    for name, make in kinds.items():
        right = []
        for part in range(PARTS):
            known = [i for i, one in enumerate(examples) if part_of(one) != part]
            left = [i for i, one in enumerate(examples) if part_of(one) == part]
            counted = TfidfVectorizer(analyzer=lambda text: text, sublinear_tf=True)
            table = counted.fit_transform([texts[i] for i in known])
            peer = make().fit(table, [examples[i].theme for i in known])
            told = peer.predict(counted.transform([texts[i] for i in left]))
            right += [examples[i].theme == one for i, one in zip(left, told, strict=True)]
        found[name] = _share(right)
        print(f"{name}: {found[name]:.1%}")
    return found


def _each(ask: Callable[[int], object], count: int) -> float:
    times = []
    for i in range(count):
        began = time.process_time_ns()
        ask(i)
        times.append((time.process_time_ns() - began) / 1e6)
    return median(times)


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


def write(examples: Sequence[Example], texts: Sequence[Sequence[str]]) -> None:
    """The model, and the record by which tests know it again."""
    whole(examples, texts).save(MODEL)
    held_back = held_out(examples, texts, parts=1)
    model = load_themes(MODEL)
    found = teaching_record.record(mark_of(EXAMPLES), model, examples, texts, held_back)
    print("written", MODEL.name, "and", teaching_record.save(found).relative_to(report.ROOT))


def main() -> int:
    options = argparse.ArgumentParser(description="How well themes are told")
    options.add_argument("--write", action="store_true", help="teach data/themes.bin anew")
    options.add_argument("--peers", action="store_true", help="scikit-learn's beside")
    options.add_argument("--save", action="store_true", help="keep the figures in bench/results")
    asked = options.parse_args()
    examples = read_examples(EXAMPLES)
    texts = features_of(examples)
    if asked.write:
        write(examples, texts)
    figures = tell(held_out(examples, texts))
    figures["cost"] = cost(texts, examples)
    print(figures["cost"], "bytes", MODEL.stat().st_size)
    if asked.peers:
        figures["peers"] = peers(examples, texts)
    if asked.save:
        print("saved", report.save("themes", figures).relative_to(report.ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
