"""A check that asks a name server of the zone above: what it doesn't know isn't missing."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.dns_server import needs_knot, served
from tests.services.domains.zones import ZONES, records
from ue_console.resolver.resolver import Resolver
from ue_console.services.domains.check import Checker
from ue_console.services.domains.told import of_all, record_facts
from ue_console.services.domains.verdict import verdict
from ue_console.services.domains.views import DomainCheck

pytestmark = [pytest.mark.dns, needs_knot]

ABOVE = {"test": "right NS ns1.right\nns1.right A 127.0.0.2\n"}
OWN = {"right.test": ZONES["right.test"]}


async def checked(port: int) -> DomainCheck:
    return await Checker(Resolver([f"127.0.0.1:{port}"], port, seconds=2)).check(records("right.test"))


async def test_what_the_zones_own_servers_say_counts(tmp_path: Path) -> None:
    with (
        served(tmp_path / "1", ABOVE, also_free=("127.0.0.2",)) as port,
        served(tmp_path / "2", OWN, port=port, addresses=("127.0.0.2",)),
    ):
        check = await checked(port)
    assert {(each.authoritative.state, each.system.state) for each in check.records} == {("found", "unknown")}
    assert verdict(check) == "ready"


async def test_without_them_nobody_can_tell(tmp_path: Path) -> None:
    with served(tmp_path, ABOVE, also_free=("127.0.0.2",)) as port:
        check = await checked(port)
    why = f"127.0.0.1:{port} doesn't answer for right.test, it refers to others; ask one that resolves."
    assert {each.state for each in check.records} == {"unknown"}
    assert (verdict(check), check.exists) == ("unknown", None)
    assert check.next_step == (
        "Nobody can tell whether the verification record is published. "
        f"ns1.right.test (127.0.0.2:{port}) can't be reached (nothing listens there). "
        "Check again soon; if it stays so, ask who runs the name servers of right.test."
    )
    assert why in of_all(check)


async def test_a_name_server_that_is_lame_is_what_is_broken(tmp_path: Path) -> None:
    other = {"other.test": ""}
    with (
        served(tmp_path / "1", ABOVE, also_free=("127.0.0.2",)) as port,
        served(tmp_path / "2", other, port=port, addresses=("127.0.0.2",)),
    ):
        check = await checked(port)
    broken = f"ns1.right.test (127.0.0.2:{port}) refuses to answer for the zone"
    assert {(each.authoritative.state, each.system.state) for each in check.records} == {
        ("unknown", "unknown")
    }
    assert broken in check.next_step
    assert "Publish" not in check.next_step
    assert any(broken in sentence for sentence in check.trouble)
    later = check.at + timedelta(seconds=1)
    told = [fact.text for each in check.records for fact in record_facts(each, later, 80)]
    assert not [text for text in told if "kept" in text or "until" in text]
    assert {each.system.expires for each in check.records} == {None}
