-- What identifies a person, item by item, in a database of its own: the bytes under a key of the item, the key under the
-- master key, which lies outside. What was erased is known by its id alone.

CREATE TABLE sealed (
    store_id TEXT NOT NULL,
    vault_id TEXT NOT NULL,
    enterprise TEXT NOT NULL,
    basis TEXT NOT NULL,
    seq BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    wrapped BYTEA NOT NULL,
    ciphertext BYTEA NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (store_id, vault_id)
) PARTITION BY HASH (store_id);

CREATE TABLE erased (
    store_id TEXT NOT NULL,
    vault_id TEXT NOT NULL,
    enterprise TEXT NOT NULL,
    seq BIGINT NOT NULL,
    erased_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (store_id, vault_id)
) PARTITION BY HASH (store_id);

DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['sealed', 'erased'] LOOP
        FOR part IN 0..31 LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS 32, REMAINDER %s)',
                           name || '_' || part, name, part);
        END LOOP;
    END LOOP;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hq_sealed') THEN
        BEGIN
            CREATE ROLE hq_sealed NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END IF;
END $$;
GRANT SELECT, INSERT, DELETE ON sealed, erased TO hq_sealed;
