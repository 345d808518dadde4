"""Sending domains: registered, published, looked up in DNS, validated, watched."""
