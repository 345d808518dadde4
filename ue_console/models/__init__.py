"""What the APIs say, as typed values."""
