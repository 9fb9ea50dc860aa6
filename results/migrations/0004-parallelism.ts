import type { Migration } from './index.js';

/** Builds whose workers are processes; those of every earlier build were threads. */
export const parallelism: Migration = {
  number: 4,
  name: 'parallelism',
  sql: `ALTER TABLE build ADD COLUMN parallelism TEXT NOT NULL DEFAULT 'threads'
        CHECK (parallelism IN ('threads', 'processes'))`,
};
