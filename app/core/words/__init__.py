"""Words, numbers, days and names, as they are told in a text by their form."""
