"""The service's own refusals: the right class, cause, remedy and field."""

import pytest

from tests.api.conftest import KEY, Line
from tests.api.scripted import ScriptedServer, Step, refusal, reply
from ue_console.api.failed_emails import read_failed
from ue_console.api.methods import EMAIL_SEND, TEMPLATE_GET
from ue_console.api.outcome import Answer
from ue_console.api.peer import peer_of
from ue_console.api.unione.dialect import UNIONE
from ue_console.api.verdicts import judge
from ue_console.errors import (
    ApiError,
    Forbidden,
    KeyRefused,
    NotServed,
    Rejected,
    RequestTooLarge,
    ServiceFault,
    TooManyRequests,
    WrongRegion,
)
from ue_console.models.account import REGIONS
from ue_console.models.secret import Secret


async def refused(server: ScriptedServer, line: Line, step: Step) -> ApiError:
    server.steps = [step]
    with pytest.raises(ApiError) as caught:
        await line.transport.call(EMAIL_SEND, {})
    return caught.value


@pytest.mark.parametrize(
    ("status", "code", "kind", "field", "cause"),
    [
        (400, 601, Rejected, "id", "There is no template with this id."),
        (400, 1516, Rejected, "body.html", "A merge tag in the HTML part can't be understood."),
        (401, 102, KeyRefused, "", "The service does not know this API key."),
        (403, 901, Forbidden, "", "The account's daily sending limit is reached."),
        (413, 199, RequestTooLarge, "", "The request is over 10 MB."),
        (500, 150, ServiceFault, "", "The service had a fault of its own."),
        (200, 102, KeyRefused, "", "The service does not know this API key."),
    ],
)
async def test_a_known_code_is_told_from_the_catalogue(
    server: ScriptedServer, line: Line, status: int, code: int, kind: type[ApiError], field: str, cause: str
) -> None:
    error = await refused(server, line, refusal(status, code))
    assert type(error) is kind
    assert (error.code, error.http_status, error.field, error.cause) == (code, status, field, cause)
    assert error.said == "Told by the service"
    assert error.remedy
    assert line.calls[0].code == code
    assert line.calls[0].http_status == status
    assert line.calls[0].outcome == cause


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Rejected),
        (401, KeyRefused),
        (403, Forbidden),
        (404, NotServed),
        (413, RequestTooLarge),
        (422, Rejected),
        (429, TooManyRequests),
        (500, ServiceFault),
        (503, ServiceFault),
        (599, ServiceFault),
    ],
)
async def test_a_code_newer_than_the_catalogue_is_told_in_the_services_words(
    server: ScriptedServer, line: Line, status: int, kind: type[ApiError]
) -> None:
    error = await refused(server, line, refusal(status, 99999, "Nothing of the sort."))
    assert type(error) is kind
    assert error.code == 99999
    assert error.cause.endswith(": Nothing of the sort.")
    assert error.cause.startswith(f"127.0.0.1:{server.port} ")
    assert error.remedy


@pytest.mark.parametrize(
    ("code", "read"), [("601", 601), (True, None), (None, None), ("x", None), (6.5, None)]
)
async def test_a_code_is_read_in_any_form(
    server: ScriptedServer, line: Line, code: object, read: int | None
) -> None:
    assert (await refused(server, line, refusal(400, code))).code == read


async def test_an_error_without_a_message_is_told_by_its_status(server: ScriptedServer, line: Line) -> None:
    error = await refused(server, line, reply(404, b'{"status":"error","code":99999}'))
    assert error.cause == f"127.0.0.1:{server.port} has no method email/send."
    assert error.said == ""


async def test_the_services_prefix_and_control_characters_do_no_harm(
    server: ScriptedServer, line: Line
) -> None:
    message = "Error ID:B4B650AE.\x1b[31m Can not\ndecode key \u202e" + "x" * 1000
    error = await refused(server, line, refusal(401, 102, message))
    assert error.said.startswith("Error ID:B4B650AE.\ufffd[31m Can not decode key \ufffdxxx")
    assert len(error.said) == 300


@pytest.mark.parametrize(("here", "other"), [("us1", "eu1"), ("eu1", "us1")])
@pytest.mark.parametrize("status", [401, 403])
def test_a_key_of_the_other_data_centre_names_both(here: str, other: str, status: int) -> None:
    body = b'{"status":"error","code":114,"message":"User with id 5 not found"}'
    error = judge(Answer(status, body), TEMPLATE_GET, peer_of(REGIONS[here], Secret(KEY), UNIONE))
    assert isinstance(error, WrongRegion)
    assert f"not known in region {here}" in error.cause
    assert error.remedy == f"Change the account's region from {here} to {other}."


async def test_a_wrong_region_at_another_host_names_both(server: ScriptedServer, line: Line) -> None:
    error = await refused(server, line, refusal(403, 114))
    assert isinstance(error, WrongRegion)
    assert "us1 and eu1" in error.cause
    assert "us1 or eu1" in error.remedy


async def test_refused_addresses_come_with_the_refusal(server: ScriptedServer, line: Line) -> None:
    failed = {"a@b.example": "unsubscribed", "c@d.example": "invalid"}
    error = await refused(server, line, refusal(400, 204, failed_emails=failed))
    assert error.failed_emails == failed
    assert error.field == "recipients"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ({"a@b.c": "invalid"}, {"a@b.c": "invalid"}),
        ([{"a@b.c": "invalid"}, {"d@e.f": "duplicate"}], {"a@b.c": "invalid", "d@e.f": "duplicate"}),
        ([], {}),
        ({}, {}),
        (None, {}),
        ("none", {}),
        ([None, "x"], {}),
        ({"a@b.c": 3}, {"a@b.c": "3"}),
    ],
)
def test_refused_addresses_are_read_in_any_form(value: object, read: dict[str, str]) -> None:
    assert read_failed(value) == read
