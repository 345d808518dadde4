"""A second time only what leaves the same behind, exactly as it was, from the account that did it."""

import pytest

from tests.console import demo_account, demo_workspace
from tests.services.activity.house import HOOK, OFF, facts, kept, listed, newest, rest
from ue_console.errors import InputError, ReadOnly
from ue_console.models.unione.webhook import WebhookSettings

ON = WebhookSettings(url=HOOK, status="active")


async def test_a_webhook_is_set_once_more_exactly_as_it_was() -> None:
    workspace = demo_workspace()
    await workspace.webhooks().save(OFF)
    first = await newest(workspace)
    await workspace.webhooks().save(ON)
    log = workspace.activity()
    again = await log.again(first)
    assert again.exchanged.request == {"url": HOOK, "status": "disabled"}
    assert again.later is not None
    assert again.later.id > first.id
    await log.do_again(again)
    found = await workspace.webhooks().get(HOOK)
    assert found is not None
    assert found.status == "disabled"
    assert (await log.exchanged(await newest(workspace))).request == again.exchanged.request
    assert len(await listed(workspace)) == 3
    assert (await log.again(first)).later is None, "the same was done since"
    await workspace.close()


@pytest.mark.parametrize(
    "method",
    [
        "email/send",
        "message/send",
        "email/subscribe",
        "template/set",
        "template/delete",
        "user/create",
        "x/y",
    ],
)
async def test_nothing_else_is_done_twice(method: str) -> None:
    workspace = demo_workspace()
    entry = await kept(workspace, facts(method=method))
    with pytest.raises(InputError):
        await workspace.activity().again(entry)
    await workspace.close()


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (facts(account="Other"), rest(), "It is of Other; press a"),
        (facts(), rest(whole=False), "not kept as it was sent"),
        (facts(), rest(base_url="https://us1.unione.io/api"), "led to another URL"),
    ],
)
async def test_not_for_another_account_nor_with_parts_missing(one: object, other: object, told: str) -> None:
    workspace = demo_workspace()
    entry = await kept(workspace, one, other)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=told):
        await workspace.activity().again(entry)
    await workspace.close()


async def test_a_read_only_account_does_nothing_again() -> None:
    workspace = demo_workspace(read_only=True)
    again = await workspace.activity().again(await kept(workspace, facts()))
    with pytest.raises(ReadOnly):
        await workspace.activity().do_again(again)
    await workspace.close()


async def test_an_account_switched_meanwhile_is_not_used() -> None:
    both = {name: demo_account(name=name) for name in ("ACME Mail", "Other")}
    workspace = demo_workspace(both)
    again = await workspace.activity().again(await kept(workspace, facts()))
    await workspace.accounts.switch("Other")
    with pytest.raises(InputError, match="not the active account any more"):
        await workspace.activity().do_again(again)
    await workspace.close()
