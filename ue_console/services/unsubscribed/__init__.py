"""Unsubscribed addresses: listed, checked, set, invited back; the API takes none off the list."""
