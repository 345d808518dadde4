"""Reading a pasted key."""

from ue_console.store.credentials import clean_credentials, clean_key

__all__ = ["clean_credentials", "clean_key"]
