"""Tests of sending domains."""
