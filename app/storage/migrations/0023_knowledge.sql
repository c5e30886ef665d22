-- Knowledge packs whose documents are here. The password is kept so that the next version opens by itself.

CREATE TABLE knowledge_packs (
    name            TEXT    PRIMARY KEY,
    version         TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    publisher       TEXT    NOT NULL,
    expires         TEXT    NOT NULL,
    manifest_sha256 TEXT    NOT NULL,
    key             BLOB    NOT NULL,
    by_machine      INTEGER NOT NULL,
    added_at        TEXT    NOT NULL,
    password        TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- `staged` until the whole of a pack is here.
CREATE TABLE knowledge_documents (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    pack        TEXT    NOT NULL,
    member      TEXT    NOT NULL,
    staged      INTEGER NOT NULL
) STRICT;
CREATE INDEX knowledge_documents_by_pack ON knowledge_documents (pack);
