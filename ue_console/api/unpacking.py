"""Answers unpacked under a cap, so that a small answer can't grow to fill the memory."""

import zlib
from collections.abc import AsyncIterator
from typing import Final

ANSWER_LIMIT: Final = 32 * 1024 * 1024
"""Bytes of an answer, counted both as they arrive and unpacked."""

_AUTO: Final = zlib.MAX_WBITS | 32
"""Lets zlib tell gzip from deflate by the header."""


class AnswerTooLarge(Exception):
    """The answer goes over the cap."""


class AnswerGarbled(Exception):
    """The answer's packing is broken, or one that was not asked for."""


async def read_capped(pieces: AsyncIterator[bytes], packing: str, limit: int) -> bytes:
    """Collect ``pieces`` and undo ``packing`` (a Content-Encoding), stopping at ``limit`` bytes.

    Raises:
        AnswerTooLarge: More than ``limit`` bytes came, or came out.
        AnswerGarbled: They don't unpack.
    """
    unpack = unpacker(packing)
    arrived = 0
    body = bytearray()
    async for piece in pieces:
        arrived += len(piece)
        if arrived > limit:
            raise AnswerTooLarge
        body += unpack.feed(piece, limit - len(body) + 1) if unpack else piece
        if len(body) > limit:
            raise AnswerTooLarge
    if unpack and arrived and not unpack.complete:
        raise AnswerGarbled
    return bytes(body)


class Unpacker:
    """gzip or deflate, at most so many bytes out for what goes in."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(_AUTO)

    @property
    def complete(self) -> bool:
        """True when the end of the packed data was seen."""
        return self._engine.eof

    def feed(self, piece: bytes, most: int) -> bytes:
        """Unpack ``piece``; anything beyond ``most`` bytes is dropped, as the cap is broken then."""
        try:
            return self._engine.decompress(piece, most)
        except zlib.error:
            raise AnswerGarbled from None


def unpacker(packing: str) -> Unpacker | None:
    """Return what undoes a Content-Encoding, None where there is nothing to undo.

    Raises:
        AnswerGarbled: A packing that was not asked for.
    """
    match packing.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip" | "deflate":
            return Unpacker()
        case _:
            raise AnswerGarbled
