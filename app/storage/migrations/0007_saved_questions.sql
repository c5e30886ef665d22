-- Questions kept with what they ask, and every answer they were given.

CREATE TABLE saved_questions (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL UNIQUE,
    text          TEXT    NOT NULL,
    collection    TEXT,
    document_ids  TEXT,
    use_documents INTEGER NOT NULL,
    reach         TEXT    NOT NULL,
    model_id      TEXT,
    created_at    TEXT    NOT NULL
) STRICT;

CREATE TABLE saved_answers (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    question_id INTEGER NOT NULL REFERENCES saved_questions ON DELETE CASCADE,
    answer      TEXT    NOT NULL,
    created_at  TEXT    NOT NULL
) STRICT;
CREATE INDEX saved_answers_by_question ON saved_answers (question_id);
