"""Questions and answers as the vault keeps them, and what models have read of them."""
