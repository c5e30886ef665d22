"""The tools a question may be answered with, and what they calculate: numbers, days and tables."""
