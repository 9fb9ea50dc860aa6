import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import { type Chart, pointerLayer, type Series, seriesScale } from './chart.js';

/** One value in the course of time. */
export interface TrendRow {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly build: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The commit that was measured, shortened; '' where none is known. */
  readonly commit: string;
  /** Values of different segments are not joined by a line. */
  readonly segment: string;
}

/** A lasting change of level, at the first value of the new one. */
export interface TrendStep {
  readonly at: string;
  readonly build: string;
  /** New level over old, less 1. */
  readonly change: number;
}

export interface TrendOptions {
  readonly series: readonly Series[];
  readonly steps?: readonly TrendStep[];
  /** What the y axis shows, with its unit. */
  readonly title: string;
  /** Written behind each number of the y axis, as in "×". */
  readonly suffix?: string;
  readonly width?: number;
  readonly height?: number;
}

/** More points than this would be a band of their own: the line alone is drawn. */
const pointsShown = 60;

/** Values over the time of their runs, with intervals as bands; steps are marked by rules with their change. */
export function trendChart(rows: readonly TrendRow[], options: TrendOptions): Chart {
  const { series, steps = [], title, suffix = '', width = 430, height = 220 } = options;
  const x = {
    field: 'at',
    type: 'temporal',
    title: null,
    scale: { type: 'utc', padding: 8 },
    axis: { grid: false, tickCount: 5, labelOverlap: true },
  } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    title,
    scale: { zero: false, nice: true },
    axis: { tickCount: 4, format: '~g', labelExpr: `datum.label + '${suffix}'` },
  } as const;
  const color = { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null } as const;
  const detail = { field: 'segment', type: 'nominal' } as const;
  const perSeries = Math.max(0, ...series.map(({ label }) => rows.filter((row) => row.build === label).length));
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: {
      values: rows.map((row) => ({
        ...row,
        value: round(row.value),
        low: row.low === null ? null : round(row.low),
        high: row.high === null ? null : round(row.high),
      })),
    },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'area', opacity: 0.18, tooltip: null },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color, detail },
      },
      {
        data: { values: steps.map((step) => ({ ...step, label: signed(step.change) })) },
        layer: [
          {
            mark: { type: 'rule', strokeDash: [3, 3], strokeWidth: 1.25, tooltip: null },
            encoding: { x, color },
          },
          {
            mark: { type: 'text', align: 'left', baseline: 'top', dx: 4, fontSize: 11, tooltip: null },
            encoding: { x, y: { value: 0 }, text: { field: 'label' }, color: { value: colours.ink } },
          },
        ],
      },
      { mark: { type: 'line', strokeWidth: 1.75, tooltip: null }, encoding: { x, y, color, detail } },
      {
        name: perSeries > pointsShown ? pointerLayer : 'points',
        mark: {
          type: 'point',
          filled: true,
          size: perSeries > pointsShown ? 60 : 30,
          opacity: perSeries > pointsShown ? 0 : 1,
        },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'at', title: 'run of', type: 'temporal', timeUnit: 'utcyearmonthdatehoursminutes' },
            { field: 'build', title: 'build' },
            { field: 'commit', title: 'commit' },
            { field: 'value', title: 'value', format: '.4~g' },
            { field: 'low', title: 'low', format: '.4~g' },
            { field: 'high', title: 'high', format: '.4~g' },
          ],
        },
      },
    ],
  };
  return { spec, description: describe(rows, options) };
}

/** +12%, with a true minus sign. */
export function signed(change: number): string {
  const percent = Math.abs(change * 100).toFixed(Math.abs(change) < 0.095 ? 1 : 0);
  return `${change < 0 ? '−' : '+'}${percent}%`;
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}

function describe(rows: readonly TrendRow[], { series, steps = [], title }: TrendOptions): string {
  const courses = series.flatMap(({ label }) => {
    const own = rows.filter((row) => row.build === label);
    if (!own.length) return [];
    const [first, last] = [own[0], own[own.length - 1]];
    const number = (value: number) => String(Number(value.toPrecision(3)));
    return [
      `${label} from ${number(first.value)} on ${first.at.slice(0, 10)} to ${number(last.value)} on ${last.at.slice(0, 10)}`,
    ];
  });
  const marked = steps.map((step) => `${signed(step.change)} on ${step.at.slice(0, 10)} for ${step.build}`);
  return `Line chart over the runs of: ${title}. ${courses.join('; ')}.${marked.length ? ` Steps: ${marked.join('; ')}.` : ''}`;
}
