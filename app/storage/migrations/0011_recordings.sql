-- Recordings made by Alcove; their sound lies in sealed files beside the database.

CREATE TABLE recordings (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    transcript_id INTEGER NOT NULL UNIQUE REFERENCES transcripts ON DELETE CASCADE,
    tracks        TEXT    NOT NULL,
    started_at    TEXT    NOT NULL,
    duration_s    REAL    NOT NULL,
    running       INTEGER NOT NULL,
    transcribed   INTEGER NOT NULL
) STRICT;
