"""The offline lock per operating system, its proof, and the sandbox of the workers; needs nothing but Python itself."""
