import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import { type Chart, type Series, seriesScale } from './chart.js';
import type { SpeedupRow } from './speedup.js';

/** One fitted scaling law as a curve. */
export interface LawCurve {
  readonly build: string;
  readonly law: 'Amdahl' | 'USL';
  readonly points: readonly { readonly workers: number; readonly speedup: number }[];
}

export interface LawOptions {
  readonly series: readonly Series[];
  readonly width?: number;
  readonly height?: number;
}

/** The measured points and the laws that were fitted to them, both axes doubling from step to step. */
export function lawChart(rows: readonly SpeedupRow[], curves: readonly LawCurve[], options: LawOptions): Chart {
  const { series, width = 430, height = 300 } = options;
  const counts = [...new Set(rows.map((row) => row.workers))].sort((a, b) => a - b);
  const scale = { type: 'log', base: 2, nice: false } as const;
  const x = {
    field: 'workers',
    type: 'quantitative',
    title: 'workers',
    axis: { values: counts, grid: false, format: 'd' },
    scale: { ...scale, padding: 10 },
  } as const;
  const y = {
    field: 'speedup',
    type: 'quantitative',
    title: 'speed-up',
    axis: { tickCount: 5, format: '~g', labelExpr: "datum.label + '×'" },
    scale: { ...scale, padding: 10 },
  } as const;
  const color = { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null } as const;
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: { values: rows.map(({ build, workers, speedup }) => ({ build, workers, speedup })) },
    layer: [
      {
        data: {
          values: curves.flatMap(({ build, law, points }) =>
            points.map(({ workers, speedup }) => ({ build, law, workers: round(workers), speedup: round(speedup) })),
          ),
        },
        mark: { type: 'line', strokeWidth: 1.75, tooltip: null },
        encoding: {
          x,
          y,
          color,
          detail: { field: 'law', type: 'nominal' },
          strokeDash: {
            field: 'law',
            type: 'nominal',
            scale: {
              domain: ['USL', 'Amdahl'],
              range: [
                [1, 0],
                [5, 4],
              ],
            },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 46, opacity: 1, stroke: colours.paper, strokeWidth: 1 },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'build', title: 'build' },
            { field: 'workers', title: 'workers' },
            { field: 'speedup', title: 'speed-up', format: '.2f' },
          ],
        },
      },
    ],
  };
  const laws = curves.map(({ build, law }) => `${law} for ${build}`);
  return { spec, description: `Measured speed-up with the laws that were fitted to it: ${laws.join(', ')}.` };
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}
