import type { Connection } from '../../results/database.js';
import { listRuns } from '../../results/queries.js';
import { markOf, type NightMark } from './judge.js';

/** What is to be done tonight. */
export type Decision =
  | { readonly action: 'skip'; readonly run: number }
  | { readonly action: 'resume'; readonly run: number }
  | { readonly action: 'measure' };

const day = 86_400_000;

/**
 * Skips what was measured today as it is now, and goes on with an unfinished night of less than a day ago that measured
 * just this. `force` measures in any case.
 */
export function decide(connection: Connection, mark: NightMark, now: Date, force: boolean): Decision {
  if (force) return { action: 'measure' };
  for (const { id, state, startedAt } of listRuns(connection)) {
    if (now.getTime() - Date.parse(startedAt) > day) continue;
    const earlier = markOf(connection, id);
    if (earlier?.signature !== mark.signature) continue;
    if (state !== 'finished') return { action: 'resume', run: id };
    if (earlier.night === mark.night) return { action: 'skip', run: id };
  }
  return { action: 'measure' };
}
