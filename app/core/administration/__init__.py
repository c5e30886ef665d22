"""What an administrator decides and delivers: policy, guardrails, backups, packs, updates."""
