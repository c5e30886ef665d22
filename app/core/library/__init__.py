"""Documents and their passages: how they are cut, limited, scored, ranked and examined."""
