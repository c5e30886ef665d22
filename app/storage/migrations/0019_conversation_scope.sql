-- A conversation that is opened again searches what its latest question searched: within the same limits, in the same files.

ALTER TABLE conversations ADD COLUMN filters TEXT;
ALTER TABLE conversations ADD COLUMN paths TEXT;
