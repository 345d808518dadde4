"""The real Apache Velocity 1.7 as a function: many cases in, their texts out, one JVM."""

import base64
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from ue_console.rendering.result import Value

JARS = Path("/usr/share/java")
CLASS_PATH = ("velocity.jar", "commons-collections3.jar", "commons-lang.jar")
SOURCE = Path(__file__).with_name("Oracle.java")


def lacking() -> str:
    """Name what this machine lacks to run the oracle, or return an empty text."""
    wanted = [tool for tool in ("java", "javac") if shutil.which(tool) is None]
    wanted += [str(JARS / jar) for jar in CLASS_PATH if not (JARS / jar).exists()]
    return ", ".join(wanted)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")


def encode(value: Value) -> str:
    """Write a value in the words that Oracle.java reads."""
    if value is None:
        return "N"
    if isinstance(value, bool):
        return f"B{int(value)}"
    if isinstance(value, int):
        return f"I{value}"
    if isinstance(value, float):
        return f"D{value!r}"
    if isinstance(value, str):
        return f"S{_base64(value)}"
    if isinstance(value, list):
        return " ".join([f"L{len(value)}", *(encode(item) for item in value)])
    pairs = [f"{encode(key)} {encode(item)}" for key, item in value.items()]
    return " ".join([f"M{len(value)}", *pairs])


class Oracle:
    """A compiled harness; ``render`` runs one JVM for all its cases."""

    def __init__(self, folder: Path) -> None:
        self._class_path = ":".join([str(folder), *(str(JARS / jar) for jar in CLASS_PATH)])
        subprocess.run(
            ["javac", "-nowarn", "-cp", self._class_path, "-d", str(folder), str(SOURCE)],
            check=True,
            capture_output=True,
        )

    def render(self, cases: Sequence[tuple[str, dict[str, Value]]]) -> list[str | None]:
        """Render each ``(template, values)``; None stands for a refusal."""
        return [text if ok else None for ok, text in self.answers(cases)]

    def answers(self, cases: Sequence[tuple[str, dict[str, Value]]]) -> list[tuple[bool, str]]:
        """Give ``(rendered, text or the engine's reason)`` for each case."""
        lines = "".join(f"{_base64(source)} {encode(values)}\n" for source, values in cases)
        answer = subprocess.run(
            ["java", "-XX:TieredStopAtLevel=1", "-Xss4m", "-cp", self._class_path, "Oracle"],
            input=lines.encode("ascii"),
            check=True,
            capture_output=True,
            timeout=240,
        )
        pairs = [line.split(" ", 1) for line in answer.stdout.decode("ascii").splitlines()]
        return [(head == "OK", base64.b64decode(body).decode("utf-8")) for head, body in pairs]
