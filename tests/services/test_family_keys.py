"""Which keys of a family are at hand without asking anybody."""

from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.family_keys import held_quietly, signer_of
from ue_console.store.secrets import Keys

OWN, PROJECT, OTHER = (Secret(f"{name}0key0{name}0key0") for name in ("account", "project", "another"))


def account(name: str, parent: str = "", home: KeyHome = KeyHome.SESSION) -> Account:
    return Account(name=name, base_url="https://example.com", key_home=home, parent=parent)


async def test_the_family_and_nobody_else() -> None:
    shop, blog, stranger = account("Shop"), account("Blog", "Shop"), account("Stranger")
    commanded = account("Run", "Shop", KeyHome.COMMAND)
    known = [shop, blog, stranger, commanded]
    held = {each.key_entry: key for each, key in zip(known, (OWN, PROJECT, OTHER), strict=False)}
    keys = Keys.in_memory(held)
    signer = await signer_of(keys, shop, known)
    assert (signer.key, signer.owner, signer.others) == (OWN, "Shop", (PROJECT,))
    assert (await signer_of(keys, blog, known)).others == (OWN,)


async def test_quietly_all_that_can_be_had_and_whether_that_is_all() -> None:
    shop, stranger, lost = account("Shop"), account("Stranger"), account("Lost")
    keys = Keys.in_memory({shop.key_entry: OWN, stranger.key_entry: OTHER})
    found = await held_quietly(keys, [shop, stranger])
    assert (found.keys, found.whole) == ((OWN, OTHER), True)
    assert not (await held_quietly(keys, [shop, lost])).whole
    assert not (await held_quietly(keys, [shop, account("Run", "", KeyHome.COMMAND)])).whole
    assert not (await held_quietly(keys, [])).whole
