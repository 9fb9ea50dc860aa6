// How numbers are written for people, the same on the terminal and in reports.

import type { StoredVariant } from './queries.js';
import type { Interval } from './records.js';

/** 1234567 ns -> "1.23 ms". */
export function formatNs(ns: number): string {
  const units = ['ns', 'µs', 'ms', 's'];
  let value = ns;
  let unit = 0;
  while (unit < units.length - 1 && Math.abs(value) >= 999.5) {
    value /= 1000;
    unit++;
  }
  return `${significant(value)} ${units[unit]}`;
}

/** Three digits that count, without an exponent: 0.0123, 1.23, 12.3, 123, 1234. */
export function significant(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(8, digits));
}

/** A ratio to two digits after the point, as in "1.85×". */
export function formatRatio(value: number): string {
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(2)}×`;
}

/** "1.85× (1.80 to 1.90)"; without an interval the value alone. */
export function formatInterval({ value, low, high }: Interval): string {
  return low === null || high === null
    ? formatRatio(value)
    : `${formatRatio(value)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

/** What stands in the place of a number that a variant does not have. */
export function missing(variant: Pick<StoredVariant, 'processes'> | undefined): string {
  return variant?.processes.some((process) => process.outcome !== 'ok') ? 'failed' : '–';
}

/** "1 build", "2 builds", "2 processes". */
export function counted(count: number, noun: string, several = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : several}`;
}
