-- A file that is looked at is compared with all documents by its content.

CREATE INDEX documents_by_content ON documents (content_hash, collection);
