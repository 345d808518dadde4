"""What the tests of the vault share: a cheap derivation, and an operator who answers."""

from pathlib import Path

from ue_console.models.secret import Secret
from ue_console.store.passphrase import PassphraseWanted
from ue_console.store.vault import Vault
from ue_console.store.vault_file import Cost

CHEAP = Cost(log_n=4, r=8, p=1)
PASSPHRASE = "correct horse battery"
SECRET = Secret("6w7xsi5g9o4xyo3j1a2b9f2c")


class Operator:
    """Gives the answers in their order, then the last one for a while, and then none."""

    PATIENCE = 12

    def __init__(self, *answers: str | None) -> None:
        self._answers = list(answers)
        self.asked: list[PassphraseWanted] = []

    async def __call__(self, wanted: PassphraseWanted) -> str | None:
        self.asked.append(wanted)
        if len(self.asked) > self.PATIENCE:
            return None
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    @property
    def refusals(self) -> list[str]:
        """What was said of the answer before, at each question."""
        return [wanted.wrong for wanted in self.asked]


def vault_at(path: Path, *answers: str | None, passphrase_file: Path | None = None) -> Vault:
    """A console's vault, with an operator where there are answers."""
    vault = Vault(path, cost=CHEAP, passphrase_file=passphrase_file)
    vault.ask = Operator(*answers) if answers else None
    return vault


def operator_of(vault: Vault) -> Operator:
    """Who answers for the vault."""
    assert isinstance(vault.ask, Operator)
    return vault.ask


async def made(path: Path, **keys: str) -> None:
    """Make a vault with these keys: name → key."""
    vault = vault_at(path, PASSPHRASE)
    for name, key in (keys or {"ACME": SECRET.reveal()}).items():
        await vault.put(name, Secret(key))
