-- Who may do what. The server works as these roles and never as the owner: the way up as hq_ingest, the projector as
-- hq_projector, the console as hq_console, who signs in to the console as hq_door. Roles belong to the whole cluster, so
-- they may be there already.

DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['hq_ingest', 'hq_projector', 'hq_console', 'hq_door'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
    END LOOP;
END $$;

GRANT SELECT ON hq, enterprise, store, store_key, device, enrolment_code, head, segment, fork, incident TO hq_ingest;
GRANT SELECT, INSERT ON hq_record TO hq_ingest;
GRANT INSERT ON segment, head, fork, incident, device, store_key TO hq_ingest;
GRANT UPDATE ON head, device, enrolment_code, store, incident TO hq_ingest;

GRANT SELECT ON hq, store, head, segment TO hq_projector;
GRANT UPDATE (projected) ON head TO hq_projector;
GRANT SELECT, INSERT, UPDATE, DELETE ON projection, found, tally, finding, opaque TO hq_projector;

GRANT SELECT ON hq, enterprise, store, device, head, fork, incident, projection, found, tally, finding, opaque TO hq_console;

GRANT SELECT, UPDATE ON person TO hq_door;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO hq_door;

-- The console sees the rows of the enterprise that its transaction names, and no others; it is bound where the owner is, too.
-- The way up and the projector work for all stores.
DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['store', 'store_key', 'device', 'enrolment_code', 'head', 'segment', 'fork', 'incident',
                                'projection', 'found', 'tally', 'finding', 'opaque'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY of_all ON %I TO hq_ingest, hq_projector USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY of_one ON %I FOR SELECT TO hq_console '
                       'USING (enterprise = current_setting(''tiaohe.enterprise'', true))', name);
        EXECUTE format('CREATE POLICY of_owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;
ALTER TABLE enterprise ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise FORCE ROW LEVEL SECURITY;
CREATE POLICY of_all ON enterprise FOR SELECT TO hq_ingest USING (true);
CREATE POLICY of_one ON enterprise FOR SELECT TO hq_console USING (id = current_setting('tiaohe.enterprise', true));
CREATE POLICY of_owner ON enterprise TO CURRENT_USER USING (true) WITH CHECK (true);
