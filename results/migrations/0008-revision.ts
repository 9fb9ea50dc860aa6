import type { Migration } from './index.js';

/**
 * The git revision that a build was made from when a run measured it. Commits that leave an interpreter alone share its
 * row in `build`, which has the first one's.
 */
export const revision: Migration = {
  number: 8,
  name: 'revision',
  sql: 'ALTER TABLE variant ADD COLUMN revision TEXT',
};
