-- How long earlier recordings took with which speech model, so that the best one for this computer can be chosen.

CREATE TABLE speech_paces (
    id    INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    share REAL NOT NULL
) STRICT;
