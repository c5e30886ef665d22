-- What was forgotten and is still in a backup, each by a mark: forgotten again there, it is taken off.
-- Of what was marked before, nobody knows any more what it was.

ALTER TABLE backups ADD COLUMN left_in TEXT NOT NULL DEFAULT '';
UPDATE backups SET left_in = 'unknown' WHERE outdated;
ALTER TABLE backups DROP COLUMN outdated;
