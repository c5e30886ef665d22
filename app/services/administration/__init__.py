"""An installation and a profile looked after: its vault, backups, erasure, updates and knowledge packs."""
