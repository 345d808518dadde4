"""What is told of a message before it is sent."""

import pytest

from tests.services.channels.messages import SCHEMES, TWO
from ue_console.services.channels.drafts import HTML, ChannelDraft, DraftPart
from ue_console.services.channels.parts import load_parts
from ue_console.services.channels.preflight import check
from ue_console.services.findings import Finding


def findings(draft: ChannelDraft, schemes: dict[str, str] | None = SCHEMES) -> tuple[Finding, ...]:
    return check(draft, draft.parsed(schemes or ()), load_parts(draft), schemes)


def changed(**fields: object) -> ChannelDraft:
    return TWO.model_copy(update=fields, deep=True)


def test_a_sound_message_has_nothing_against_it() -> None:
    assert findings(TWO) == ()


@pytest.mark.parametrize(
    ("fields", "severity", "cause", "code"),
    [
        ({"receivers": ""}, "error", "There are no receivers", 410),
        ({"receivers": "Page: 1"}, "error", "no connection “Page”", 411),
        ({"receivers": "page: 1\nnobody"}, "error", "names no connection.", None),
        ({"receivers": "newsletter: Bob"}, "error", "is no mail address", 412),
        ({"receivers": "newsletter: bob@nodot"}, "warning", "is no mail address", None),
        ({"body": ""}, "error", "nothing to send", None),
        ({"subject": ""}, "warning", "The mail has no subject", None),
        ({"sender": "newsleter: a@example.com"}, "error", "no connection “newsleter”", 411),
        ({"sender": "twitter: x"}, "warning", "to which nothing goes", None),
        ({"sender": "page:"}, "error", "no address after “page:”", None),
        ({"body_type": HTML}, "warning", "takes HTML", 415),
        ({"receivers": "wa: 1", "body": "x" * 4097}, "error", "4,097 characters; WhatsApp takes 4,096", None),
        ({"receivers": "twitter: Me", "body": "x" * 141}, "warning", "141 characters", None),
        ({"receivers": "twitter: Me"}, "note", "a tweet that everybody can read", None),
        ({"parts": [DraftPart(type="attachment", data="x")]}, "warning", "type “attachment”", 415),
        ({"parts": [DraftPart(type="hologram", data="x")]}, "warning", "No document names", 415),
        ({"parts": [DraftPart(type="location", data="x")]}, "warning", "for other channels", 415),
        ({"parts": [DraftPart(path="no/such/file", type="file")]}, "error", "can't be read", None),
    ],
    ids=str,
)
def test_what_would_be_refused_is_told(
    fields: dict[str, object], severity: str, cause: str, code: int | None
) -> None:
    found = findings(changed(**fields))
    assert (severity, code) in {
        (finding.severity, finding.code) for finding in found if cause in finding.cause
    }, found


def test_a_sender_without_a_connection_is_one_for_all() -> None:
    assert findings(changed(sender="news@acme.example")) == ()


def test_whatsapp_is_told_where_a_file_is_beyond_a_limit() -> None:
    draft = changed(receivers="wa: 1")
    loaded = load_parts(draft)
    for size, expected in ((4_000_000, []), (6_000_000, ["warning"]), (101_000_000, ["error"])):
        file = loaded.parts[0].model_copy(update={"type": "file", "content_type": "binary", "size": size})
        found = check(draft, draft.parsed(SCHEMES), type(loaded)((loaded.parts[0], file)), SCHEMES)
        assert [finding.severity for finding in found] == expected


def test_connections_that_are_not_known_are_not_checked() -> None:
    assert findings(changed(receivers="nowhere: 1"), None) == ()


def test_errors_come_first() -> None:
    severities = [one.severity for one in findings(changed(receivers="twitter: Me\nnobody", body=""))]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert set(severities) == {"error", "note"}


def test_lines_that_cannot_be_used_are_told_in_their_order_whatever_is_wrong_with_them() -> None:
    draft = changed(receivers="page: 117\nnowhere: 1\nno colon here\nelsewhere: 2")
    lines = [finding.field for finding in findings(draft) if finding.field.startswith("line")]
    assert lines == ["line 2", "line 3", "line 4"]
