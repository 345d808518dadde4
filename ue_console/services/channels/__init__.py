"""Messages across channels: what an operator does with a user's connections in Compose."""
