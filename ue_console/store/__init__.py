"""What stays on this machine: config, keys, drafts, the journal of sends."""
