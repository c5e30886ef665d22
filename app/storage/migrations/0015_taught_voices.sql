-- Whose profile a voice heard in a transcript has become a part of, so that it can be taken out again.

ALTER TABLE transcript_voices ADD COLUMN taught TEXT NOT NULL DEFAULT '';
