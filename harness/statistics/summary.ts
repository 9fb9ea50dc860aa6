// Location and spread of a sample. All functions want at least one value and leave their argument as it is.

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation with n - 1 in the denominator; 0 for a single value. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** The quantile for a fraction in [0, 1], interpolated linearly between order statistics (type 7 of Hyndman and Fan). */
export function quantile(values: readonly number[], fraction: number): number {
  return sortedQuantile(Float64Array.from(values).sort(), fraction);
}

/** As `quantile`, of values already in ascending order. */
export function sortedQuantile(sorted: ArrayLike<number>, fraction: number): number {
  const place = (sorted.length - 1) * fraction;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Median absolute deviation from the median, not scaled. */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const centre = median(values);
  return median(values.map((value) => Math.abs(value - centre)));
}

/** Makes a median absolute deviation comparable to a standard deviation where the data are normal. */
export const madToSigma = 1.4826;

export function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)));
}
