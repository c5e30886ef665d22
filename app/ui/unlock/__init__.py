"""The first screen: making a vault, and unlocking one."""
