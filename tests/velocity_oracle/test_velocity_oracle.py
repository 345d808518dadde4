"""Our Velocity against the original: the same templates, the same values, the same texts."""

import pytest

from ue_console.rendering.velocity import render

from .corpus import ALL, VALUES
from .differences import DIFFERENCES, Difference
from .oracle import Oracle, lacking

pytestmark = [
    pytest.mark.velocity,
    pytest.mark.skipif(bool(lacking()), reason=f"Apache Velocity 1.7 or a JDK is not installed: {lacking()}"),
]

Answers = dict[str, str | None]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What the original makes of every template, from one run."""
    sources = [*ALL, *(difference.source for difference in DIFFERENCES)]
    texts = Oracle(tmp_path_factory.mktemp("oracle")).render([(source, VALUES) for source in sources])
    return dict(zip(sources, texts, strict=True))


def ours(source: str) -> str | None:
    rendered = render(source, VALUES)
    return None if rendered.failed else rendered.text


def test_corpus_is_large_and_has_both_kinds(original: Answers) -> None:
    assert len(set(ALL)) == len(ALL) >= 150
    assert sum(original[source] is None for source in ALL) > 50
    assert sum(original[source] is not None for source in ALL) > 150


@pytest.mark.parametrize("source", ALL)
def test_renders_as_the_original(source: str, original: Answers) -> None:
    assert ours(source) == original[source]


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.reason)
def test_differs_where_it_means_to(difference: Difference, original: Answers) -> None:
    assert ours(difference.source) == difference.ours
    assert original[difference.source] != difference.ours
