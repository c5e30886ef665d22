"""How the parts are put together."""
