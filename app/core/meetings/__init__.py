"""Meetings: what was heard and by whom, how it is corrected and searched, and the minutes of it."""
