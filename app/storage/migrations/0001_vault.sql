-- The vault as first released. A migration is never edited after a release; add the next number instead.

CREATE TABLE documents (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    path          TEXT    NOT NULL,
    collection    TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    format        TEXT    NOT NULL,
    content_hash  TEXT    NOT NULL,
    size_bytes    INTEGER NOT NULL,
    modified_ns   INTEGER NOT NULL,
    added_at      TEXT    NOT NULL,
    status        TEXT    NOT NULL CHECK (status IN ('stored', 'searchable', 'failed')),
    reason        TEXT    NOT NULL,
    page_count    INTEGER NOT NULL,
    passage_count INTEGER NOT NULL,
    UNIQUE (path, collection)
) STRICT;
CREATE INDEX documents_by_collection ON documents (collection);
CREATE INDEX documents_by_status ON documents (status);

CREATE TABLE pages (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    page_index  INTEGER NOT NULL,
    number      INTEGER,
    text        TEXT    NOT NULL,
    headings    TEXT    NOT NULL,
    PRIMARY KEY (document_id, page_index)
) STRICT;

-- AUTOINCREMENT: an identity is never used again, so an index that is behind cannot name another passage.
CREATE TABLE passages (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal         INTEGER NOT NULL,
    page_index      INTEGER NOT NULL,
    page            INTEGER,
    start_character INTEGER NOT NULL,
    end_character   INTEGER NOT NULL,
    heading         TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    UNIQUE (document_id, ordinal)
) STRICT;

CREATE TABLE vectors (
    passage_id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    model_id   TEXT    NOT NULL,
    float16    BLOB    NOT NULL,
    PRIMARY KEY (passage_id, model_id)
) STRICT, WITHOUT ROWID;

-- rowid = passages.id; holds words only, the text stays in passages.
CREATE VIRTUAL TABLE keywords USING fts5 (
    words, content = '', contentless_delete = 1,
    tokenize = "porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

CREATE TABLE conversations (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    title         TEXT    NOT NULL,
    created_at    TEXT    NOT NULL,
    updated_at    TEXT    NOT NULL,
    collection    TEXT,
    use_documents INTEGER NOT NULL,
    pinned        INTEGER NOT NULL,
    undo_token    TEXT
) STRICT;

CREATE TABLE turns (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    role            TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    answer          TEXT,
    created_at      TEXT    NOT NULL
) STRICT;
CREATE INDEX turns_by_conversation ON turns (conversation_id);

CREATE TABLE transcripts (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    path             TEXT    NOT NULL,
    title            TEXT    NOT NULL,
    language         TEXT    NOT NULL,
    duration_s       REAL    NOT NULL,
    real_time_factor REAL    NOT NULL,
    heard_until_s    REAL    NOT NULL,
    created_at       TEXT    NOT NULL,
    complete         INTEGER NOT NULL
) STRICT;

CREATE TABLE segments (
    transcript_id INTEGER NOT NULL REFERENCES transcripts ON DELETE CASCADE,
    ordinal       INTEGER NOT NULL,
    start_s       REAL    NOT NULL,
    end_s         REAL    NOT NULL,
    text          TEXT    NOT NULL,
    speaker       TEXT    NOT NULL,
    words         TEXT    NOT NULL,
    PRIMARY KEY (transcript_id, ordinal)
) STRICT;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    fields   TEXT NOT NULL,
    hash     TEXT NOT NULL
) STRICT;

-- One row: how long the chain is and how it ends, so that rows cut off its end are missed.
CREATE TABLE audit_head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    count    INTEGER NOT NULL,
    hash     TEXT    NOT NULL
) STRICT;
INSERT INTO audit_head VALUES (1, 0, '');
