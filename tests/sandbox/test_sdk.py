"""The official SDK, unchanged, against the command: every call that is served."""

from collections.abc import Iterator
from typing import TypeVar

import httpx
import pytest
import unione
from unione.api.domain.models import (
    DomainGetDnsRecordsRequest,
    DomainListRequest,
    DomainValidateDkimRequest,
    DomainValidateVerificationRecordRequest,
)
from unione.api.email.models import (
    EmailSendRequest,
    EmailSubscribeRequest,
    MessageObject,
    MessageObjectRecipientsItem,
)
from unione.api.obsolete.models import (
    ObsoleteUnsubscribedCheckRequest,
    ObsoleteUnsubscribedListRequest,
    ObsoleteUnsubscribedSetMessage,
    ObsoleteUnsubscribedSetRequest,
)
from unione.api.project.models import (
    ProjectCreateRequest,
    ProjectDeleteRequest,
    ProjectListRequest,
    ProjectObject,
    ProjectUpdateObject,
    ProjectUpdateRequest,
)
from unione.api.template.models import (
    TemplateDeleteRequest,
    TemplateGetRequest,
    TemplateListRequest,
    TemplateObject,
    TemplateSetRequest,
)
from unione.client import ApiError
from unione.common.models import AttachmentsArrayItem, BodyObject, HeadersObject, TemplateEngine

from tests.sandbox.command import started
from tests.sandbox.running import parsed, texts

T = TypeVar("T")

KEY = "sdk0key"
SENDER = "shop@acme.example"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A sandbox of its own process."""
    with started("--seed", "empty", "--unione-key", KEY, "--domain", "acme.example") as found:
        yield found


def there(value: T | None) -> T:
    """What a model of the SDK has, although its type allows for nothing."""
    assert value is not None
    return value


@pytest.fixture
def sdk(url: str) -> unione.UniOneClient:
    return unione.client(KEY, f"{url}/en/transactional/api/v1")


def test_system(sdk: unione.UniOneClient) -> None:
    info = sdk.system.info()
    assert isinstance(info.user_id, int)
    assert info.email == "owner@sandbox.example"


def test_templates(sdk: unione.UniOneClient) -> None:
    wanted = TemplateObject(
        name="welcome",
        from_email=SENDER,
        subject="Hello {{to_name}}",
        body=BodyObject(html="<b>Hello {{to_name}}</b>", plaintext="Hello"),
        template_engine=TemplateEngine.SIMPLE,
        headers=HeadersObject(extra={"X-A": "b"}),
        attachments=[AttachmentsArrayItem("text/plain", "a.txt", "SGVsbG8=")],
    )
    saved = there(sdk.template.set(TemplateSetRequest(wanted)).template)
    own_id = there(saved.id)
    assert (saved.name, saved.subject) == (wanted.name, wanted.subject)
    found = there(sdk.template.get(TemplateGetRequest(own_id)).template)
    assert found == saved
    assert found.attachments == wanted.attachments
    listed = there(sdk.template.list(TemplateListRequest(limit=10, offset=0)).templates)
    assert [(row.id, row.name) for row in listed] == [(own_id, "welcome")]
    message = MessageObject(
        recipients=[MessageObjectRecipientsItem("ann@example.com", substitutions={"to_name": "Ann"})],
        body=BodyObject(),
        subject="",
        template_id=own_id,
    )
    assert sdk.email.send(EmailSendRequest(message)).emails == ["ann@example.com"]
    assert sdk.template.delete(TemplateDeleteRequest(own_id)).status == "success"
    with pytest.raises(ApiError) as caught:
        sdk.template.get(TemplateGetRequest(own_id))
    assert (caught.value.http_status, caught.value.error_code) == (400, 601)


def test_sending(sdk: unione.UniOneClient, url: str) -> None:
    message = MessageObject(
        recipients=[
            MessageObjectRecipientsItem("bob@example.com", substitutions={"to_name": "Bob", "n": "5"}),
            MessageObjectRecipientsItem("blocked@example.com"),
        ],
        body=BodyObject(html="<b>{{n}}</b>"),
        subject="Number {{n}}",
        from_email=SENDER,
        skip_unsubscribe=1,
        tags=["new"],
    )
    sent = sdk.email.send(EmailSendRequest(message))
    assert sent.emails == ["bob@example.com"]
    assert sent.failed_emails == {"blocked@example.com": "blocked"}
    row = httpx.get(f"{url}/_sandbox/mail").json()["mail"][-1]
    assert row["job_id"] == sent.job_id
    mail = parsed(httpx.get(f"{url}/_sandbox/mail/{row['id']}").content)
    assert mail["Subject"] == "Number 5"
    assert texts(mail) == {"text/html": "<b>5</b>"}


def test_all_refused(sdk: unione.UniOneClient) -> None:
    message = MessageObject(
        recipients=[MessageObjectRecipientsItem("bad")],
        body=BodyObject(html="x"),
        subject="x",
        from_email=SENDER,
    )
    with pytest.raises(ApiError) as caught:
        sdk.email.send(EmailSendRequest(message))
    assert caught.value.error_code == 204
    assert there(caught.value.response_body)["failed_emails"] == {"bad": "invalid"}


def test_unsubscribed(sdk: unione.UniOneClient) -> None:
    done = sdk.obsolete.unsubscribed_set(ObsoleteUnsubscribedSetRequest("gone@example.com"))
    assert done.message is ObsoleteUnsubscribedSetMessage.ADDED_AND_UNSUBSCRIBED
    assert sdk.obsolete.unsubscribed_check(
        ObsoleteUnsubscribedCheckRequest("gone@example.com")
    ).is_unsubscribed
    rows = there(sdk.obsolete.unsubscribed_list(ObsoleteUnsubscribedListRequest()).unsubscribed)
    assert [row.address for row in rows] == ["gone@example.com"]
    invitation = EmailSubscribeRequest(from_email=SENDER, from_name="ACME", to_email="gone@example.com")
    assert sdk.email.subscribe(invitation).status == "success"
    with pytest.raises(ApiError) as caught:
        sdk.email.subscribe(invitation)
    assert caught.value.error_code == 1006


def test_domains(sdk: unione.UniOneClient) -> None:
    rows = there(sdk.domain.list(DomainListRequest(limit=50, offset=0)).domains)
    assert [row.domain for row in rows] == ["acme.example"]
    assert there(there(rows[0].dkim).status) == "active"


def test_projects(sdk: unione.UniOneClient, url: str) -> None:
    made = sdk.project.create(ProjectCreateRequest(ProjectObject(name="Acme / 🙂", send_enabled=False)))
    project_id, key = there(made.project_id), there(made.project_api_key)
    change = ProjectUpdateObject(name="Acme", send_enabled=True, custom_unsubscribe_url_enabled=False)
    assert sdk.project.update(ProjectUpdateRequest(change, project_id=project_id)).project_api_key is None
    assert sdk.project.update(ProjectUpdateRequest(change, project_api_key=key)).project_api_key == key
    (row,) = there(sdk.project.list(ProjectListRequest(project_id=project_id)).projects)
    assert (row.id, row.api_key, row.name) == (project_id, key, "Acme")
    assert (row.send_enabled, row.custom_unsubscribe_url_enabled) == (True, False)
    own = unione.client(key, f"{url}/en/transactional/api/v1")
    info = own.system.info()
    assert (info.project_id, info.project_name, info.accounting) == (project_id, "Acme", None)
    assert own.template.list(TemplateListRequest()).templates == []
    with pytest.raises(ApiError) as caught:
        own.project.list(ProjectListRequest())
    assert (caught.value.http_status, caught.value.error_code) == (403, 403)
    assert sdk.project.delete(ProjectDeleteRequest(project_id=project_id)).status == "success"
    assert sdk.project.list(ProjectListRequest()).projects == []
    with pytest.raises(ApiError, match="Can not decode key"):
        own.system.info()


def test_domain_s_set_up(sdk: unione.UniOneClient) -> None:
    name = "ready.sdk.example"
    made = sdk.domain.get_dns_records(DomainGetDnsRecordsRequest(name))
    assert sdk.domain.validate_verification_record(DomainValidateVerificationRecordRequest(name)).message
    assert sdk.domain.validate_dkim(DomainValidateDkimRequest(name)).message
    (row,) = there(sdk.domain.list(DomainListRequest(domain=name)).domains)
    assert made.dkim == there(row.dkim).key
    assert made.verification_record == there(row.verification_record).value


def test_a_wrong_key(url: str) -> None:
    with pytest.raises(ApiError, match="Can not decode key") as caught:
        unione.client("wrong", f"{url}/en/transactional/api/v1").system.info()
    assert (caught.value.http_status, caught.value.error_code) == (401, 102)
