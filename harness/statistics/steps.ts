// Where a benchmark's value changed for good over many runs: piecewise-constant levels under noise.

import { madToSigma, median } from './summary.js';

export interface StepOptions {
  /** Runs that a level must last: fewer are outliers. */
  readonly leastRuns?: number;
  /** Levels nearer than this ratio (above 1) are one: the noise floor between runs. */
  readonly leastRatio?: number;
}

/** Values [start, end) at one level, the median of them. */
export interface Level {
  readonly start: number;
  readonly end: number;
  readonly level: number;
}

/** A change of level. */
export interface Step {
  /** Index of the first value at the new level. */
  readonly index: number;
  readonly before: number;
  readonly after: number;
  /** after / before. */
  readonly ratio: number;
}

const defaultLeastRuns = 3;
/** The least ratio of two levels where no other is known. */
export const leastStepRatio = 1.01;

/**
 * What a level more must save, in units of the noise's mean absolute deviation and of ln(n). A level costs two
 * parameters (its place and its height), and among n places chance finds the best; 3 keeps false steps in a year of
 * nights below one in twenty for normal, heavy-tailed and weakly correlated noise (the tests simulate them).
 */
const penaltyFactor = 3;

/** In mean absolute deviations, 5 of which are 4 standard deviations of normal noise. */
const outlierLimit = 5;

/** No history is steadier than a thousandth. */
const leastNoise = 1e-3;

/**
 * Levels of a series of positive values, in order: the partition with the least sum of absolute deviations of the
 * logarithms from each part's median, plus a penalty for each part, found by dynamic programming over all partitions
 * (as asv does; the penalty is of the form of Yao's and of Schwarz's criterion for errors of Laplace's distribution).
 * Outliers are pulled in first: fewer than `leastRuns` values in a row are no level. O(n^2 log n) for n values. Empty for
 * an empty series.
 */
export function levels(values: readonly number[], options: StepOptions = {}): Level[] {
  const leastRuns = options.leastRuns ?? defaultLeastRuns;
  const n = values.length;
  if (n === 0) return [];
  const raw = values.map(Math.log);
  const noise = noiseOf(raw);
  const logs = withoutOutliers(raw, noise, leastRuns);
  const penalty = penaltyFactor * Math.log(Math.max(2, n)) * noise;
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const cut = new Int32Array(n + 1);
  best[0] = -penalty;
  // From each reachable start, the part grows to the right, and its median with it.
  for (let start = 0; start < n; start++) {
    if (best[start] === Number.POSITIVE_INFINITY) continue;
    const part = new RunningMedian();
    for (let end = start + 1; end <= n; end++) {
      part.add(logs[end - 1]);
      if (end - start < leastRuns && !(start === 0 && end === n)) continue;
      const total = best[start] + part.absoluteDeviations() + penalty;
      if (total < best[end]) {
        best[end] = total;
        cut[end] = start;
      }
    }
  }
  const parts: Level[] = [];
  for (let end = n; end > 0; end = cut[end]) parts.unshift(levelOf(values, cut[end], end));
  const apart = joined(parts, values, options.leastRatio ?? leastStepRatio);
  return relocated(apart, values, { logs: raw, limit: outlierLimit * noise, leastRuns });
}

/** The changes between the levels of a series. */
export function steps(values: readonly number[], options: StepOptions = {}): Step[] {
  const parts = levels(values, options);
  return parts.slice(1).map(({ start, level }, i) => {
    const before = parts[i].level;
    return { index: start, before, after: level, ratio: level / before };
  });
}

function levelOf(values: readonly number[], start: number, end: number): Level {
  return { start, end, level: median(values.slice(start, end)) };
}

/** The nearest two neighbours become one, until all are further apart than the ratio. */
function joined(parts: readonly Level[], values: readonly number[], leastRatio: number): Level[] {
  const rest = [...parts];
  while (rest.length > 1) {
    const distances = rest.slice(1).map(({ level }, i) => Math.abs(Math.log(level / rest[i].level)));
    const nearest = distances.indexOf(Math.min(...distances));
    if (distances[nearest] > Math.log(leastRatio)) break;
    rest.splice(nearest, 2, levelOf(values, rest[nearest].start, rest[nearest + 1].end));
  }
  return rest;
}

interface Places {
  readonly logs: readonly number[];
  /** No value is further from a level than this. */
  readonly limit: number;
  readonly leastRuns: number;
}

/**
 * An outlier beside a step drags its neighbours over when it is pulled in, and the step with them. With the levels known,
 * each boundary is put where the values themselves, none of them counting for more than an outlier, want it.
 */
function relocated(parts: readonly Level[], values: readonly number[], { logs, limit, leastRuns }: Places): Level[] {
  const cuts = [0, ...parts.map(({ end }) => end)];
  for (let i = 1; i < parts.length; i++) {
    const [before, after] = [Math.log(parts[i - 1].level), Math.log(parts[i].level)];
    const distance = (log: number, level: number) => Math.min(limit, Math.abs(log - level));
    const from = Math.max(cuts[i - 1] + 1, cuts[i] - leastRuns + 1);
    const to = Math.min(cuts[i + 1] - 1, cuts[i] + leastRuns - 1);
    const cost = (cut: number) => {
      let sum = 0;
      for (let j = from; j < to; j++) sum += distance(logs[j], j < cut ? before : after);
      return sum;
    };
    let best = cuts[i];
    for (let cut = from; cut <= to; cut++) if (cost(cut) < cost(best) - 1e-12) best = cut;
    cuts[i] = best;
  }
  return parts.map((_, i) => levelOf(values, cuts[i], cuts[i + 1]));
}

/**
 * Mean absolute deviation of the noise, from differences of neighbours, which a change of level hardly touches: their
 * median absolute value gives a standard deviation, and the mean absolute deviation is sqrt(2 / pi) of that.
 */
function noiseOf(logs: readonly number[]): number {
  if (logs.length < 2) return leastNoise;
  const differences = logs.slice(1).map((log, i) => Math.abs(log - logs[i]));
  const sigma = (median(differences) * madToSigma) / Math.SQRT2;
  return Math.max(leastNoise, sigma * Math.sqrt(2 / Math.PI));
}

/**
 * Each value is held near the median of its neighbourhood, in which fewer than `leastRuns` values that stand apart are
 * the minority and as many of a level of their own are not.
 */
function withoutOutliers(logs: readonly number[], noise: number, leastRuns: number): number[] {
  const width = Math.min(logs.length, 2 * leastRuns - 1);
  return logs.map((log, i) => {
    const start = Math.max(0, Math.min(i - leastRuns + 1, logs.length - width));
    const centre = median(logs.slice(start, start + width));
    return Math.min(centre + outlierLimit * noise, Math.max(centre - outlierLimit * noise, log));
  });
}

/** Sum of absolute deviations from the median of the numbers added so far: two heaps, and the sum of each. */
class RunningMedian {
  /** The lower half, largest first (negated), and the upper half, smallest first. */
  private readonly lower = new Heap();
  private readonly upper = new Heap();
  private lowerSum = 0;
  private upperSum = 0;

  add(value: number): void {
    if (this.lower.size && value <= -this.lower.least()) {
      this.lower.push(-value);
      this.lowerSum += value;
    } else {
      this.upper.push(value);
      this.upperSum += value;
    }
    if (this.upper.size > this.lower.size) {
      const moved = this.upper.pop();
      this.upperSum -= moved;
      this.lower.push(-moved);
      this.lowerSum += moved;
    } else if (this.lower.size > this.upper.size + 1) {
      const moved = -this.lower.pop();
      this.lowerSum -= moved;
      this.upper.push(moved);
      this.upperSum += moved;
    }
  }

  absoluteDeviations(): number {
    const middle = -this.lower.least();
    return this.upperSum - this.upper.size * middle + (this.lower.size * middle - this.lowerSum);
  }
}

/** A binary heap with its least number on top. */
class Heap {
  private readonly items: number[] = [];

  get size(): number {
    return this.items.length;
  }

  least(): number {
    return this.items[0];
  }

  push(value: number): void {
    const { items } = this;
    let place = items.length;
    items.push(value);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (items[parent] <= value) break;
      items[place] = items[parent];
      place = parent;
    }
    items[place] = value;
  }

  pop(): number {
    const { items } = this;
    const top = items[0];
    const last = items.pop()!;
    const size = items.length;
    if (!size) return top;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && items[child + 1] < items[child]) child++;
      if (items[child] >= last) break;
      items[place] = items[child];
      place = child;
    }
    items[place] = last;
    return top;
  }
}
