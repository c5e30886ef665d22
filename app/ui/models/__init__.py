"""The models: which there are, which this machine can carry, which are used."""
