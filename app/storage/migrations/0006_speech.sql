-- What an interrupted transcription needs to go on where it stopped, and the language of every stretch.

ALTER TABLE transcripts ADD COLUMN listening TEXT NOT NULL DEFAULT '{}';
ALTER TABLE transcripts ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transcripts ADD COLUMN modified_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE segments ADD COLUMN language TEXT NOT NULL DEFAULT '';
