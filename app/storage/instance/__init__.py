"""One owner of a profile, and how later processes of the same user speak to it."""
