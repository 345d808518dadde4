"""Tests of the resolver: a real name server, and a socket that misbehaves."""
