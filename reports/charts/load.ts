import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import { type Chart, type Series, seriesScale } from './chart.js';

/** A value of one build at one number of threads. */
export interface LoadRow {
  readonly build: string;
  readonly threads: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface LoadOptions {
  readonly series: readonly Series[];
  /** What the y axis shows, with its unit. */
  readonly title: string;
  /** What the threads are, on the x axis: busy ones beside the one that is measured, or workers. */
  readonly threads: string;
  /** Whether values double from rule to rule; else they start from 0. */
  readonly logarithmic?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** A value over a number of threads, with intervals. */
export function loadChart(rows: readonly LoadRow[], options: LoadOptions): Chart {
  const { series, title, threads, logarithmic = false, width = 430, height = 220 } = options;
  const counts = [...new Set(rows.map((row) => row.threads))].sort((a, b) => a - b);
  // A thread more counts for less the more there are; 0 has no logarithm, so it is the square root.
  const far = (counts.at(-1) ?? 1) > 16;
  const log = logarithmic && rows.every((row) => row.value > 0);
  const x = {
    field: 'threads',
    type: 'quantitative',
    title: threads,
    axis: { values: counts, grid: false, format: 'd', labelOverlap: true },
    scale: { ...(far ? ({ type: 'sqrt' } as const) : {}), zero: false, nice: false, padding: 10 },
  } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    title,
    axis: { tickCount: 5, format: '~s' },
    scale: log ? ({ type: 'log', nice: true } as const) : ({ zero: true, nice: true } as const),
  } as const;
  const color = { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null } as const;
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: { values: rows.map((row) => ({ ...row })) },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.low) && datum.low > 0' }],
        mark: { type: 'rule', strokeWidth: 4, opacity: 0.3, tooltip: null },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      { mark: { type: 'line', strokeWidth: 2, tooltip: null }, encoding: { x, y, color } },
      {
        mark: { type: 'point', filled: true, size: 46, opacity: 1, stroke: colours.paper, strokeWidth: 1 },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'build', title: 'build' },
            { field: 'threads', title: threads },
            { field: 'value', title, format: '.4~g' },
            { field: 'low', title: 'low', format: '.4~g' },
            { field: 'high', title: 'high', format: '.4~g' },
          ],
        },
      },
    ],
  };
  const ends = series.flatMap(({ label }) => {
    const own = rows.filter((row) => row.build === label).sort((a, b) => a.threads - b.threads);
    const [first, last] = [own[0], own.at(-1)];
    const number = (value: number) => String(Number(value.toPrecision(3)));
    if (!first || !last) return [];
    return [`${label} ${number(first.value)} at ${first.threads}, ${number(last.value)} at ${last.threads}`];
  });
  return { spec, description: `Line chart of ${title} over ${threads}: ${ends.join('; ')}.` };
}
