"""What an operator does, as async use cases."""
