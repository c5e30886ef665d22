-- The words of passages and of documents' cards as numbers, for the index that ranks in memory.

CREATE TABLE bags (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    words      BLOB NOT NULL
) STRICT;

CREATE TABLE cards (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    words       BLOB NOT NULL
) STRICT;
