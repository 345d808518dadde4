"""The catalogue of API codes: complete, and fit for a line of a terminal."""

import re

import pytest

from ue_console.api_codes import ApiCode, catalogue, lookup
from ue_console.text import safe_line

CODES = {
    400: """
        111 118 121 122 123 124 129 130 201 202 203 204 205 206 207 209 210 212 216 217 218 219 221 223
        303 304 305 601 602 603 604 1000 1001 1002 1003 1004 1005 1006 1100 1101 1200 1201 1202 1301
        1302 1303 1304 1305 1400 1401 1402 1506 1507 1508 1509 1510 1511 1512 1513 1514 1515 1516 1517
        1518 1519 1520 1521 1522 1523 1524 1601 1602 1603 1604 1605 1606 1607 1608 1701 1702 1703 1704
        1705 1706 1707 1708 1709 1710 1711 1712 1713 1714 1715 1801 1802 1803 1804 1805 1806 1807 1902
        1904 1905 2500 2501 2502 2503 2504 2505 2600 2601 2602 2603 2700 2701 2702 2703 2704 2705 2706
        2707 2708 2709 2710 2711 2712 2713 2714 2715 2800 2801 2802 2803
    """,
    401: "101 102",
    403: "105 106 114 213 215 901 902 903 904 905",
    413: "199",
    500: "120 150 908",
}
"""HTTP status → the codes that come with it, as the reference has them."""

ALL = list(catalogue().values())


def test_every_code_is_there_with_its_status() -> None:
    found: dict[int, list[int]] = {status: [] for status in CODES}
    for entry in ALL:
        found[entry.http_status].append(entry.code)
    assert found == {status: [int(code) for code in codes.split()] for status, codes in CODES.items()}


def test_there_are_149() -> None:
    assert len(ALL) == 149


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: str(entry.code))
def test_an_entry_is_plain_and_short(entry: ApiCode) -> None:
    for sentence in (entry.meaning, entry.remedy):
        assert 8 < len(sentence) < 110
        assert sentence == safe_line(sentence).strip()
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "!" not in sentence
    assert re.fullmatch(r"(?:[a-z_]+(?:\.[a-z_]+)*)?", entry.field)


def test_no_two_codes_mean_the_same() -> None:
    assert len({entry.meaning for entry in ALL}) == len(ALL)


def test_a_code_is_found_and_a_newer_one_is_not() -> None:
    found = lookup(603)
    assert found
    assert (found.http_status, found.field) == (400, "name")
    assert lookup(1574) is None


def test_the_catalogue_can_not_be_changed() -> None:
    with pytest.raises(TypeError):
        catalogue()[1] = ALL[0]  # type: ignore[index]
