import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import { type Chart, type Series, seriesScale } from './chart.js';

/** How long the pings of one build waited at most, for a share of them. */
export interface TailRow {
  readonly build: string;
  /** The share, 0.5 for the median; 1 is the longest wait. */
  readonly quantile: number;
  readonly ms: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The number of pings that the percentile is of. */
  readonly pings: number;
}

export interface TailOptions {
  readonly series: readonly Series[];
  /** Ends of the y axis in milliseconds, the same for charts that stand side by side. */
  readonly range: readonly [number, number];
  readonly width?: number;
  readonly height?: number;
}

const marks = [0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999];

/**
 * Percentiles with the rare ones spread out: each step to the right, -log10(1 - quantile), is a tenth of the pings, as
 * HdrHistogram plots them. The longest wait of n pings stands at 1 - 1/n. Waits double from rule to rule.
 */
export function latencyTailChart(rows: readonly TailRow[], options: TailOptions): Chart {
  const { series, range, width = 270, height = 200 } = options;
  const values = rows.map(({ quantile, pings, ...row }) => {
    const place = nines(Math.min(quantile, 1 - 1 / Math.max(2, pings)));
    return { ...row, place: round(place), ms: round(row.ms), name: nameOf(quantile) };
  });
  const least = Math.min(nines(0.5), ...values.map(({ place }) => place));
  const furthest = Math.max(nines(0.9), ...values.map(({ place }) => place));
  const ticks = marks.map(nines).filter((place) => place <= furthest + 0.01);
  const names = marks.map((mark) => `'${nameOf(mark)}'`).join(', ');
  const x = {
    field: 'place',
    type: 'quantitative',
    title: 'share of the pings that waited no longer',
    axis: {
      values: ticks.map(round),
      grid: false,
      labelOverlap: true,
      labelExpr: `[${names}][indexof([${marks.map((mark) => round(nines(mark))).join(', ')}], datum.value)]`,
    },
    scale: { domain: [least, furthest] as number[], nice: false, padding: 8 },
  } as const;
  const y = {
    field: 'ms',
    type: 'quantitative',
    title: 'wait in ms',
    axis: { tickCount: 5, format: '~g' },
    scale: { type: 'log', domain: [...range] as number[], nice: false },
  } as const;
  const color = { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null } as const;
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: { values },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 4, opacity: 0.3, clip: true, tooltip: null },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      { mark: { type: 'line', strokeWidth: 2, tooltip: null }, encoding: { x, y, color } },
      {
        mark: { type: 'point', filled: true, size: 40, opacity: 1, stroke: colours.paper, strokeWidth: 1 },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'build', title: 'build' },
            { field: 'name', title: 'of the pings' },
            { field: 'ms', title: 'ms', format: '.3~g' },
            { field: 'low', title: 'low', format: '.3~g' },
            { field: 'high', title: 'high', format: '.3~g' },
          ],
        },
      },
    ],
  };
  return { spec, description: describe(rows, series) };
}

/** The number of nines: 1 for 90%, 2 for 99%. */
function nines(quantile: number): number {
  return -Math.log10(1 - quantile);
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}

/** "99.9%", and "all" for the longest wait. */
export function nameOf(quantile: number): string {
  return quantile >= 1 ? 'all' : `${Number((quantile * 100).toPrecision(8))}%`;
}

function describe(rows: readonly TailRow[], series: readonly Series[]): string {
  const ends = series.flatMap(({ label }) => {
    const own = rows.filter((row) => row.build === label);
    const at = (quantile: number) => own.find((row) => row.quantile === quantile);
    const shown = [at(0.5), at(0.99), at(1)].flatMap((row) =>
      row ? [`${nameOf(row.quantile)} within ${row.ms.toPrecision(3)} ms`] : [],
    );
    return shown.length ? [`${label}: ${shown.join(', ')}`] : [];
  });
  return `Line chart of the waits of pings by percentile. ${ends.join('; ')}.`;
}
