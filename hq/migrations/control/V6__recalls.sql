-- A recall is begun in the browser: the server publishes as a role of its own, which may add to what is published by the one
-- enterprise that its connection names, and change nothing of it.
DO $$
DECLARE
    name TEXT;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hq_publisher') THEN
        BEGIN
            CREATE ROLE hq_publisher NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END IF;
    FOREACH name IN ARRAY ARRAY['root', 'blob', 'draft', 'draft_signature', 'bulletin', 'board'] LOOP
        EXECUTE format('CREATE POLICY of_publisher ON %I TO hq_publisher '
                       'USING (enterprise = current_setting(''tiaohe.enterprise'', true)) '
                       'WITH CHECK (enterprise = current_setting(''tiaohe.enterprise'', true))', name);
    END LOOP;
END $$;

GRANT SELECT ON hq, hq_record, root, blob, draft, draft_signature, bulletin, board TO hq_publisher;
GRANT INSERT ON hq_record, blob, draft, draft_signature, bulletin, board TO hq_publisher;
GRANT UPDATE ON board TO hq_publisher;
GRANT UPDATE (state, ended_at) ON draft TO hq_publisher;
GRANT SELECT ON blob TO hq_console;

-- Units are found by the lot that went into them; those that lie here already, too.
INSERT INTO found (store_id, tab, col, value, id, enterprise)
SELECT store_id, 'usage', 'lot', doc::jsonb ->> 'lot', id, enterprise FROM projection WHERE tab = 'usage';

-- A recall asks all stores at once: for the products of a filing number, and for what became of a bulletin. The keys begin with the
-- store, so without these every look would read every row.
CREATE INDEX found_filing ON found (value) WHERE tab = 'product' AND col = 'filing';
CREATE INDEX projection_bulletin ON projection (id) WHERE tab = 'bulletin';
