import type { Migration } from './index.js';

/** The first schema. README.md draws it. */
export const first: Migration = {
  number: 1,
  name: 'first',
  sql: `
CREATE TABLE machine (
  id            INTEGER PRIMARY KEY,
  fingerprint   TEXT NOT NULL UNIQUE,
  hostname      TEXT NOT NULL,
  platform      TEXT NOT NULL,
  architecture  TEXT NOT NULL,
  cpu_model     TEXT NOT NULL,
  cores         INTEGER NOT NULL CHECK (cores >= 1),
  memory_bytes  INTEGER NOT NULL,
  cpu_quota     REAL
) STRICT;

CREATE TABLE build (
  id              INTEGER PRIMARY KEY,
  fingerprint     TEXT NOT NULL UNIQUE,
  name            TEXT NOT NULL,
  command         TEXT NOT NULL CHECK (json_type(command) = 'array'),
  environment     TEXT NOT NULL CHECK (json_type(environment) = 'object'),
  implementation  TEXT NOT NULL,
  version         TEXT NOT NULL,
  gil             TEXT NOT NULL CHECK (gil IN ('on', 'off', 'unknown')),
  revision        TEXT,
  details         TEXT NOT NULL CHECK (json_type(details) = 'object')
) STRICT;

CREATE TABLE benchmark (
  id            INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('single', 'threads')),
  name          TEXT NOT NULL,
  content_hash  TEXT NOT NULL,
  title         TEXT NOT NULL,
  description   TEXT NOT NULL,
  tags          TEXT NOT NULL CHECK (json_type(tags) = 'array'),
  scaling       TEXT NOT NULL,
  UNIQUE (kind, name, content_hash)
) STRICT;

CREATE TABLE run (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,
  state         TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted', 'failed')),
  started_at    TEXT NOT NULL,
  finished_at   TEXT,
  machine_id    INTEGER NOT NULL REFERENCES machine,
  seed          INTEGER NOT NULL,
  blocks        INTEGER NOT NULL CHECK (blocks >= 1),
  "values"      INTEGER NOT NULL CHECK ("values" >= 1),
  warmups       INTEGER NOT NULL CHECK (warmups >= 0),
  scale         REAL NOT NULL CHECK (scale > 0),
  lab_version   TEXT NOT NULL,
  lab_revision  TEXT,
  arguments     TEXT NOT NULL CHECK (json_type(arguments) = 'array'),
  environment   TEXT NOT NULL CHECK (json_type(environment) = 'object')
) STRICT;

CREATE TABLE variant (
  id            INTEGER PRIMARY KEY,
  run_id        INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  benchmark_id  INTEGER NOT NULL REFERENCES benchmark,
  build_id      INTEGER NOT NULL REFERENCES build,
  workers       INTEGER NOT NULL CHECK (workers >= 1),
  loops         INTEGER CHECK (loops >= 1),
  inner_loops   INTEGER NOT NULL DEFAULT 1 CHECK (inner_loops >= 1),
  UNIQUE (run_id, benchmark_id, build_id, workers)
) STRICT;

CREATE TABLE process (
  id               INTEGER PRIMARY KEY,
  variant_id       INTEGER NOT NULL REFERENCES variant ON DELETE CASCADE,
  purpose          TEXT NOT NULL CHECK (purpose IN ('calibrate', 'measure')),
  block            INTEGER CHECK ((block IS NULL) = (purpose = 'calibrate')),
  position         INTEGER NOT NULL,
  started_at       TEXT NOT NULL,
  wall_ms          REAL NOT NULL CHECK (wall_ms >= 0),
  outcome          TEXT NOT NULL CHECK (outcome IN ('ok', 'error', 'timeout', 'crash')),
  exit_code        INTEGER,
  signal           TEXT,
  error_type       TEXT,
  error_message    TEXT,
  error_traceback  TEXT,
  canary_ns        INTEGER,
  load_average     REAL,
  steal_percent    REAL,
  peak_rss_kb      INTEGER,
  facts            TEXT NOT NULL CHECK (json_type(facts) = 'object'),
  steady_state     TEXT CHECK (steady_state IN ('flat', 'warm-up', 'slow-down', 'no steady state'))
) STRICT;

-- A resumed run never measures a variant twice in one block.
CREATE UNIQUE INDEX process_once_per_block ON process (variant_id, block) WHERE purpose = 'measure';
CREATE INDEX process_of_variant ON process (variant_id);

CREATE TABLE sample (
  process_id  INTEGER NOT NULL REFERENCES process ON DELETE CASCADE,
  number      INTEGER NOT NULL CHECK (number >= 0),
  warmup      INTEGER NOT NULL CHECK (warmup IN (0, 1)),
  loops       INTEGER NOT NULL CHECK (loops >= 1),
  elapsed_ns  INTEGER NOT NULL CHECK (elapsed_ns >= 0),
  cpu_ns      INTEGER,
  worker_ns   TEXT CHECK (worker_ns IS NULL OR json_type(worker_ns) = 'array'),
  PRIMARY KEY (process_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE summary (
  variant_id    INTEGER PRIMARY KEY REFERENCES variant ON DELETE CASCADE,
  processes     INTEGER NOT NULL,
  samples       INTEGER NOT NULL,
  value         REAL NOT NULL,
  low           REAL,
  high          REAL,
  mad_ns        REAL NOT NULL,
  mean_ns       REAL NOT NULL,
  sd_ns         REAL NOT NULL,
  min_ns        REAL NOT NULL,
  max_ns        REAL NOT NULL,
  peak_rss_kb   INTEGER,
  cpu_per_wall  REAL
) STRICT;

CREATE TABLE comparison (
  variant_id       INTEGER NOT NULL REFERENCES variant ON DELETE CASCADE,
  base_variant_id  INTEGER NOT NULL REFERENCES variant ON DELETE CASCADE,
  relation         TEXT NOT NULL CHECK (relation IN ('speedup-own', 'speedup-gil', 'ratio')),
  value            REAL NOT NULL,
  low              REAL,
  high             REAL,
  blocks           INTEGER NOT NULL,
  PRIMARY KEY (variant_id, relation, base_variant_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fit (
  run_id        INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  benchmark_id  INTEGER NOT NULL REFERENCES benchmark,
  build_id      INTEGER NOT NULL REFERENCES build,
  model         TEXT NOT NULL CHECK (model IN ('karp-flatt', 'amdahl', 'usl')),
  parameters    TEXT NOT NULL CHECK (json_type(parameters) = 'object'),
  points        INTEGER NOT NULL,
  residual      REAL NOT NULL,
  PRIMARY KEY (run_id, benchmark_id, build_id, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE overall (
  run_id         INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  family         TEXT NOT NULL,
  relation       TEXT NOT NULL CHECK (relation IN ('speedup-own', 'speedup-gil', 'ratio')),
  workers        INTEGER NOT NULL,
  build_id       INTEGER NOT NULL REFERENCES build,
  base_build_id  INTEGER NOT NULL REFERENCES build,
  value          REAL NOT NULL,
  low            REAL,
  high           REAL,
  benchmarks     INTEGER NOT NULL,
  PRIMARY KEY (run_id, family, relation, workers, build_id, base_build_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE warning (
  id          INTEGER PRIMARY KEY,
  run_id      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  variant_id  INTEGER REFERENCES variant ON DELETE CASCADE,
  process_id  INTEGER REFERENCES process ON DELETE CASCADE,
  code        TEXT NOT NULL,
  detail      TEXT NOT NULL
) STRICT;
CREATE INDEX warning_of_run ON warning (run_id);
`,
};
