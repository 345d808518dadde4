"""Declarations of actions, a file for each part of the console."""
