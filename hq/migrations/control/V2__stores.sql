-- What belongs to one store: every key begins with store_id, so that a store can be moved to another server. Large tables
-- are partitioned by it. `enterprise` stands in each row, so that a row says itself who may see it.

CREATE TABLE store (
    store_id TEXT PRIMARY KEY,
    enterprise TEXT NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    branch INT NOT NULL DEFAULT 0,
    epoch BIGINT NOT NULL,
    identity_open BOOLEAN NOT NULL DEFAULT true,
    made_at TIMESTAMPTZ NOT NULL
);

-- The keys that a store's heads are signed with, in the order in which they came.
CREATE TABLE store_key (
    store_id TEXT NOT NULL,
    no INT NOT NULL,
    enterprise TEXT NOT NULL,
    key BYTEA NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (store_id, no)
);

CREATE TABLE device (
    store_id TEXT NOT NULL,
    device BYTEA NOT NULL,
    enterprise TEXT NOT NULL,
    key BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'frozen', 'revoked', 'replaced')),
    may_recover BOOLEAN NOT NULL,
    branch INT NOT NULL,
    program TEXT NOT NULL,
    enrolled_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    says BIGINT NOT NULL DEFAULT 0,
    boots TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (store_id, device)
) WITH (fillfactor = 50);

CREATE TABLE enrolment_code (
    store_id TEXT NOT NULL,
    hash BYTEA NOT NULL,
    enterprise TEXT NOT NULL,
    recovers BOOLEAN NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    device BYTEA,
    PRIMARY KEY (store_id, hash)
);

CREATE INDEX enrolment_code_by_hash ON enrolment_code (hash);

-- The end of each branch, and where the branch left its parent; 0 is the trunk.
CREATE TABLE head (
    store_id TEXT NOT NULL,
    branch INT NOT NULL,
    enterprise TEXT NOT NULL,
    parent INT NOT NULL,
    after BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    bytes BIGINT NOT NULL DEFAULT 0,
    projected BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (store_id, branch)
) PARTITION BY HASH (store_id);

-- A verified batch of records as it lies: frames under zstd.
CREATE TABLE segment (
    store_id TEXT NOT NULL,
    branch INT NOT NULL,
    first BIGINT NOT NULL,
    enterprise TEXT NOT NULL,
    last BIGINT NOT NULL,
    prev BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (store_id, branch, first)
) PARTITION BY HASH (store_id);

CREATE TABLE fork (
    store_id TEXT NOT NULL,
    branch INT NOT NULL,
    enterprise TEXT NOT NULL,
    device BYTEA NOT NULL,
    at BIGINT NOT NULL,
    ours BYTEA NOT NULL,
    theirs BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'restored', 'cloned', 'tampered', 'adopted', 'rejected')),
    reason TEXT,
    opened_at TIMESTAMPTZ NOT NULL,
    decided_at TIMESTAMPTZ,
    PRIMARY KEY (store_id, branch)
);

CREATE TABLE incident (
    store_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    enterprise TEXT NOT NULL,
    kind TEXT NOT NULL,
    device BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    times BIGINT NOT NULL DEFAULT 1,
    closed_at TIMESTAMPTZ,
    reason TEXT,
    PRIMARY KEY (store_id, no)
);

-- Rows as the store's own tables have them, made by the same effects.
CREATE TABLE projection (
    store_id TEXT NOT NULL,
    tab TEXT NOT NULL,
    id TEXT NOT NULL,
    enterprise TEXT NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (store_id, tab, id)
) PARTITION BY HASH (store_id);

-- The columns by which effects find rows.
CREATE TABLE found (
    store_id TEXT NOT NULL,
    tab TEXT NOT NULL,
    col TEXT NOT NULL,
    value TEXT NOT NULL,
    id TEXT NOT NULL,
    enterprise TEXT NOT NULL,
    PRIMARY KEY (store_id, tab, col, value, id)
) PARTITION BY HASH (store_id);
CREATE INDEX found_by_row ON found (store_id, tab, id);

CREATE TABLE tally (
    store_id TEXT NOT NULL,
    id TEXT NOT NULL,
    enterprise TEXT NOT NULL,
    n BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    most BIGINT NOT NULL,
    PRIMARY KEY (store_id, id)
) PARTITION BY HASH (store_id);

-- Records that contradict what is known, and records that cannot be read as their kind: accepted, and shown.
CREATE TABLE finding (
    store_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    enterprise TEXT NOT NULL,
    kind TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (store_id, seq)
) PARTITION BY HASH (store_id);

-- Records of kinds that this program does not know.
CREATE TABLE opaque (
    store_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    enterprise TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (store_id, seq)
) PARTITION BY HASH (store_id);

DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['head', 'segment', 'projection', 'found', 'tally', 'finding', 'opaque'] LOOP
        FOR part IN 0..31 LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS 32, REMAINDER %s)',
                           name || '_' || part, name, part);
            IF name = 'segment' THEN
                EXECUTE format('ALTER TABLE %I ALTER COLUMN body SET STORAGE EXTERNAL', name || '_' || part);
            END IF;
        END LOOP;
    END LOOP;
END $$;

-- What waits for the projector.
CREATE INDEX head_waiting ON head (store_id) WHERE projected < seq;
