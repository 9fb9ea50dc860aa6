import type { Migration } from './index.js';

/** Where a run comes from: measured by the lab, or read from a file of pyperf. All earlier ones were measured. */
export const source: Migration = {
  number: 7,
  name: 'source',
  sql: `ALTER TABLE run ADD COLUMN source TEXT NOT NULL DEFAULT 'measured' CHECK (source IN ('measured', 'pyperf'))`,
};
