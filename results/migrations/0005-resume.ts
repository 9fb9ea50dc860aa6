import type { Migration } from './index.js';

/**
 * What a run needs in order to be continued after its process has gone: what it was told, who writes it, and what each
 * calibration found.
 */
export const resume: Migration = {
  number: 5,
  name: 'resume',
  sql: `
ALTER TABLE run ADD COLUMN plan TEXT CHECK (plan IS NULL OR json_type(plan) = 'object');
ALTER TABLE run ADD COLUMN writer TEXT CHECK (writer IS NULL OR json_type(writer) = 'object');
ALTER TABLE process ADD COLUMN calibrated_loops INTEGER CHECK (calibrated_loops >= 1);
ALTER TABLE process ADD COLUMN calibrated_inner_loops INTEGER CHECK (calibrated_inner_loops >= 1);
`,
};
