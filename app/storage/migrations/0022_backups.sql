-- The backups that were made of this vault, so that what is forgotten can be erased from them too.
-- "outdated": something that was forgotten is still in it, for it could not be reached then.

CREATE TABLE backups (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    path       TEXT    NOT NULL UNIQUE,
    made_at    TEXT    NOT NULL,
    size_bytes INTEGER NOT NULL,
    scheduled  INTEGER NOT NULL,
    outdated   INTEGER NOT NULL
) STRICT;
