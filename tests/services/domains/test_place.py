"""Where a domain's records are written: never in a registry's zone for a name that isn't registered."""

import pytest

from ue_console.services.domains.place import of_registry, place_of


@pytest.mark.parametrize("zone", ["com", "example", "", "co.uk", "com.au", "or.jp", "gob.mx"])
def test_a_registry_is_known_by_its_zones_name(zone: str) -> None:
    assert of_registry(zone)
    assert place_of(zone, exists=False) == ""


@pytest.mark.parametrize("zone", ["acme.com", "ab.de", "co.com", "acme.co.uk", "com.acme.uk"])
def test_all_other_zones_are_their_owners(zone: str) -> None:
    assert not of_registry(zone)
    assert place_of(zone, exists=False) == zone


def test_what_exists_stands_where_it_is_and_what_nobody_knows_nowhere() -> None:
    assert place_of("co.uk", exists=True) == "co.uk"
    assert place_of("acme.com", exists=None) == ""
    assert place_of("", exists=True) == ""
