"""What happens to mail after it was sent, and the calls that tell webhooks of it."""
