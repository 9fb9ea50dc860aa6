import type { Migration } from './index.js';

/** The 95% intervals of fitted parameters; fits of earlier versions have none. */
export const fitIntervals: Migration = {
  number: 6,
  name: 'fit-intervals',
  sql: "ALTER TABLE fit ADD COLUMN intervals TEXT NOT NULL DEFAULT '{}' CHECK (json_type(intervals) = 'object')",
};
