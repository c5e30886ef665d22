-- Segments by a number that stays, with room between them for those that are split off; corrections that can be undone,
-- also after a restart; and the words of all transcripts, to be searched.

CREATE TABLE numbered_segments (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    transcript_id INTEGER NOT NULL REFERENCES transcripts ON DELETE CASCADE,
    ordinal       INTEGER NOT NULL,
    start_s       REAL    NOT NULL,
    end_s         REAL    NOT NULL,
    text          TEXT    NOT NULL,
    speaker       TEXT    NOT NULL,
    words         TEXT    NOT NULL,
    language      TEXT    NOT NULL DEFAULT '',
    heard         TEXT,
    UNIQUE (transcript_id, ordinal)
) STRICT;
INSERT INTO numbered_segments (transcript_id, ordinal, start_s, end_s, text, speaker, words, language)
    SELECT transcript_id, (ordinal + 1) * 1048576, start_s, end_s, text, speaker, words, language
    FROM segments ORDER BY transcript_id, ordinal;
DROP TABLE segments;
ALTER TABLE numbered_segments RENAME TO segments;

-- The first `edits_done` corrections are in force; those behind can be done again.
ALTER TABLE transcripts ADD COLUMN edits_done INTEGER NOT NULL DEFAULT 0;
CREATE TABLE transcript_edits (
    transcript_id INTEGER NOT NULL REFERENCES transcripts ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    edit          TEXT    NOT NULL,
    PRIMARY KEY (transcript_id, number)
) STRICT, WITHOUT ROWID;

-- rowid = segments.id; holds words only.
CREATE VIRTUAL TABLE spoken USING fts5 (
    words, content = '', contentless_delete = 1,
    tokenize = "porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
INSERT INTO spoken (rowid, words) SELECT id, keyword_text(text) FROM segments;
