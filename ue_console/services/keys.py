"""Reading a pasted key."""

from ue_console.store.secrets import clean_key

__all__ = ["clean_key"]
