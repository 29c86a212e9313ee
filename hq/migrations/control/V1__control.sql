-- What headquarters itself is, whom it knows, and what it did. No table here belongs to one store alone.

CREATE TABLE hq (
    one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),
    name TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    online_key BYTEA NOT NULL,
    founded_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE enterprise (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    root TEXT NOT NULL,
    founded_at TIMESTAMPTZ NOT NULL
);

-- The ledger of headquarters itself: hash-linked as a store's is, its head signed with the online key.
CREATE TABLE hq_record (
    seq BIGINT PRIMARY KEY,
    body BYTEA NOT NULL,
    prev BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    signature BYTEA NOT NULL
);

CREATE TABLE person (
    name TEXT PRIMARY KEY,
    enterprise TEXT NOT NULL REFERENCES enterprise,
    password TEXT NOT NULL,
    failed INT NOT NULL DEFAULT 0,
    failed_at TIMESTAMPTZ,
    made_at TIMESTAMPTZ NOT NULL
);

-- A session by the hash of what the browser holds.
CREATE TABLE session (
    hash BYTEA PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
    enterprise TEXT NOT NULL,
    begun_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_by_age ON session (used_at);
