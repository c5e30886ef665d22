-- A reading knows its questions one by one, so that a conversation that is cut goes on from before the cut.

DELETE FROM readings;
ALTER TABLE readings DROP COLUMN last_turn_id;
ALTER TABLE readings DROP COLUMN passage_ids;
ALTER TABLE readings ADD COLUMN exchanges TEXT NOT NULL DEFAULT '[]';
