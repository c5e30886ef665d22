-- Documents that are met nowhere: of a knowledge pack that is still being taken in, or whose last day is over. What is
-- over goes with the next start; until then nobody who leaves the window open reads it.

CREATE INDEX staged_documents ON knowledge_documents (document_id) WHERE staged;

CREATE VIEW withheld_documents (document_id) AS
    SELECT document_id FROM knowledge_documents WHERE staged
    UNION ALL
    SELECT document_id FROM knowledge_documents JOIN knowledge_packs ON name = pack
        WHERE expires <> '' AND expires < date('now');
