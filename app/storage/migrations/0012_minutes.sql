-- Minutes and their templates, and which meetings have changed since their text was made findable.

-- body is the minutes as JSON; writing them again adds a row, editing changes the row.
CREATE TABLE minutes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    transcript_id INTEGER NOT NULL REFERENCES transcripts ON DELETE CASCADE,
    body          TEXT    NOT NULL,
    created_at    TEXT    NOT NULL
) STRICT;
CREATE INDEX minutes_by_transcript ON minutes (transcript_id);

CREATE TABLE minutes_templates (
    key  TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A deleted meeting stands here too, until its passages are gone.
CREATE TABLE changed_meetings (
    transcript_id INTEGER PRIMARY KEY,
    changes       INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO changed_meetings (transcript_id) SELECT id FROM transcripts;
CREATE TRIGGER meeting_begun AFTER INSERT ON transcripts BEGIN
    INSERT INTO changed_meetings (transcript_id) VALUES (new.id)
        ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER meeting_renamed AFTER UPDATE OF title, complete ON transcripts BEGIN
    INSERT INTO changed_meetings (transcript_id) VALUES (new.id)
        ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER meeting_deleted AFTER DELETE ON transcripts BEGIN
    INSERT INTO changed_meetings (transcript_id) VALUES (old.id)
        ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER segment_heard AFTER INSERT ON segments BEGIN
    INSERT INTO changed_meetings (transcript_id) VALUES (new.transcript_id)
        ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER segment_changed AFTER UPDATE ON segments BEGIN
    INSERT INTO changed_meetings (transcript_id) VALUES (new.transcript_id)
        ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER segment_removed AFTER DELETE ON segments BEGIN
    INSERT INTO changed_meetings (transcript_id) VALUES (old.transcript_id)
        ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
