-- How fast each model reads and writes on the machine it was measured on, in tokens per second.

CREATE TABLE model_speeds (
    model       TEXT NOT NULL,
    machine     TEXT NOT NULL,
    reading     REAL NOT NULL,
    writing     REAL NOT NULL,
    measured_at TEXT NOT NULL,
    PRIMARY KEY (model, machine)
) STRICT, WITHOUT ROWID;
