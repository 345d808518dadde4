"""UnificationEngine as one object."""

from ue_console.api.transport import Transport
from ue_console.api.unification.address import AddressesApi
from ue_console.api.unification.connection import ConnectionsApi
from ue_console.api.unification.message import MessagesApi
from ue_console.api.unification.user import UsersApi
from ue_console.models.secret import Secret


class UnificationClient:
    """All resources of one app or one user, on one transport that speaks ``UNIFICATION``.

    An app's key opens ``users``, a user's everything else; each is refused the other.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.users = UsersApi(transport)
        self.connections = ConnectionsApi(transport)
        self.addresses = AddressesApi(transport)
        self.messages = MessagesApi(transport)
        self.hides_more = False
        """Whether a key beside the own one is masked."""

    def hide(self, key: Secret) -> None:
        """Mask another key in all that the service says from now on: that of a user's app."""
        self._transport.know(key)
        self.hides_more = True

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()
