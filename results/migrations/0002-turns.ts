import type { Migration } from './index.js';

/** Whether the variants of a benchmark ran side by side and took their samples in turns; no earlier run did. */
export const turns: Migration = {
  number: 2,
  name: 'turns',
  sql: 'ALTER TABLE run ADD COLUMN turns INTEGER NOT NULL DEFAULT 0 CHECK (turns IN (0, 1))',
};
