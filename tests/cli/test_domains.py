"""``ue-console domains``: a sandbox with a DNS server of its own, seen by scripts."""

import json
import re
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.doctoring import Machine
from tests.cli.domains_command import begun, domains
from tests.dns_server import needs_knot, served
from tests.sandbox.domain_house import becomes, dns_state, published, register, states, validate
from tests.sandbox.running import Running
from ue_console.cli import domains_help
from ue_console.cli.domains_records import NOTATIONS


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    """One whose records stand as soon as a domain is registered."""
    with published() as found:
        yield found


@pytest.fixture
def known(machine: Machine, sandbox: Running) -> Machine:
    """A machine with an account of that sandbox, which asks its DNS server."""
    machine.account("ACME", sandbox.url)
    text = machine.config_file.read_text("utf-8")
    machine.write(text.replace("version = 1\n", f'version = 1\ndns = "{dns_state(sandbox)["address"]}"\n'))
    return machine


def test_the_list_has_both_statuses(known: Machine, sandbox: Running) -> None:
    register(sandbox, "xn--bcher-kva.list.example")
    lines = domains(known, "list").stdout.splitlines()
    assert lines[0].split() == ["DOMAIN", "OWNERSHIP", "DKIM"]
    row = next(line for line in lines if "bücher.list.example (xn--bcher-kva.list.example)" in line)
    assert row.endswith("○ unconfirmed  ○ inactive")
    told = json.loads(domains(known, "list", "--json").stdout)
    assert told["account"] == "ACME"
    assert "xn--bcher-kva.list.example" in [row["domain"] for row in told["domains"]]


def test_the_exit_code_says_whether_dns_is_ready(known: Machine, sandbox: Running) -> None:
    register(sandbox, "usual.check.example")
    register(sandbox, "otherkey.check.example")
    ready = domains(known, "check", "Usual.Check.Example.")
    assert ready.returncode == 0
    assert "→ DNS has what is wanted: validate the domain." in ready.stdout
    other = domains(known, "check", "otherkey.check.example", "--json")
    told = json.loads(other.stdout)
    assert (other.returncode, told["ready"], told["dns"], told["can_send"]) == (1, False, "different", False)
    record = told["records"][1]
    assert record["authoritative"]["wanted"].startswith("MII")
    assert record["authoritative"]["differs_at"] == record["system"]["differs_at"] > 0
    assert all(name in domains_help.CHECK for name in {*told, *record, *record["system"]} - {"account"})
    text = domains(known, "check", "otherkey.check.example").stdout
    assert "≠ DKIM key" in text
    wanted, found = (
        next(line for line in text.splitlines() if f"  {word} " in line) for word in ("wanted", "is")
    )
    assert wanted.index("▸") == found.index("▸")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "other.example"), "is not among the domains of ACME"),
        (("check", "1.2.3.4"), "is an IP address"),
        (("check", "a.example", "--dns", "nowhere"), "is no DNS server's address"),
        (("watch", "a.example", "--every", "0"), "is not a number from 1 to 1,440"),
        (("records",), "NAME"),
        (("check", "-x.example"), "-x.example is no name: it begins with a hyphen"),
        (("list", "extra"), "usage: ue-console domains list"),
        (("check", "a.example", "b.example"), "usage: ue-console domains check"),
        (("list", "--dns", "192.0.2.1"), "unrecognized arguments: --dns 192.0.2.1"),
    ],
)
def test_what_is_typed_wrong_has_a_code_of_its_own(
    known: Machine, arguments: tuple[str, ...], said: str
) -> None:
    done = domains(known, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_records_come_in_every_notation_with_spf_merged(known: Machine) -> None:
    made = domains(known, "register", "twospf.records.example", "--json")
    assert made.returncode == 0
    records = json.loads(made.stdout)["records"]
    assert [record["purpose"] for record in records] == ["verification", "dkim", "spf", "dmarc"]
    assert all(name in record for name in NOTATIONS for record in records)
    spf = records[2]["value"].split()
    assert spf[:2] == ["v=spf1", "include:spf.unione.io"]
    assert len(spf) > 3
    lines = domains(known, "records", "twospf.records.example", "--notation", "zone").stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["@", "IN", "TXT"],
        ["us._domainkey", "IN", "TXT"],
        ["@", "IN", "TXT"],
        ["_dmarc", "IN", "TXT"],
    ]
    assert lines[1].count('" "') == 1  # a key of 2048 bits is two strings


@pytest.mark.dns
@needs_knot
def test_a_name_that_dns_doesnt_know_yet_gets_hosts_in_the_zone_above(known: Machine, tmp_path: Path) -> None:
    zones = {"xn--bcher-kva.test": "", "test": ""}
    with served(tmp_path / "dns", zones) as port:
        asked = ("news.bücher.test", "--dns", f"127.0.0.1:{port}")
        made = domains(known, "register", *asked, "--notation", "zone")
        check = domains(known, "check", *asked)
        slip = domains(known, "register", "slip.test", *asked[1:])
    assert "DNS knows no slip.test: check the spelling, or have the name registered" in slip.stderr
    name = "news.bücher.test (news.xn--bcher-kva.test)"
    assert made.stderr == f"{name} is registered for ACME. Publish these records:\n"
    assert [line.split()[0] for line in made.stdout.splitlines()] == [
        "news",
        "us._domainkey.news",
        "news",
        "_dmarc.news",
    ]
    assert check.returncode == 1
    assert check.stdout.startswith(f"{name} of ACME, ")
    assert "→ Publish the verification record: a TXT record at news in bücher.test.\n" in check.stdout


def test_records_are_not_guessed_where_dns_is_dead(known: Machine, sandbox: Running) -> None:
    register(sandbox, "usual.dead.example")
    dead = ("usual.dead.example", "--dns", "127.0.0.1:1")
    lines = domains(known, "records", *dead, "--notation", "zone")
    assert all(".usual.dead.example. IN" in f".{line}" for line in lines.stdout.splitlines())
    assert "The zone of usual.dead.example isn't known" in lines.stderr
    assert "DNS doesn't say whether an SPF record stands there" in lines.stderr
    told = json.loads(domains(known, "records", *dead, "--json").stdout)["records"]
    assert [(record["host"], record["state"]) for record in told] == [(None, "unknown")] * 4
    assert any("put include:spf.unione.io into it" in each for each in told[2]["warnings"])
    check = domains(known, "check", *dead).stdout
    assert "⚠ DNS doesn't say whether an SPF record stands there" in check
    assert "look-ups that receivers make" not in check


def test_a_record_that_cant_stand_at_its_name_goes_where_the_alias_leads(
    known: Machine, sandbox: Running
) -> None:
    register(sandbox, "cname.alias.example")
    done = domains(known, "records", "cname.alias.example")
    assert "DKIM key: us._domainkey.cname.alias.example is an alias (CNAME) of " in done.stderr


def test_a_read_only_account_registers_nothing(machine: Machine, sandbox: Running) -> None:
    machine.account("ACME", sandbox.url, read_only=True)
    done = domains(machine, "register", "readonly.example")
    assert done.returncode == 1
    assert "read-only" in done.stderr
    assert "readonly.example" not in states(sandbox)


def test_a_read_only_run_registers_nothing(known: Machine, sandbox: Running) -> None:
    done = domains(known, "register", "brand.example", "--read-only")
    assert (done.returncode, done.stdout) == (1, "")
    assert "read-only" in done.stderr
    assert "brand.example" not in [each["domain"] for each in sandbox.ok("domain/list")["domains"]]


def test_a_read_only_run_leaves_no_watch(known: Machine, sandbox: Running) -> None:
    register(sandbox, "looked.watch.example")
    process = begun(known, "watch", "looked.watch.example", "--read-only")
    assert process.stdout is not None
    assert "The service itself looks for the DKIM key" in process.stdout.readline()
    process.kill()
    _, err = process.communicate(timeout=20)
    assert "With --read-only nothing is validated, and the watch ends with this command." in err
    ended = domains(known, "watch", "--end", "looked.watch.example")
    assert ended.stderr == "Not watched: looked.watch.example.\n"


def test_a_read_only_run_that_is_ended_says_that_it_leaves_no_watch(known: Machine, sandbox: Running) -> None:
    register(sandbox, "ended.watch.example")
    process = begun(known, "watch", "ended.watch.example", "--read-only")
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=20)[1].endswith("\nNo longer watched: ended.watch.example.\n")
    assert process.returncode == 1


def test_a_watch_ends_when_all_are_ready(known: Machine, sandbox: Running) -> None:
    register(sandbox, "done.watch.example")
    for side in ("verification-record", "dkim"):
        assert validate(sandbox, side, "done.watch.example") == 0
    becomes(sandbox, "done.watch.example", ("confirmed", "active"))
    done = domains(known, "watch", "done.watch.example")
    assert done.returncode == 0
    assert "✓ done.watch.example" in done.stdout
    assert "mail can be sent from it" in done.stdout


def test_a_domain_that_is_not_registered_ends_it_with_2(known: Machine) -> None:
    done = domains(known, "watch", "nobodys.example")
    assert done.returncode == 2
    assert "✗ nobodys.example  nobodys.example is not among the domains of ACME. Register it" in done.stdout


def test_ctrl_c_leaves_domains_watched_and_says_so(known: Machine, sandbox: Running) -> None:
    register(sandbox, "new.interrupted.example")
    process = begun(known, "watch", "new.interrupted.example")
    assert process.stdout is not None
    line = process.stdout.readline()
    now = datetime.now(UTC)
    assert line[:5] in (f"{now:%H:%M}", f"{now - timedelta(minutes=1):%H:%M}")
    assert re.search(r"Next look at \d\d:\d\d UTC( on .*)?\.$", line)
    assert "→ new.interrupted.example  DNS is right: the service looks for the verification record" in line
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "Still watched: new.interrupted.example." in err
    ended = domains(known, "watch", "--end", "new.interrupted.example")
    assert (ended.returncode, ended.stderr) == (0, "No longer watched: new.interrupted.example.\n")
    again = domains(known, "watch", "--end", "new.interrupted.example")
    assert (again.returncode, again.stderr) == (0, "Not watched: new.interrupted.example.\n")
