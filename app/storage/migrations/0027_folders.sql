-- Folders of conversations: a conversation without one stands by itself. `brought_as` is the program that a conversation
-- was brought along from, and what that program calls it: what is here already does not come a second time.

ALTER TABLE conversations ADD COLUMN folder TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN brought_as TEXT;
CREATE INDEX conversations_by_origin ON conversations (brought_as) WHERE brought_as IS NOT NULL;
