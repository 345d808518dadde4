"""Merge tags to text: pure functions, shared by preview and sandbox."""
