"""Whose key it is (reference: system-info)."""

from ue_console.api.methods import SYSTEM_INFO
from ue_console.api.transport import Transport
from ue_console.models.unione.system import SystemInfo


class SystemApi:
    """The methods ``system/*``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def info(self) -> SystemInfo:
        """Return the key's account or project, and the period's use for an account key."""
        answer = await self._transport.call(SYSTEM_INFO, {})
        return self._transport.reader(SYSTEM_INFO).model(SystemInfo, answer)
