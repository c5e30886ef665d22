-- What is told of how a document was read, where its text stands on the page, and what opens it.

ALTER TABLE documents ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE documents ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
-- MessagePack; empty where the text is the file's own, as it stands there.
ALTER TABLE pages ADD COLUMN runs BLOB NOT NULL DEFAULT x'';
ALTER TABLE pages ADD COLUMN boxes BLOB NOT NULL DEFAULT x'';
ALTER TABLE pages ADD COLUMN confidence REAL;

CREATE TABLE passwords (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    password    TEXT    NOT NULL
) STRICT;
