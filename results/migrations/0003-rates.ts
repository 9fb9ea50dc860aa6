import type { Migration } from './index.js';

const relations = "('speedup-own', 'rate-own', 'speedup-gil', 'ratio')";

/** Comparisons of what each worker does in its own time. SQLite widens a CHECK by copying the table. */
export const rates: Migration = {
  number: 3,
  name: 'rates',
  sql: `
CREATE TABLE wider_comparison (
  variant_id       INTEGER NOT NULL REFERENCES variant ON DELETE CASCADE,
  base_variant_id  INTEGER NOT NULL REFERENCES variant ON DELETE CASCADE,
  relation         TEXT NOT NULL CHECK (relation IN ${relations}),
  value            REAL NOT NULL,
  low              REAL,
  high             REAL,
  blocks           INTEGER NOT NULL,
  PRIMARY KEY (variant_id, relation, base_variant_id)
) STRICT, WITHOUT ROWID;
INSERT INTO wider_comparison (variant_id, base_variant_id, relation, value, low, high, blocks)
  SELECT variant_id, base_variant_id, relation, value, low, high, blocks FROM comparison;
DROP TABLE comparison;
ALTER TABLE wider_comparison RENAME TO comparison;

CREATE TABLE wider_overall (
  run_id         INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  family         TEXT NOT NULL,
  relation       TEXT NOT NULL CHECK (relation IN ${relations}),
  workers        INTEGER NOT NULL,
  build_id       INTEGER NOT NULL REFERENCES build,
  base_build_id  INTEGER NOT NULL REFERENCES build,
  value          REAL NOT NULL,
  low            REAL,
  high           REAL,
  benchmarks     INTEGER NOT NULL,
  PRIMARY KEY (run_id, family, relation, workers, build_id, base_build_id)
) STRICT, WITHOUT ROWID;
INSERT INTO wider_overall
    (run_id, family, relation, workers, build_id, base_build_id, value, low, high, benchmarks)
  SELECT run_id, family, relation, workers, build_id, base_build_id, value, low, high, benchmarks FROM overall;
DROP TABLE overall;
ALTER TABLE wider_overall RENAME TO overall;
`,
};
