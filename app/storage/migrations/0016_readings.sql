-- What a model has read of a conversation, to the letter, and the sealed states from which it need not read it again.

CREATE TABLE readings (
    conversation_id INTEGER PRIMARY KEY REFERENCES conversations ON DELETE CASCADE,
    last_turn_id    INTEGER NOT NULL,
    turns           TEXT    NOT NULL,
    passage_ids     TEXT    NOT NULL
) STRICT;

CREATE TABLE reading_documents (
    conversation_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    document_id     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (conversation_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_documents_by_document ON reading_documents (document_id);

-- A document that is erased is erased from what was read with it.
CREATE TRIGGER reading_loses_document BEFORE DELETE ON documents BEGIN
    DELETE FROM readings WHERE conversation_id IN
        (SELECT conversation_id FROM reading_documents WHERE document_id = OLD.id);
END;

-- The key of each sealed file is here alone: a row that is gone leaves a file that nobody can open.
CREATE TABLE model_states (
    name            TEXT    PRIMARY KEY,
    conversation_id INTEGER UNIQUE REFERENCES readings ON DELETE CASCADE,
    model           TEXT    NOT NULL,
    key             BLOB    NOT NULL,
    tokens          INTEGER NOT NULL,
    size_bytes      INTEGER NOT NULL,
    used_at         TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
