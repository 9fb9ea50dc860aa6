import { openDatabase, StoreError } from '../../results/database.js';
import { listRuns, type RunData, readRun } from '../../results/queries.js';
import { Store } from '../../results/store.js';
import { analyse } from '../analysis.js';

/**
 * Reads a run, the newest that measured anything if none is named; one that was killed before its end is analysed first.
 * @throws StoreError when there is none.
 */
export function loadRun(db: string, runId: number | undefined): RunData {
  const connection = openDatabase(db, { readonly: true });
  try {
    const id = runId ?? listRuns(connection).find((run) => run.processes > 0)?.id;
    const data = id === undefined ? null : readRun(connection, id);
    if (!data) throw new StoreError(id === undefined ? `${db} holds no run yet` : `${db} holds no run ${id}`);
    return isAnalysed(data) ? data : analysed(db, data);
  } finally {
    connection.close();
  }
}

function isAnalysed(data: RunData): boolean {
  return data.variants.some((variant) => variant.summary) || data.warnings.length > 0;
}

function analysed(db: string, data: RunData): RunData {
  const store = Store.open(db);
  try {
    store.replaceAnalysis(data.run.id, analyse(data));
    return readRun(store.connection, data.run.id)!;
  } finally {
    store.close();
  }
}
