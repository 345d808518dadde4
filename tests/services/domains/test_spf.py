"""The service's include merged into SPF records that stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.services.domains.notations import strings
from ue_console.services.domains.spf import effective, includes, is_spf, merged, terms

OURS = "include:spf.unione.io"

MECHANISMS = st.sampled_from(
    [
        "a",
        "mx",
        "a:mail.example.com",
        "ip4:192.0.2.0/24",
        "ip6:2001:db8::/32",
        "include:_spf.example.com",
        "-ip4:192.0.2.9",
        "?include:other.example",
        "exists:%{i}._spf.%{d}",
        "mx/24",
        "A",
        "+mx",
        "-include:spf.unione.io",
        "~include:SPF.unione.io",
        OURS,
        "include:spf.unione.io.",
    ]
)
ENDS = st.sampled_from(["~all", "-all", "?all", "redirect=_spf.example.com", ""])
RECORDS = st.builds(
    lambda words, end: " ".join(["v=spf1", *words, *([end] if end else [])]),
    st.lists(MECHANISMS, max_size=6),
    ENDS,
)


@pytest.mark.parametrize(
    ("stands", "value"),
    [
        ([], f"v=spf1 {OURS} ~all"),
        (["google-site-verification=1", "v=spf10 x"], f"v=spf1 {OURS} ~all"),
        (["v=spf1 -all"], f"v=spf1 {OURS} -all"),
        (["v=spf1 ip4:192.0.2.1 ~all"], f"v=spf1 {OURS} ip4:192.0.2.1 ~all"),
        (["V=SPF1  a  mx ?all"], f"v=spf1 {OURS} a mx ?all"),
        ([f"v=spf1 a {OURS} ~all"], f"v=spf1 a {OURS} ~all"),
        ([f"v=spf1 a +{OURS} ~all"], f"v=spf1 a +{OURS} ~all"),
        (["v=spf1 Include:SPF.UniOne.IO. -all"], "v=spf1 Include:SPF.UniOne.IO. -all"),
        ([f"v=spf1 -{OURS} a -all"], f"v=spf1 {OURS} a -all"),
        ([f"v=spf1 a ~all {OURS}"], f"v=spf1 {OURS} a ~all"),
        ([f"v=spf1 {OURS} a {OURS} a ~all"], f"v=spf1 {OURS} a ~all"),
        (["v=spf1 redirect=_spf.example.com"], f"v=spf1 {OURS} redirect=_spf.example.com"),
        (
            ["v=spf1 exists:%{i}._spf.%{d2} exp=why.%{d} -all"],
            f"v=spf1 {OURS} exists:%{{i}}._spf.%{{d2}} exp=why.%{{d}} -all",
        ),
        (["v=spf1"], f"v=spf1 {OURS}"),
        (["v=spf1 a mx -all", f"v=spf1 {OURS} ~all"], f"v=spf1 {OURS} a mx ~all"),
        (
            ["v=spf1 a mx ip4:192.0.2.1 ip4:192.0.2.2 -all", f"v=spf1 {OURS} ~all"],
            f"v=spf1 a mx ip4:192.0.2.1 ip4:192.0.2.2 {OURS} -all",
        ),
        (
            ["v=spf1 ip4:192.0.2.1 ip4:192.0.2.2", "v=spf1 redirect=b.example"],
            f"v=spf1 {OURS} ip4:192.0.2.1 ip4:192.0.2.2 include:b.example",
        ),
    ],
)
def test_merged(stands: list[str], value: str) -> None:
    merge = merged(stands)
    assert merge.value == value
    assert merge.changed == (stands != [value])


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        (["v=spf1 a -all", "v=spf1 mx -all"], "has 2 SPF records"),
        (["v=spf1 +all"], "lets everybody send"),
        (["v=spf1 all"], "lets everybody send"),
        (["v=spf1 a"], "no end such as ~all"),
        (["v=spf1 ptr ~all"], "ptr is slow"),
        (["v=spf1 redirect=a.example redirect=b.example"], "redirect stands twice"),
    ],
)
def test_what_is_wrong_is_said(stands: list[str], said: str) -> None:
    assert any(said in warning for warning in merged(stands).warnings)


def test_what_is_right_is_not_warned_of() -> None:
    assert merged(["v=spf1 a redirect=b.example"]).warnings == ()
    assert merged([f"v=spf1 {OURS} ~all"]).warnings == ()


@given(RECORDS)
def test_a_merge_lets_the_service_in_and_is_done_once(record: str) -> None:
    merge = merged([record])
    assert is_spf(merge.value)
    assert includes(merge.value)
    assert merge.value.lower().rstrip(".").count("include:spf.unione.io") == 1
    again = merged([merge.value])
    assert (again.value, again.changed) == (merge.value, False)


@given(RECORDS)
def test_a_merge_keeps_everybody_elses_words_in_their_order(record: str) -> None:
    def others(text: str) -> list[str]:
        found = [
            term.text.lower().removeprefix("+")
            for term in terms(text)
            if "spf.unione.io" not in term.text.lower()
        ]
        return list(dict.fromkeys(found))

    assert others(merged([record]).value) == others(record)


@given(st.lists(RECORDS, min_size=2, max_size=3))
def test_of_several_records_one_is_made_that_lets_all_in(records: list[str]) -> None:
    merge = merged(records)
    assert merge.changed
    assert includes(merge.value)
    allowed = {term.text.lower().removeprefix("+") for term in effective(merge.value)}
    for record in records:
        for term in effective(record):
            if term.qualifier == "+" and term.name not in ("all", "include"):
                assert {term.text.lower().removeprefix("+"), f"-{term.text.lower()}"} & allowed


@given(st.integers(1, 60))
def test_a_long_record_is_several_strings(count: int) -> None:
    stands = " ".join(["v=spf1", *(f"ip4:192.0.2.{number}" for number in range(count)), "-all"])
    value = merged([stands]).value
    assert len(strings(value)) == -(-len(value) // 255)
