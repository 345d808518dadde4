"""The JSON of a call, unpacked under a cap."""

import zlib

from ue_console.services.listening.values import INFLATED_LIMIT

_GZIP = zlib.MAX_WBITS | 16


class Refusal(Exception):
    """A call that is not taken.

    Attributes:
        status: What its sender is answered.
        why: One clause for the operator.
    """

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def inflated(body: bytes, encoding: str, most: int = INFLATED_LIMIT) -> bytes:
    """Undo a Content-Encoding.

    Raises:
        Refusal: Another one than gzip, a broken one, or more than ``most`` bytes.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            return _gunzipped(body, most)
        case other:
            raise Refusal(415, f"the body is packed as {other}, and only gzip is taken")


def _gunzipped(body: bytes, most: int) -> bytes:
    engine = zlib.decompressobj(_GZIP)
    try:
        plain = engine.decompress(body, most + 1)
    except zlib.error:
        raise Refusal(400, "the body is no gzip, or a broken one") from None
    if len(plain) > most:
        raise Refusal(413, f"the body unpacks to more than {most // 1024**2} MB")
    if not engine.eof or engine.unused_data:
        raise Refusal(400, "the body's gzip ends too early, or more follows it")
    return plain
