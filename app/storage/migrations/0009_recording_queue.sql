-- The recordings that wait to be transcribed, in their order; they wait there after a crash too.

CREATE TABLE queued_recordings (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    place     INTEGER NOT NULL,
    path      TEXT    NOT NULL,
    listening TEXT    NOT NULL,
    status    TEXT    NOT NULL,
    problem   TEXT    NOT NULL
) STRICT;
