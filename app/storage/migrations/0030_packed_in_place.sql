-- Whether the file of a packed document stays in the machine's pack, so that no user needs a copy of it.

ALTER TABLE knowledge_documents ADD COLUMN in_place INTEGER NOT NULL DEFAULT 0;
