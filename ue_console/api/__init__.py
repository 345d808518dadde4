"""The wire: models in, models out; nothing here knows a screen."""
