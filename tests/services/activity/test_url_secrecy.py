"""What a webhook's URL has of passwords, tokens and keys is in no byte of what is kept, shown or exported."""

import json
from pathlib import Path
from typing import Final

import pytest

from tests.console import demo_workspace
from tests.services.activity.house import answering, newest, on_file
from ue_console.errors import ConsoleError, InputError
from ue_console.models.secret import MASK
from ue_console.models.unione.webhook import EMAIL_STATUSES, Events, WebhookSettings
from ue_console.services.activity import Sought
from ue_console.services.url_secrets import shown_url
from ue_console.store.database import Database

KEYLIKE: Final = "abcdefghijklmnopqrstuvwxyz0123456789abcd"
URLS: Final = (
    f"http://127.0.0.1:1/n1?token={KEYLIKE}",
    "http://127.0.0.1:1/n2?token=s3cret-x",
    "http://127.0.0.1:1/n3?api_key=s3cretkey99&x=1",
    f"http://127.0.0.1:1/n4/{KEYLIKE}",
    f"http://u:secretpw60@127.0.0.1:1/w60?token={KEYLIKE}",
)
SECRETS: Final = (KEYLIKE, "s3cret-x", "s3cretkey99", "secretpw60")


def none_of_them(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("url", URLS)
async def test_of_a_webhook_that_is_set_and_deleted_dots_are_kept(tmp_path: Path, url: str) -> None:
    workspace = on_file(tmp_path / "state.db")
    service, log = workspace.webhooks(), workspace.activity()
    settings = WebhookSettings(url=url, status="disabled", events=Events(email_status=list(EMAIL_STATUSES)))
    assert (await service.save(settings)).url == url
    first = await newest(workspace)
    await service.delete(url)
    for entry in (first, await newest(workspace)):
        found = await log.exchanged(entry)
        assert (entry.facts.what, found.request["url"], found.whole) == (
            shown_url(url),
            shown_url(url),
            False,
        )
        assert entry.facts.result == "done"
        none_of_them(f"{entry!r} {found!r} {await log.curl(entry)}")
    with pytest.raises(InputError, match="a secret or something very long was left out"):
        await log.again(first)
    for name in ("all.json", "all.csv"):
        path, count = await log.export(str(tmp_path / name), Sought())
        assert count == 2
        none_of_them(path.read_text())
    assert json.loads((tmp_path / "all.json").read_text())
    assert len((tmp_path / "all.csv").read_text().splitlines()) == 3
    await workspace.close()
    none_of_them(b"".join(path.read_bytes() for path in tmp_path.iterdir()).decode("latin-1"))


@pytest.mark.parametrize("url", URLS)
async def test_a_service_that_repeats_a_url_or_parts_of_it(tmp_path: Path, url: str) -> None:
    rest = url.partition("127.0.0.1:1")[2]
    said = {
        "status": "error",
        "code": 99999,
        "message": f"{url} is bad: {rest} of {url[7:]} and {url.lower()}.",
    }
    transport = answering(webhook_set=(403, said), webhook_get=(403, said))
    workspace = demo_workspace(database=Database(tmp_path / "state.db"), transport=transport)
    for call in (workspace.webhooks().save(WebhookSettings(url=url)), workspace.webhooks().get(url)):
        with pytest.raises(ConsoleError) as caught:
            await call
        none_of_them(str(caught.value))
        assert MASK in str(caught.value)
    await newest(workspace)
    await workspace.close()
    none_of_them(b"".join(path.read_bytes() for path in tmp_path.iterdir()).decode("latin-1"))
