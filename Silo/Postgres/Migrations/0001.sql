-- What a store says of itself: the number of shards that it was made with.
CREATE TABLE meta(name text PRIMARY KEY, value bigint NOT NULL);

-- A row a shard. `mark` is a number that nobody can guess and every commit of the shard's records replaces: a commit goes through only
-- if it finds the mark that its owner left, so one that is still on its way when another mark is set never arrives.
CREATE TABLE shard_owner(
    shard integer PRIMARY KEY, epoch bigint NOT NULL, mark bigint NOT NULL, last_seq bigint NOT NULL, committed_at bigint NOT NULL
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Times are UTC ticks (100 ns since the year 1). Partitions are made day by day, see JournalPartitions.
CREATE TABLE journal(
    shard integer NOT NULL, time_class smallint NOT NULL, first_seq bigint NOT NULL, last_seq bigint NOT NULL, epoch bigint NOT NULL,
    committed_at bigint NOT NULL, time_from bigint NOT NULL, time_to bigint NOT NULL, terminals bytea, records bytea NOT NULL
) PARTITION BY RANGE (committed_at);
-- Packed records hardly get smaller, and are read whole.
ALTER TABLE journal ALTER records SET STORAGE EXTERNAL, ALTER terminals SET STORAGE EXTERNAL;
CREATE INDEX journal_seq ON journal(shard, last_seq);
CREATE INDEX journal_time ON journal(time_class, time_to, time_from) WHERE time_from < 9223372036854775807;

CREATE TABLE snapshot(shard integer PRIMARY KEY, epoch bigint NOT NULL, seq bigint NOT NULL, parts integer NOT NULL);
CREATE TABLE snapshot_part(shard integer NOT NULL, part integer NOT NULL, data bytea NOT NULL, PRIMARY KEY(shard, part));
ALTER TABLE snapshot_part ALTER data SET STORAGE EXTERNAL;

-- The books that one grain writes, with their last number and a mark as above.
CREATE TABLE book(name text PRIMARY KEY, mark bigint NOT NULL, last bigint NOT NULL);
INSERT INTO book VALUES ('alerts', 0, 0), ('configuration', 0, 0);

CREATE TABLE alert(
    seq bigint PRIMARY KEY, id text NOT NULL UNIQUE, status smallint NOT NULL, rule text NOT NULL, severity smallint NOT NULL,
    acquirer text, merchant text, terminal text, issuer text, parent text, delivered boolean NOT NULL,
    opened_at bigint NOT NULL, ended_at bigint);
CREATE INDEX alert_status ON alert(status, seq);
CREATE INDEX alert_rule ON alert(rule, seq);
CREATE INDEX alert_severity ON alert(severity, seq);
CREATE INDEX alert_acquirer ON alert(acquirer, seq) WHERE acquirer IS NOT NULL;
CREATE INDEX alert_merchant ON alert(merchant, seq) WHERE merchant IS NOT NULL;
CREATE INDEX alert_terminal ON alert(terminal, seq) WHERE terminal IS NOT NULL;
CREATE INDEX alert_issuer ON alert(issuer, seq) WHERE issuer IS NOT NULL;
CREATE INDEX alert_parent ON alert(parent, seq) WHERE parent IS NOT NULL;
CREATE INDEX alert_delivered ON alert(delivered, seq);
CREATE INDEX alert_opened_at ON alert(opened_at);
CREATE INDEX alert_ended_at ON alert(ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE alert_change(seq bigint PRIMARY KEY, alert text NOT NULL, body bytea NOT NULL, entry bytea NOT NULL);
CREATE INDEX alert_change_alert ON alert_change(alert, seq);
CREATE TABLE shard_told(shard integer PRIMARY KEY, seq bigint NOT NULL);
CREATE TABLE alert_clock(one smallint PRIMARY KEY CHECK (one = 1), judged_through bigint NOT NULL, explained_through bigint NOT NULL);

-- `shard` is the one shard that a change concerns, -1 for all.
CREATE TABLE configuration_change(
    version bigint PRIMARY KEY, kind smallint NOT NULL, key text NOT NULL, shard integer NOT NULL, body text, "by" text NOT NULL, at bigint NOT NULL);
CREATE INDEX configuration_change_key ON configuration_change(kind, key, version);
CREATE INDEX configuration_change_shard ON configuration_change(shard, version);
CREATE TABLE registry_terminal(
    acquirer text COLLATE "C" NOT NULL, terminal text COLLATE "C" NOT NULL, version bigint NOT NULL, body text NOT NULL, PRIMARY KEY(acquirer, terminal));
