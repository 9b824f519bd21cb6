"""Mutated posts are understood or refused, and what is understood keeps to the vocabulary. `make fuzz` does more."""

import random
from pathlib import Path

import pytest
from lxml import etree

from exporter.clean import clean
from exporter.clean.vocabulary import faults
from exporter.notices import InputError
from exporter.read.post import load
from tests.hostile.mutation import mutated, seeds


@pytest.mark.parametrize("seed", range(8))
def test_mutated_posts(seed: int, tmp_path: Path) -> None:
    dice, known, post = random.Random(seed), seeds(), tmp_path / "post.md"
    for _ in range(25):
        post.write_bytes(mutated(dice.choice(known), known, dice))
        try:
            article = clean(load(str(post)))
        except InputError:
            continue
        assert faults(article.body) == []
        etree.fromstring(etree.tostring(article.body))


def test_a_mutation_is_the_same_for_the_same_seed() -> None:
    known = seeds()
    once, again = (mutated(known[0], known, random.Random(7)) for _ in range(2))
    assert once == again != known[0]
