-- A conversation may have a model and an adapter of its own.

ALTER TABLE conversations ADD COLUMN answerer TEXT;
