-- Where a page or passage stands when a number does not say it, and what a document says of itself.

ALTER TABLE documents ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN date TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN first_row INTEGER NOT NULL DEFAULT 0;
ALTER TABLE passages ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE passages ADD COLUMN first_row INTEGER NOT NULL DEFAULT 0;
