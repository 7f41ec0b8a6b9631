-- What is needed of very many open alerts at once stands beside them. It is of the change `head_seq`: an older build leaves it behind.
ALTER TABLE alert
    ADD head_seq bigint, ADD subject_kind smallint, ADD subject_id text, ADD onset_at bigint, ADD detected_at bigint, ADD earlier_parents text,
    ADD blamed_issuer text;
