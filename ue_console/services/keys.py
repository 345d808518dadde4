"""Reading a pasted key, and whether this machine can keep one."""

from ue_console.store.secrets import KeyStoreStatus, SystemKeyStore, clean_key

__all__ = ["KeyStoreStatus", "clean_key", "key_store_status"]


async def key_store_status() -> KeyStoreStatus:
    """Whether the system's key store can be used here, and why not; never hangs."""
    return await SystemKeyStore().status()
