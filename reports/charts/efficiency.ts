import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import type { Chart } from './chart.js';

/** Speed-up divided by workers, of one benchmark on one build. */
export interface EfficiencyRow {
  readonly benchmark: string;
  readonly workers: number;
  /** 1 is perfect; no unit. */
  readonly efficiency: number;
}

export interface EfficiencyOptions {
  /** The build that all rows are of. */
  readonly build: string;
  /** The benchmarks from top to bottom; those without rows keep their line, so that maps stand level side by side. */
  readonly order: readonly string[];
  readonly cores: number;
  readonly width?: number;
}

/** A heat map of benchmarks by workers: the fuller the colour, the nearer to perfect scaling. */
export function efficiencyChart(rows: readonly EfficiencyRow[], options: EfficiencyOptions): Chart {
  const { build, order, cores, width = 300 } = options;
  const counts = [...new Set(rows.map((row) => row.workers))].sort((a, b) => a - b);
  const x = {
    field: 'workers',
    type: 'ordinal',
    title: 'workers',
    sort: counts,
    axis: { orient: 'top', labelAngle: 0, labelColor: colours.ink },
  } as const;
  const y = {
    field: 'benchmark',
    type: 'nominal',
    title: null,
    scale: { domain: [...order] as string[] },
    axis: { labelColor: colours.ink, labelLimit: 150 },
  } as const;
  const spec: TopLevelSpec = {
    width,
    height: { step: 22 },
    config: chartConfig,
    data: {
      values: rows.map((row) => ({
        ...row,
        percent: Math.round(row.efficiency * 100),
        // A cell of 0 is still a cell, and one above 1 cannot be fuller than full.
        fill: 0.04 + 0.96 * Math.min(1, Math.max(0, row.efficiency)),
        beyond: row.workers > cores,
      })),
    },
    layer: [
      {
        mark: { type: 'rect', color: colours.heat, stroke: colours.paper, strokeWidth: 2, cornerRadius: 2 },
        encoding: {
          x,
          y,
          opacity: { field: 'fill', type: 'quantitative', scale: null, legend: null },
          tooltip: [
            { field: 'benchmark', title: 'benchmark' },
            { field: 'workers', title: 'workers' },
            { field: 'percent', title: 'efficiency in %' },
          ],
        },
      },
      {
        mark: { type: 'text', fontSize: 11, tooltip: null },
        encoding: {
          x,
          y,
          text: { field: 'percent', type: 'quantitative' },
          color: { condition: { test: 'datum.beyond', value: colours.muted }, value: colours.ink },
        },
      },
    ],
  };
  return { spec, description: describe(rows, build, cores) };
}

function describe(rows: readonly EfficiencyRow[], build: string, cores: number): string {
  const within = rows.filter((row) => row.workers > 1 && row.workers <= cores);
  if (!within.length) return `Heat map of efficiency on ${build}.`;
  const widest = Math.max(...within.map((row) => row.workers));
  const at = within.filter((row) => row.workers === widest);
  const best = at.reduce((a, b) => (b.efficiency > a.efficiency ? b : a));
  const worst = at.reduce((a, b) => (b.efficiency < a.efficiency ? b : a));
  const words = (row: EfficiencyRow) => `${row.benchmark} ${Math.round(row.efficiency * 100)}%`;
  return `Heat map of efficiency on ${build}. At ${widest} workers the best is ${words(best)}, the worst ${words(worst)}.`;
}
