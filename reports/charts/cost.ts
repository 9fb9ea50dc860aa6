import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import { type Chart, type Series, seriesScale } from './chart.js';

/** Time of one loop on one build. */
export interface CostRow {
  readonly build: string;
  readonly ms: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface CostOptions {
  readonly series: readonly Series[];
  readonly width?: number;
}

/** Time of one loop, a bar from zero for each build, with its interval. */
export function costChart(rows: readonly CostRow[], { series, width = 560 }: CostOptions): Chart {
  const y = {
    field: 'build',
    type: 'nominal',
    sort: series.map((s) => s.label),
    title: null,
    axis: { labelColor: colours.ink, labelLimit: 200 },
  } as const;
  const x = {
    type: 'quantitative',
    title: 'milliseconds for one loop (less is faster)',
    axis: { tickCount: 6 },
  } as const;
  const spec: TopLevelSpec = {
    width,
    height: { step: 34 },
    config: chartConfig,
    data: { values: rows.map((row) => ({ ...row })) },
    layer: [
      {
        mark: { type: 'bar', height: 16, cornerRadiusEnd: 2 },
        encoding: {
          y,
          x: { ...x, field: 'ms' },
          color: { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null },
          tooltip: [
            { field: 'build', title: 'build' },
            { field: 'ms', title: 'ms', format: '.4~g' },
            { field: 'low', title: 'low', format: '.4~g' },
            { field: 'high', title: 'high', format: '.4~g' },
          ],
        },
      },
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', color: colours.ink, strokeWidth: 1.5, opacity: 0.7 },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
    ],
  };
  const words = rows.map((row) => `${row.build} ${row.ms.toPrecision(3)} ms`);
  return { spec, description: `Bar chart of the time of one loop: ${words.join(', ')}.` };
}
