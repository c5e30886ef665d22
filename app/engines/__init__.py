"""Our side of the workers: starting, asking, cancelling and replacing them."""
