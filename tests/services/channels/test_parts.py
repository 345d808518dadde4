"""The parts of a message: typed, and read from files."""

import os
from pathlib import Path

import pytest

from tests.services.channels.messages import written
from ue_console.services.channels.drafts import HTML, ChannelDraft, DraftPart
from ue_console.services.channels.parts import load_parts, sketched_parts


def of(*parts: DraftPart, body: str = "") -> ChannelDraft:
    return ChannelDraft(body=body, parts=list(parts))


def test_the_body_comes_first_with_its_own_type() -> None:
    draft = ChannelDraft(body="<p>x</p>", body_type=HTML, parts=[DraftPart(type="link", data="https://x")])
    loaded = load_parts(draft)
    assert [(part.id, part.type, part.content_type, part.data) for part in loaded.parts] == [
        ("1", "body", "text/html", "<p>x</p>"),
        ("2", "link", "text/plain", "https://x"),
    ]
    assert loaded.findings == ()


def test_a_file_goes_as_base64_with_its_size_and_name(tmp_path: Path) -> None:
    path = written(tmp_path / "Lamp.PNG", b"\x89PNG\x00")
    [part] = load_parts(of(DraftPart(path=path))).parts
    assert (part.type, part.content_type, part.name, part.size) == ("image", "image/png", "Lamp.PNG", 5)
    assert part.data == "iVBORwA="


def test_a_file_of_text_goes_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "Grüße".encode())
    [part] = load_parts(of(DraftPart(path=path, type="file", name="b.txt", id="x"))).parts
    assert (part.data, part.size, part.name, part.id) == ("Grüße", 7, "b.txt", "x")


def test_what_is_named_goes_before_what_is_guessed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", b"\xff")
    draft = of(DraftPart(path=path, type="video_link", content_type="binary"))
    [part] = load_parts(draft).parts
    assert (part.type, part.content_type, part.data) == ("video_link", "binary", "/w==")


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("missing.png", None, "can't be read (No such file or directory)"),
        ("empty.png", b"", "is empty"),
        ("latin.txt", b"\xe4", "is no text in UTF-8"),
        ("large.png", b"x" * 11, "larger than"),
        ("nul\x00.png", None, "can't be read"),
    ],
)
def test_a_file_that_can_not_be_sent_is_told(
    tmp_path: Path, name: str, content: bytes | None, cause: str
) -> None:
    path = str(tmp_path / name) if content is None else written(tmp_path / name, content)
    loaded = load_parts(of(DraftPart(path=path), body="x"), most=10)
    assert [part.id for part in loaded.parts] == ["1"]
    [finding] = loaded.findings
    assert (finding.severity, finding.field) == ("error", "part 2")
    assert cause in finding.cause
    assert finding.remedy


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [finding] = load_parts(of(DraftPart(path=str(tmp_path / "pipe")))).findings
    assert "is no plain file" in finding.cause


def test_files_share_one_bound(tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{number}.png", b"x" * 6) for number in range(2)]
    loaded = load_parts(of(*(DraftPart(path=path) for path in paths)), most=10)
    assert [part.name for part in loaded.parts] == ["0.png"]
    [finding] = loaded.findings
    assert finding.field == "part 3"


@pytest.mark.parametrize("part", [DraftPart(type="link"), DraftPart(data="x")], ids=["no data", "no type"])
def test_a_part_that_lacks_something_is_told(part: DraftPart) -> None:
    [finding] = load_parts(of(part)).findings
    assert finding.severity == "error"


def test_a_sketch_reads_no_file(tmp_path: Path) -> None:
    sketched = sketched_parts(
        of(DraftPart(path=str(tmp_path / "none.png")), DraftPart(type="link", data="x"))
    )
    assert [(part.name, part.data, part.size) for part in sketched] == [
        ("none.png", "", None),
        (None, "x", None),
    ]
