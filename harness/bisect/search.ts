// Finding the first slower commit between a good and a bad one, when single commits can be asked for their speed.

import type { Interval } from '../../results/records.js';

/** What asking about one commit came to. */
export interface Answer {
  /**
   * `good` is as quick as the good end, `bad` as slow as the bad one; `undecided` after all the blocks that there may
   * be, `untestable` when it cannot be built or its benchmark fails.
   */
  readonly side: 'good' | 'bad' | 'undecided' | 'untestable';
  /** Its time over the good end's, where it was measured. */
  readonly ratio: Interval | null;
  readonly blocks: number;
  /** Why, in words. */
  readonly because: string;
}

export interface Step extends Answer {
  readonly commit: string;
}

/** What the search needs of the history. */
export interface Commits {
  /**
   * The commits that are reachable from `bad` and from none of `goods`, `bad` itself among them; those that part the
   * others best come first.
   */
  candidates(bad: string, goods: readonly string[]): readonly string[];
}

export interface Found {
  /** The first slower commit where there is one; else the range that it is in, `first` being the last of it. */
  readonly first: string;
  /** Commits that may be it as well, since they could not be told; empty when `first` is it. */
  readonly suspects: readonly string[];
  readonly steps: readonly Step[];
}

/**
 * Halves the history between `good` and `bad` until one commit is left. Commits that nothing can be told of are passed
 * over; where they stand next to the first slower one, the result is a range.
 */
export async function search(
  commits: Commits,
  good: string,
  bad: string,
  ask: (commit: string, left: number) => Promise<Answer>,
): Promise<Found> {
  const goods = [good];
  const skipped = new Set<string>();
  const steps: Step[] = [];
  let first = bad;
  for (;;) {
    const candidates = commits.candidates(first, goods).filter((commit) => commit !== first);
    const next = candidates.find((commit) => !skipped.has(commit));
    if (next === undefined) return { first, suspects: candidates, steps };
    const answer = await ask(next, candidates.length);
    steps.push({ commit: next, ...answer });
    if (answer.side === 'good') goods.push(next);
    else if (answer.side === 'bad') first = next;
    else skipped.add(next);
  }
}

/** Most commits that will be asked about before one of so many is found. */
export function mostSteps(candidates: number): number {
  return Math.ceil(Math.log2(Math.max(1, candidates)));
}
