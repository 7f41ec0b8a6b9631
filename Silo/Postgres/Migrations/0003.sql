-- The acquirers that see an alert which belongs to none of them.
CREATE TABLE alert_reader(alert text NOT NULL, acquirer text NOT NULL, PRIMARY KEY(alert, acquirer));

-- Keys by their hashes, a row a key.
INSERT INTO book VALUES ('keys', 0, 0);
CREATE TABLE access_key(
    id text PRIMARY KEY, version bigint NOT NULL UNIQUE, name text NOT NULL, role smallint NOT NULL, acquirers text[], made_at bigint NOT NULL,
    made_by text NOT NULL, expires_at bigint, revoked_at bigint, used_at bigint, hash bytea NOT NULL, old_hash bytea, old_until bigint);

-- What is random and made once.
CREATE TABLE secret(name text PRIMARY KEY, value bytea NOT NULL);
