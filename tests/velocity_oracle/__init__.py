"""Differential tests of the Velocity engine."""
