"""The wire: models in, models out."""
