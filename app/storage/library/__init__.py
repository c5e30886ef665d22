"""Documents, passages, words and vectors as the vault keeps them, and the index that is made from them."""
