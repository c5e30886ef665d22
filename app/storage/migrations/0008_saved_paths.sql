-- Saved questions name the files they ask: a document that is read again gets another number, and keeps its path.

ALTER TABLE saved_questions ADD COLUMN paths TEXT;
UPDATE saved_questions SET paths = (
    SELECT json_group_array(documents.path) FROM documents
    WHERE documents.id IN (SELECT value FROM json_each(saved_questions.document_ids))
) WHERE document_ids IS NOT NULL;
ALTER TABLE saved_questions DROP COLUMN document_ids;
