"""The settings, made from the one table that declares them, and what protects the vault."""
