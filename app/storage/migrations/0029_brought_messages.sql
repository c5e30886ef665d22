-- What of a conversation that was brought along is known: a mark for each message, of it and all before it. A later version
-- is told by them from one that was brought already, whatever became of that one since.
-- `brought_at` is when something of it came last: what is kept for some days only is kept from then on.

CREATE TABLE brought_messages (
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    mark BLOB NOT NULL,
    PRIMARY KEY (conversation_id, mark)
) STRICT, WITHOUT ROWID;

ALTER TABLE conversations ADD COLUMN brought_at TEXT NOT NULL DEFAULT '';
