import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import { type Chart, type Series, seriesScale } from './chart.js';

/** The serial share after Karp and Flatt at one number of workers. */
export interface SerialShareRow {
  readonly build: string;
  readonly workers: number;
  /** 0 is perfect scaling, 1 no gain, above 1 a loss, below 0 more than linear. */
  readonly share: number;
}

export interface SerialShareOptions {
  readonly series: readonly Series[];
  readonly width?: number;
  readonly height?: number;
}

/** The serial share over workers: level where a fixed part is serial, rising where each worker adds to it. */
export function serialShareChart(rows: readonly SerialShareRow[], options: SerialShareOptions): Chart {
  const { series, width = 430, height = 300 } = options;
  const counts = [...new Set(rows.map((row) => row.workers))].sort((a, b) => a - b);
  const doubling = (counts.at(-1) ?? 1) > 16;
  const x = {
    field: 'workers',
    type: 'quantitative',
    title: 'workers',
    axis: { values: counts, grid: false, format: 'd' },
    scale: { ...(doubling ? ({ type: 'log', base: 2 } as const) : { zero: false }), nice: false, padding: 10 },
  } as const;
  const y = {
    field: 'share',
    type: 'quantitative',
    title: 'serial share (Karp–Flatt)',
    axis: { tickCount: 5, format: '.0%' },
  } as const;
  const color = { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null } as const;
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: { values: rows.map((row) => ({ ...row })) },
    layer: [
      {
        data: { values: [{ none: 0 }] },
        mark: { type: 'rule', color: colours.muted, tooltip: null },
        encoding: { y: { ...y, field: 'none' } },
      },
      { mark: { type: 'line', strokeWidth: 2.25 }, encoding: { x, y, color } },
      {
        mark: { type: 'point', filled: true, size: 46, opacity: 1 },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'build', title: 'build' },
            { field: 'workers', title: 'workers' },
            { field: 'share', title: 'serial share', format: '.1%' },
          ],
        },
      },
    ],
  };
  const ends = series.flatMap(({ label }) => {
    const last = rows.filter((row) => row.build === label).at(-1);
    return last ? [`${label} ${(last.share * 100).toFixed(0)}% at ${last.workers} workers`] : [];
  });
  return { spec, description: `Line chart of the serial share over workers: ${ends.join('; ')}.` };
}
