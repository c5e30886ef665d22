"""What is kept, and how: one encrypted database, sealed files beside it, and the keys to both."""
