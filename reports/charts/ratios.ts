import type { TopLevelSpec } from 'vega-lite';
import type { Verdict } from '../../harness/verdict/verdict.js';
import { chartConfig, colours } from '../theme.js';
import { type Chart, type Series, seriesScale } from './chart.js';

/** One ratio of throughput with its interval. */
export interface RatioRow {
  readonly benchmark: string;
  readonly build: string;
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Points without a difference are hollow. */
  readonly verdict: Verdict;
  /** A geometric mean over the benchmarks; drawn as a diamond. */
  readonly overall: boolean;
}

export interface RatioOptions {
  readonly series: readonly Series[];
  readonly base: string;
  readonly width?: number;
}

/** A forest plot: one line for each benchmark, a point and an interval for each build, a rule at 1. */
export function ratioChart(rows: readonly RatioRow[], { series, base, width = 560 }: RatioOptions): Chart {
  const order = benchmarkOrder(rows);
  const y = {
    field: 'benchmark',
    type: 'nominal',
    sort: order,
    title: null,
    axis: { grid: true, labelColor: colours.ink, labelLimit: 170 },
  } as const;
  // Doubling and halving are equally far from 1.
  const x = {
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false, domain: shownRange(rows), padding: 12 },
    axis: { tickCount: 6, format: '~g', labelExpr: "datum.label + '×'" },
    title: `throughput relative to ${base} (right is faster)`,
  } as const;
  const shared = {
    color: { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null },
    yOffset: { field: 'build', type: 'nominal', sort: series.map((s) => s.label) },
  } as const;
  const spec: TopLevelSpec = {
    width,
    height: { step: Math.max(9, 22 / Math.max(1, series.length)), for: 'offset' },
    config: chartConfig,
    data: { values: rows.map((row) => ({ ...row })) },
    layer: [
      {
        data: { values: [{ one: 1 }] },
        mark: { type: 'rule', color: colours.muted, strokeWidth: 1, tooltip: null },
        encoding: { x: { ...x, field: 'one' } },
      },
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 2, opacity: 0.5, clip: true },
        encoding: { y, ...shared, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        mark: { type: 'point', filled: true, opacity: 1, strokeWidth: 1.5 },
        encoding: {
          y,
          yOffset: shared.yOffset,
          x: { ...x, field: 'ratio' },
          fill: {
            condition: { test: undecided, value: colours.paper },
            field: 'build',
            scale: seriesScale(series),
            legend: null,
          },
          stroke: { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null },
          shape: {
            field: 'overall',
            type: 'nominal',
            scale: { domain: [false, true], range: ['circle', 'diamond'] },
            legend: null,
          },
          size: { condition: { test: 'datum.overall', value: 130 }, value: 55 },
          tooltip: [
            { field: 'benchmark', title: 'benchmark' },
            { field: 'build', title: 'build' },
            { field: 'ratio', title: 'ratio', format: '.3f' },
            { field: 'low', title: 'low', format: '.3f' },
            { field: 'high', title: 'high', format: '.3f' },
            { field: 'verdict', title: 'verdict' },
          ],
        },
      },
    ],
  };
  return { spec, description: describe(rows, base) };
}

const undecided = "datum.verdict === 'no difference' || datum.verdict === 'unknown'";

/** From the least to the greatest point and 1, with room around: a wide interval is cut off rather than flatten all. */
function shownRange(rows: readonly RatioRow[]): [number, number] {
  const points = [1, ...rows.map((row) => row.ratio)];
  return [Math.min(...points) / 1.3, Math.max(...points) * 1.3];
}

/** Fastest first, geometric means last. */
function benchmarkOrder(rows: readonly RatioRow[]): string[] {
  const best = new Map<string, number>();
  for (const row of rows) {
    const key = row.overall ? Number.NEGATIVE_INFINITY : Math.max(row.ratio, best.get(row.benchmark) ?? 0);
    best.set(row.benchmark, key);
  }
  return [...best].sort((a, b) => b[1] - a[1]).map(([benchmark]) => benchmark);
}

function describe(rows: readonly RatioRow[], base: string): string {
  const means = rows.filter((row) => row.overall).map((row) => `${row.build} ${row.ratio.toFixed(2)}`);
  const overall = means.length ? ` Geometric means: ${means.join(', ')}.` : '';
  return `Dot plot of throughput relative to ${base}, one line for each benchmark, with 95% intervals.${overall}`;
}
