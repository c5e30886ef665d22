"""What callers of the local API want, translated for the services, and what these answer, translated back."""
