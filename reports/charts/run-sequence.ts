import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import type { Chart } from './chart.js';

/** One iteration in the order in which they ran. */
export interface SequenceRow {
  /** Number over all processes of the variant, from 0. */
  readonly order: number;
  readonly block: number;
  readonly warmup: boolean;
  /** Milliseconds for the loops of one sample. */
  readonly ms: number;
}

export interface SequenceOptions {
  readonly colour: string;
  readonly width?: number;
  readonly height?: number;
}

/** Every sample in the order of running, a new line for each process: warm-up, drift and outliers show as they are. */
export function runSequenceChart(rows: readonly SequenceRow[], options: SequenceOptions): Chart {
  const { colour, width = 270, height = 150 } = options;
  const x = {
    field: 'order',
    type: 'quantitative',
    title: 'iteration, block after block',
    axis: { grid: false, tickMinStep: 1, format: 'd', tickCount: 6 },
    scale: { nice: false, zero: false, padding: 6 },
  } as const;
  const y = {
    field: 'ms',
    type: 'quantitative',
    title: 'ms',
    axis: { tickCount: 4 },
    scale: { zero: false, nice: true },
  } as const;
  const firsts = rows.filter((row, i) => i > 0 && row.block !== rows[i - 1].block);
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: { values: rows.map((row) => ({ ...row })) },
    layer: [
      {
        data: { values: firsts.map((row) => ({ order: row.order - 0.5 })) },
        mark: { type: 'rule', color: colours.rule, tooltip: null },
        encoding: { x },
      },
      {
        mark: { type: 'line', strokeWidth: 1, opacity: 0.5, color: colour },
        encoding: { x, y, detail: { field: 'block', type: 'nominal' } },
      },
      {
        mark: { type: 'point', filled: true, size: 26, opacity: 1, color: colour, stroke: colour, strokeWidth: 1.25 },
        encoding: {
          x,
          y,
          fill: { condition: { test: 'datum.warmup', value: colours.paper }, value: colour },
          tooltip: [
            { field: 'block', title: 'block' },
            { field: 'order', title: 'iteration' },
            { field: 'ms', title: 'ms', format: '.3f' },
            { field: 'warmup', title: 'warm-up' },
          ],
        },
      },
    ],
  };
  const times = rows.filter((row) => !row.warmup).map((row) => row.ms);
  const range = times.length ? ` between ${Math.min(...times).toFixed(2)} and ${Math.max(...times).toFixed(2)} ms` : '';
  return { spec, description: `Run sequence of ${rows.length} iterations; measured samples lie${range}.` };
}
