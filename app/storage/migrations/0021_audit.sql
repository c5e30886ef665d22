-- What was asked, where that is kept, apart from the chain that holds its hash, so that it can be erased; and where a
-- shortened chain begins.

CREATE TABLE audit_texts (
    sequence INTEGER PRIMARY KEY REFERENCES audit ON DELETE CASCADE,
    salt     BLOB NOT NULL,
    text     TEXT NOT NULL
) STRICT;

CREATE TABLE audit_anchor (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    count    INTEGER NOT NULL,
    hash     TEXT    NOT NULL
) STRICT;
