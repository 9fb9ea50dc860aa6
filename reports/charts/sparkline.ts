import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import type { Chart } from './chart.js';

export interface SparklineOptions {
  readonly colour: string;
  /** Places in `values` at which a new level begins. */
  readonly steps?: readonly number[];
  readonly width?: number;
  readonly height?: number;
}

/** The course of one value, without axes, for a line of a table: the last point is marked, and where steps are. */
export function sparkline(values: readonly number[], options: SparklineOptions): Chart {
  const { colour, steps = [], width = 180, height = 28 } = options;
  const x = { field: 'i', type: 'quantitative', axis: null, scale: { nice: false, zero: false, padding: 4 } } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    axis: null,
    scale: { zero: false, nice: false, padding: 4 },
  } as const;
  const rows = values.map((value, i) => ({ i, value }));
  const spec: TopLevelSpec = {
    width,
    height,
    config: { ...chartConfig, padding: 0 },
    data: { values: rows },
    layer: [
      {
        data: { values: steps.map((i) => ({ i })) },
        mark: { type: 'rule', color: colours.muted, strokeDash: [2, 2] },
        encoding: { x },
      },
      { mark: { type: 'line', color: colour, strokeWidth: 1.25 }, encoding: { x, y } },
      {
        data: { values: rows.slice(-1) },
        mark: { type: 'point', filled: true, color: colour, size: 24, opacity: 1 },
        encoding: { x, y },
      },
    ],
  };
  const range = `between ${Math.min(...values).toPrecision(3)} and ${Math.max(...values).toPrecision(3)}`;
  return { spec, description: `Course of ${values.length} values ${range}.` };
}
