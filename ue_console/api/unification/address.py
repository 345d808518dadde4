"""Whom a connection can write to; with the user's id and secret (reference: address/list)."""

from ue_console.api.transport import Transport
from ue_console.api.unification.methods import ADDRESS_LIST
from ue_console.api.unification.rows import read_rows
from ue_console.errors import WireError
from ue_console.models.unification.address import Address


class AddressesApi:
    """The call ``address/list``. Only the reference attests it: the service may not offer it (506)."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(self, name: str) -> list[Address]:
        """Return all addresses of a connection in the service's order; one answer holds them all.

        Raises:
            Rejected: 411, the user has no such connection.
            NotServed: 506, the service does not offer it.
            NotTheService: The answer has another form.
        """
        reader = self._transport.reader(ADDRESS_LIST)
        found = read_rows(
            reader, Address, await self._transport.call(ADDRESS_LIST, {"name": name}), "addresses"
        )
        if isinstance(found, WireError):
            raise found
        return found
