-- Where two speak at once; and, only where the user wants it, the voices of the people in recordings.

ALTER TABLE segments ADD COLUMN overlapped INTEGER NOT NULL DEFAULT 0;

CREATE TABLE voice_profiles (
    name       TEXT PRIMARY KEY,
    voice      BLOB NOT NULL,
    seconds    REAL NOT NULL,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE transcript_voices (
    transcript_id INTEGER NOT NULL REFERENCES transcripts ON DELETE CASCADE,
    speaker       TEXT    NOT NULL,
    voice         BLOB    NOT NULL,
    seconds       REAL    NOT NULL,
    PRIMARY KEY (transcript_id, speaker)
) STRICT, WITHOUT ROWID;
