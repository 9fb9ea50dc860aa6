import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import { type Chart, type Series, seriesScale } from './chart.js';

/** One point of a scaling curve. */
export interface SpeedupRow {
  /** The build's label; one of the series. */
  readonly build: string;
  readonly workers: number;
  readonly speedup: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SpeedupOptions {
  readonly series: readonly Series[];
  /** Worker counts beyond this are shaded. */
  readonly cores: number;
  readonly width?: number;
  readonly height?: number;
  /** What the y axis is relative to. */
  readonly axisTitle?: string;
}

/** Beyond this many workers both axes double from step to step. */
const linearUpTo = 16;

/** Throughput relative to a base over the number of workers, with intervals and the ideal line. */
export function speedupChart(rows: readonly SpeedupRow[], options: SpeedupOptions): Chart {
  const { series, cores, width = 560, height = 320 } = options;
  const counts = [...new Set(rows.map((row) => row.workers))].sort((a, b) => a - b);
  const widest = counts[counts.length - 1] ?? 1;
  const highest = Math.max(1, ...rows.map((row) => row.speedup));
  const doubling = widest > linearUpTo;
  // The ideal line is shown as far as the curves leave room; a wide interval is cut off rather than flatten them.
  const top = Math.max(highest * 1.15, Math.min(widest, highest * 1.6));
  const bottom = doubling ? Math.min(1, ...rows.map((row) => row.speedup)) / 1.1 : 0;
  const scaleType = doubling ? ({ type: 'log', base: 2 } as const) : {};
  const x = {
    field: 'workers',
    type: 'quantitative',
    title: 'workers',
    axis: { values: counts, grid: false, format: 'd' },
    scale: { ...scaleType, domain: [Math.min(1, ...counts), widest] as number[], nice: false, padding: 10 },
  } as const;
  const y = {
    field: 'speedup',
    type: 'quantitative',
    title: options.axisTitle ?? 'speed-up',
    axis: { tickCount: 5, format: '~g', labelExpr: "datum.label + '×'" },
    scale: { ...scaleType, domain: [bottom, top] as number[], nice: false },
  } as const;
  const colour = { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null } as const;
  const ideal = Array.from(new Set([Math.min(1, ...counts), ...counts, widest])).map((n) => ({
    workers: n,
    speedup: n,
  }));

  const layers: Extract<TopLevelSpec, { layer: unknown }>['layer'] = [
    ...(widest > cores
      ? [
          {
            data: { values: [{ from: cores, to: widest }] },
            mark: { type: 'rect', color: colours.shade, tooltip: null },
            encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' } },
          } as const,
        ]
      : []),
    {
      data: { values: ideal },
      mark: { type: 'line', color: colours.muted, strokeDash: [4, 4], strokeWidth: 1.25, clip: true, tooltip: null },
      encoding: { x, y },
    },
    {
      mark: { type: 'rule', strokeWidth: 4, opacity: 0.3, clip: true },
      transform: [{ filter: 'isValid(datum.low)' }],
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color: colour },
    },
    { mark: { type: 'line', strokeWidth: 2.25, clip: true }, encoding: { x, y, color: colour } },
    {
      mark: { type: 'point', filled: true, size: 46, opacity: 1 },
      encoding: {
        x,
        y,
        color: colour,
        tooltip: [
          { field: 'build', title: 'build' },
          { field: 'workers', title: 'workers' },
          { field: 'speedup', title: 'speed-up', format: '.2f' },
          { field: 'low', title: 'low', format: '.2f' },
          { field: 'high', title: 'high', format: '.2f' },
        ],
      },
    },
  ];
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: { values: rows.map((row) => ({ ...row })) },
    layer: layers,
  };
  return { spec, description: describe(rows, series) };
}

function describe(rows: readonly SpeedupRow[], series: readonly Series[]): string {
  const ends = series.flatMap(({ label }) => {
    const own = rows.filter((row) => row.build === label);
    if (!own.length) return [];
    const last = own.reduce((a, b) => (b.workers > a.workers ? b : a));
    return [`${label} reaches ${last.speedup.toFixed(2)} at ${last.workers} workers`];
  });
  return `Line chart of speed-up over the number of workers. ${ends.join('; ')}.`;
}
