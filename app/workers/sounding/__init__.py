"""Recording and playing: devices, tracks that keep to the clock, and speech at another speed."""
