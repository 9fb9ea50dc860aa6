// Whether a build is faster or slower than another, and why we say so.

import type { Interval } from '../../results/records.js';
import {
  benjaminiHochberg,
  detectableLog,
  type Effect,
  moderatedError,
  moderatedP,
  variancePrior,
} from '../statistics/significance.js';
import type { NoiseFloor } from './noise-floor.js';

export type Verdict = 'faster' | 'slower' | 'no difference' | 'unknown';

/** The share of false ones among the changes that are reported, unless another is asked for. */
export const defaultRate = 0.05;

/** What is known about one comparison. `interval` is of the ratio of throughputs: above 1 is faster than the base. */
export interface Evidence {
  readonly interval: Interval;
  readonly effect: Effect;
  readonly floor: NoiseFloor;
}

/** The three conditions of a change, and what makes a verdict impossible. */
export type Condition = 'blocks' | 'interval' | 'noise-floor' | 'false-discovery-rate';

export interface Reason {
  readonly condition: Condition;
  /** Whether it speaks for a change. */
  readonly holds: boolean;
  readonly text: string;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Of the moderated t-test; null without an interval. */
  readonly p: number | null;
  /** After Benjamini and Hochberg, over all comparisons that were judged together. */
  readonly adjustedP: number | null;
  readonly floor: NoiseFloor;
  /** A change of this ratio (above 1) would have been found in 80% of such comparisons; null without an interval. */
  readonly detectable: number | null;
}

/**
 * Judges comparisons that are reported together: a change is real when its 95% interval leaves 1 out, when it is larger
 * than the benchmark's noise floor, and when it survives Benjamini and Hochberg over all of them at the given rate.
 */
export function judgeAll(evidence: readonly Evidence[], rate = defaultRate): Judgement[] {
  const prior = variancePrior(evidence.map(({ effect }) => effect));
  const pValues = evidence.map(({ effect }) => moderatedP(effect, prior));
  const tested = pValues.flatMap((p) => p ?? []);
  const adjusted = benjaminiHochberg(tested);
  let next = 0;
  return evidence.map((item, index) => {
    const p = pValues[index];
    const adjustedP = p === null ? null : adjusted[next++];
    const { verdict, reasons } = judge(item, adjustedP, rate);
    const error = moderatedError(item.effect, prior);
    const power = { floor: Math.log(item.floor.ratio), comparisons: tested.length, rate };
    const detectable = error && Math.exp(detectableLog({ ...error, ...power }));
    return { verdict, reasons, p, adjustedP, floor: item.floor, detectable };
  });
}

/** The verdict over one comparison, whose p-value was adjusted with those of its suite. */
export function judge(
  { interval, floor }: Evidence,
  adjustedP: number | null,
  rate: number,
): Pick<Judgement, 'verdict' | 'reasons'> {
  const { value, low, high } = interval;
  if (low === null || high === null || adjustedP === null) {
    const text = 'one block tells nothing of the spread: measure more';
    return { verdict: 'unknown', reasons: [{ condition: 'blocks', holds: false, text }] };
  }
  const outside = low > 1 || high < 1;
  const beyond = Math.abs(Math.log(value)) > Math.log(floor.ratio);
  const survives = adjustedP <= rate;
  const origin = floor.source === 'history' ? `of ${floor.pairs} A/A pairs` : `by default, ${floor.pairs} A/A pairs`;
  const reasons: Reason[] = [
    {
      condition: 'interval',
      holds: outside,
      text: `the 95% interval ${low.toFixed(3)} to ${high.toFixed(3)} ${outside ? 'leaves out' : 'holds'} 1`,
    },
    {
      condition: 'noise-floor',
      holds: beyond,
      text: `a ratio of ${value.toFixed(3)} is ${beyond ? 'beyond' : 'within'} the noise floor of ${percent(floor.ratio - 1)} (${origin})`,
    },
    {
      condition: 'false-discovery-rate',
      holds: survives,
      text: `the adjusted p-value ${adjustedP.toPrecision(2)} is ${survives ? 'at most' : 'above'} the rate of ${percent(rate)}`,
    },
  ];
  const real = reasons.every((reason) => reason.holds);
  return { verdict: real ? (value > 1 ? 'faster' : 'slower') : 'no difference', reasons };
}

/** "2.5%", "12%". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(Math.abs(share) < 0.0995 ? 1 : 0)}%`;
}
