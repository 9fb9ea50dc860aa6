// Whether a change is more than chance: p-values that are of use with few blocks, and their correction for many
// comparisons at once. Everything works on logarithms of ratios.

import { digamma, inverseTrigamma, studentCdf, studentQuantile, trigamma } from './distributions.js';
import { errorOfSum, type Unpaired } from './intervals.js';
import { mean, standardDeviation } from './summary.js';

/**
 * A measured log ratio: its mean, the variance of one block and how often that was averaged, so that the mean's standard
 * error is sqrt(variance * share). `df` is the degrees of freedom of the variance, null where nothing tells of it.
 */
export interface Effect {
  readonly log: number;
  readonly variance: number;
  readonly share: number;
  readonly df: number | null;
}

/** The effect that ratios paired by block show; needs at least one. */
export function pairedEffect(ratios: readonly number[]): Effect {
  const logs = ratios.map(Math.log);
  const df = logs.length < 2 ? null : logs.length - 1;
  return { log: mean(logs), variance: standardDeviation(logs) ** 2, share: 1 / logs.length, df };
}

/** The effect between two sides that were measured apart (Welch); both need at least one value. */
export function unpairedEffect({ own, base }: Unpaired): Effect {
  const sides = [own.map(Math.log), base.map(Math.log)];
  const log = mean(sides[1]) - mean(sides[0]);
  const share = 1 / own.length + 1 / base.length;
  if (own.length < 2 || base.length < 2) return { log, variance: 0, share, df: null };
  const { variance, df } = errorOfSum(sides);
  return { log, variance: variance / share, share, df };
}

/** The mean of effects that were measured apart from each other (Satterthwaite); needs at least one. */
export function meanEffect(effects: readonly Effect[]): Effect {
  const log = mean(effects.map((effect) => effect.log));
  const shares = effects.reduce((sum, { share }) => sum + share, 0);
  const share = shares / effects.length ** 2;
  if (effects.some(({ df }) => df === null)) return { log, variance: 0, share, df: null };
  const parts = effects.map((effect) => ({ error: effect.variance * effect.share, df: effect.df! }));
  const error = parts.reduce((sum, part) => sum + part.error, 0);
  if (error === 0) return { log, variance: 0, share, df: parts.reduce((sum, { df }) => sum + df, 0) };
  const df = error ** 2 / parts.reduce((sum, part) => sum + part.error ** 2 / part.df, 0);
  return { log, variance: error / shares, share, df };
}

/** What a suite's variances have in common: a value and the degrees of freedom that it is worth; 0 is nothing. */
export interface VariancePrior {
  readonly variance: number;
  readonly df: number;
}

/** Fewer variances than this say nothing about what others are like. */
const effectsForPrior = 6;

/** No timing is better than a hundredth of a percent: a smaller spread between blocks is luck. */
const leastVariance = 1e-8;

/**
 * The distribution of variances over a suite, by the moments of their logarithms (Smyth, "Linear models and empirical
 * Bayes methods", 2004). With three degrees of freedom a variance is hardly known; those of the other benchmarks tell
 * about it, the more the more alike they are.
 */
export function variancePrior(effects: readonly Effect[]): VariancePrior {
  const known = effects.flatMap(({ variance, df }) => (df === null ? [] : [{ variance: floored(variance), df }]));
  if (known.length < effectsForPrior) return { variance: 0, df: 0 };
  const logs = known.map(({ variance, df }) => Math.log(variance) - digamma(df / 2) + Math.log(df / 2));
  const excess = standardDeviation(logs) ** 2 - mean(known.map(({ df }) => trigamma(df / 2)));
  // As much as all of them together is the most that they can be worth.
  const most = known.reduce((sum, { df }) => sum + df, 0);
  const df = excess <= 0 ? most : Math.min(most, 2 * inverseTrigamma(excess));
  return { variance: Math.exp(mean(logs) + digamma(df / 2) - Math.log(df / 2)), df };
}

function floored(variance: number): number {
  return Math.max(variance, leastVariance);
}

/** Standard error of an effect and its degrees of freedom, its own variance weighed with the suite's. */
export function moderatedError(effect: Effect, prior: VariancePrior): { error: number; df: number } | null {
  if (effect.df === null) return null;
  const df = effect.df + prior.df;
  const variance = (effect.df * floored(effect.variance) + prior.df * prior.variance) / df;
  return { error: Math.sqrt(variance * effect.share), df };
}

/** Two-sided p-value of the moderated t-test for no change; null where one block alone tells nothing of the spread. */
export function moderatedP(effect: Effect, prior: VariancePrior): number | null {
  const moderated = moderatedError(effect, prior);
  if (!moderated) return null;
  return 2 * studentCdf(-Math.abs(effect.log) / moderated.error, moderated.df);
}

/**
 * Benjamini and Hochberg's adjusted p-values (1995), in the order of the argument: those at or below a rate are the
 * discoveries whose share of false ones is, on average, at most that rate. Holds for independent tests and for those
 * that depend on each other positively (Benjamini and Yekutieli 2001), as worker counts of one benchmark do.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(pValues.length);
  let least = 1;
  for (const [i, { p, index }] of order.entries()) {
    const rank = order.length - i;
    least = Math.min(least, (p * order.length) / rank);
    adjusted[index] = least;
  }
  return adjusted;
}

/** What a comparison has to find a change with. `floor` is a log ratio, `error` the standard error of one. */
export interface Power {
  readonly error: number;
  readonly df: number;
  readonly floor: number;
  /** How many comparisons are corrected for together, and at which rate. */
  readonly comparisons: number;
  readonly rate: number;
}

/** The share of real changes of the size that `detectableLog` gives that a verdict finds. */
export const aimedPower = 0.8;

/**
 * The least log ratio that is found in 80% of cases if it is the only real change of the suite: it must stand beyond
 * the quantile that its adjusted p-value asks for, and beyond the noise floor.
 */
export function detectableLog({ error, df, floor, comparisons, rate }: Power): number {
  const margin = studentQuantile(aimedPower, df) * error;
  const critical = studentQuantile(1 - Math.min(rate, 0.05) / (2 * Math.max(1, comparisons)), df) * error;
  return Math.max(critical, floor) + margin;
}
