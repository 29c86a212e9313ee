-- What comes down to the stores of an enterprise: who may sign, drafts with their signatures, what was published, the board.
-- Nothing here belongs to one store, and every key begins with the enterprise.

-- Every root with the signatures over it; the first has none, and is trusted by the fingerprint of an enrolment ticket.
CREATE TABLE root (
    enterprise TEXT NOT NULL,
    no BIGINT NOT NULL,
    signed TEXT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (enterprise, no)
);
INSERT INTO root (enterprise, no, signed, published_at)
SELECT id, 1, json_build_object('text', root, 'signatures', '[]'::json)::text, founded_at FROM enterprise;

-- A code names the root that stood when it was given out.
ALTER TABLE enrolment_code ADD COLUMN root BIGINT NOT NULL DEFAULT 1;

-- What bulletins bring, by digest; never changed.
CREATE TABLE blob (
    enterprise TEXT NOT NULL,
    digest BYTEA NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (enterprise, digest)
);
ALTER TABLE blob ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE draft (
    enterprise TEXT NOT NULL,
    id BIGINT NOT NULL,
    chain TEXT NOT NULL,
    no BIGINT NOT NULL,
    text TEXT NOT NULL,
    content BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'published', 'withdrawn')),
    made_by TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    PRIMARY KEY (enterprise, id)
);

CREATE TABLE draft_signature (
    enterprise TEXT NOT NULL,
    draft BIGINT NOT NULL,
    signature BYTEA NOT NULL,
    person TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (enterprise, draft, signature)
);

CREATE TABLE bulletin (
    enterprise TEXT NOT NULL,
    chain TEXT NOT NULL,
    no BIGINT NOT NULL,
    signed TEXT NOT NULL,
    digest BYTEA NOT NULL,
    content BYTEA NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (enterprise, chain, no)
);

-- The last board of each enterprise.
CREATE TABLE board (
    enterprise TEXT PRIMARY KEY,
    root BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    no BIGINT NOT NULL,
    signed TEXT NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL
);

GRANT SELECT ON root, blob, bulletin, board TO hq_ingest;
GRANT INSERT, UPDATE ON board TO hq_ingest;
-- What a backup lacked comes back from the stores, signed by people; nothing of it is changed or taken away.
GRANT SELECT ON draft TO hq_ingest;
GRANT INSERT ON bulletin, blob TO hq_ingest;
GRANT SELECT ON root, draft, draft_signature, bulletin, board TO hq_console;

-- A recall names a product by its filing number: products that lie here already are found by it, too.
INSERT INTO found (store_id, tab, col, value, id, enterprise)
SELECT store_id, tab, 'filing', doc::jsonb ->> 'filing', id, enterprise FROM projection WHERE tab = 'product';

DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['root', 'blob', 'draft', 'draft_signature', 'bulletin', 'board'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY of_all ON %I TO hq_ingest USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY of_one ON %I FOR SELECT TO hq_console '
                       'USING (enterprise = current_setting(''tiaohe.enterprise'', true))', name);
        EXECUTE format('CREATE POLICY of_owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;
