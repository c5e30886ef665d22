-- Pictures that notes were made from: gone with their documents.

CREATE TABLE note_pictures (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    content     BLOB NOT NULL
) STRICT;
