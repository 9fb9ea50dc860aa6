import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import type { Chart } from './chart.js';

/** A reading of the machine in the course of a run. */
export interface MachineReading {
  /** Minutes since the run's first process. */
  readonly minute: number;
  readonly value: number;
}

export interface MachineStateOptions {
  /** What is read, with its unit. */
  readonly title: string;
  /** A level to compare with, as the median or a limit, with its name. */
  readonly rules?: readonly { readonly level: number; readonly name: string }[];
  readonly width?: number;
  readonly height?: number;
}

/** Readings beyond this number are drawn by the median and the extremes of equal spans of time. */
const mostSpans = 400;

/** A reading over the time of the run; where there are many, a line of medians in a band of extremes. */
export function machineStateChart(readings: readonly MachineReading[], options: MachineStateOptions): Chart {
  const { title, rules = [], width = 430, height = 130 } = options;
  const rows =
    readings.length > mostSpans ? spans(readings) : readings.map((r) => ({ ...r, least: r.value, most: r.value }));
  const x = {
    field: 'minute',
    type: 'quantitative',
    title: 'minutes since the start',
    axis: { grid: false, tickCount: 6 },
    scale: { nice: false, padding: 6 },
  } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    title,
    axis: { tickCount: 4 },
    scale: { zero: true, nice: true },
  } as const;
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: { values: rows.map((row) => ({ ...row, minute: Number(row.minute.toFixed(3)) })) },
    layer: [
      {
        data: { values: rules.map((rule) => ({ ...rule })) },
        layer: [
          {
            mark: { type: 'rule', color: colours.muted, strokeDash: [4, 4], tooltip: null },
            encoding: { y: { ...y, field: 'level' } },
          },
          {
            mark: {
              type: 'text',
              align: 'right',
              baseline: 'bottom',
              dy: -3,
              fontSize: 11,
              color: colours.muted,
              tooltip: null,
            },
            encoding: { x: { value: 'width' }, y: { ...y, field: 'level' }, text: { field: 'name' } },
          },
        ],
      },
      {
        mark: { type: 'area', color: colours.muted, opacity: 0.25, tooltip: null },
        encoding: { x, y: { ...y, field: 'least' }, y2: { field: 'most' } },
      },
      { mark: { type: 'line', color: 'var(--series-1)', strokeWidth: 1.5, tooltip: null }, encoding: { x, y } },
      {
        mark: { type: 'point', filled: true, color: 'var(--series-1)', size: 14, opacity: 1 },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'minute', title: 'minute', format: '.1f' },
            { field: 'value', title, format: '.4~g' },
            { field: 'most', title: 'at most', format: '.4~g' },
          ],
        },
      },
    ],
  };
  const values = readings.map((reading) => reading.value);
  const range = `between ${Math.min(...values).toPrecision(3)} and ${Math.max(...values).toPrecision(3)}`;
  return { spec, description: `Line chart of ${title} before each of ${readings.length} processes, ${range}.` };
}

function spans(readings: readonly MachineReading[]) {
  const size = Math.ceil(readings.length / mostSpans);
  return Array.from({ length: Math.ceil(readings.length / size) }, (_, i) => {
    const own = readings.slice(i * size, (i + 1) * size);
    const values = own.map((reading) => reading.value).sort((a, b) => a - b);
    const middle = values[Math.floor(values.length / 2)];
    return { minute: own[0].minute, value: middle, least: values[0], most: values[values.length - 1] };
  });
}
