-- What snapshots hold that is written once and stays as long as they name it; a layer may have no parts. An older build leaves the layers alone,
-- and its snapshots are whole without them.
CREATE TABLE snapshot_layer(shard integer NOT NULL, number bigint NOT NULL, PRIMARY KEY(shard, number));
CREATE TABLE snapshot_layer_part(
    shard integer NOT NULL, layer bigint NOT NULL, part integer NOT NULL, data bytea NOT NULL, PRIMARY KEY(shard, layer, part),
    FOREIGN KEY(shard, layer) REFERENCES snapshot_layer ON DELETE CASCADE);
ALTER TABLE snapshot_layer_part ALTER data SET STORAGE EXTERNAL;
