-- Folders followed in place, what became of their files, and what examining the library keeps.

CREATE TABLE followed_folders (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    path        TEXT    NOT NULL,
    collection  TEXT    NOT NULL,
    left_out    TEXT    NOT NULL,
    mount_point TEXT    NOT NULL,
    paused      INTEGER NOT NULL,
    added_at    TEXT    NOT NULL,
    synced_at   TEXT    NOT NULL,
    UNIQUE (path, collection)
) STRICT;

-- Documents whose file is gone from a followed folder: out of every search, and erased some days later.
CREATE TABLE gone_files (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    since       TEXT NOT NULL
) STRICT;

-- Files that were left out because a document has the same content.
CREATE TABLE copies (
    path         TEXT    NOT NULL,
    collection   TEXT    NOT NULL,
    content_hash TEXT    NOT NULL,
    size_bytes   INTEGER NOT NULL,
    modified_ns  INTEGER NOT NULL,
    PRIMARY KEY (path, collection)
) STRICT, WITHOUT ROWID;

CREATE TABLE sketches (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    sketch      BLOB NOT NULL
) STRICT;

-- What the user was shown and wants to leave as it is; other_id is 0 where a finding names one document only.
CREATE TABLE accepted_findings (
    kind        TEXT    NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    other_id    INTEGER NOT NULL,
    PRIMARY KEY (kind, document_id, other_id)
) STRICT, WITHOUT ROWID;
