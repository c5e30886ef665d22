-- Pictures that a question was asked about: gone with its turn. `text` is what was read in it, once it was.

CREATE TABLE turn_pictures (
    id             INTEGER PRIMARY KEY,
    turn_id        INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE,
    name           TEXT    NOT NULL,
    sha256         TEXT    NOT NULL,
    width          INTEGER NOT NULL,
    height         INTEGER NOT NULL,
    preview_width  INTEGER NOT NULL,
    preview_height INTEGER NOT NULL,
    preview        BLOB    NOT NULL,
    content        BLOB    NOT NULL,
    text           TEXT
) STRICT;
CREATE INDEX turn_pictures_by_turn ON turn_pictures (turn_id);
CREATE INDEX turn_pictures_by_sha256 ON turn_pictures (sha256);
