"""The demo opens an account of each service, and a user to send messages as."""

import asyncio

import pytest

from tests.console import channels_account, user_account
from ue_console.cli.demo import _build
from ue_console.models.account import KeyKind
from ue_console.sandbox.seed.users import read_users
from ue_console.services.domains.verdict import verdict


async def test_the_demo_asks_its_own_dns() -> None:
    workspace = await asyncio.to_thread(_build, False)
    try:
        account, desk = workspace.account, workspace.domain_desk
        ready, different, missing, _ = await desk.of(account).all()
        checks = [await desk.check(account, domain) for domain in (ready, different, missing)]
        assert [verdict(check) for check in checks] == ["ready", "different", "missing"]
        assert checks[0].servers == ("ns1.sandbox.test",)
    finally:
        await workspace.close()


@pytest.mark.parametrize("read_only", [False, True])
async def test_the_demos_accounts_work_and_begin_with_mail(read_only: bool) -> None:
    workspace = await asyncio.to_thread(_build, read_only)
    try:
        mail, app, shop = workspace.accounts.list()
        assert workspace.account == mail
        assert (mail.name, app.name, shop.name) == ("ACME Mail", "ACME Channels", "Shop")
        assert {account.read_only for account in (mail, app, shop)} == {read_only}
        for account, kind, count in (
            (mail, KeyKind.ACCOUNT, None),
            (app, KeyKind.APP, 4),
            (shop, KeyKind.USER, 5),
        ):
            identity = await workspace.accounts.check(account)
            assert (identity.kind, identity.count) == (kind, count)
        assert shop.user_id == read_users()[0].id
        for built, drawn in ((app, channels_account()), (shop, user_account())):
            fields = ("service", "key_kind", "parent", "user_id", "environment", "key_home", "key_hint")
            assert [getattr(built, name) for name in fields] == [getattr(drawn, name) for name in fields]
    finally:
        await workspace.close()
