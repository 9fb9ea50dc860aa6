import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, colours } from '../theme.js';
import { type Chart, type Series, seriesScale } from './chart.js';

/** What switching the GIL off costs one worker of a benchmark, and what it gains many. */
export interface TaxGainRow {
  readonly benchmark: string;
  readonly family: string;
  readonly build: string;
  /** The number of workers of the gain. */
  readonly workers: number;
  /** Time of one worker relative to one with the GIL, less 1: 0.1 is 10% more time. */
  readonly cost: number;
  readonly costLow: number | null;
  readonly costHigh: number | null;
  /** Throughput of all workers relative to one with the GIL. */
  readonly gain: number;
  readonly gainLow: number | null;
  readonly gainHigh: number | null;
}

export interface TaxGainOptions {
  readonly series: readonly Series[];
  readonly width?: number;
  readonly height?: number;
}

/** The families' shapes, in the order of the families in the rows. */
export const familyShapes = ['circle', 'square', 'diamond', 'triangle-up', 'cross', 'triangle-down'] as const;

/** A scatter plot: right costs more, up gains more; below the rule at 1 the GIL had been better. */
export function taxGainChart(rows: readonly TaxGainRow[], options: TaxGainOptions): Chart {
  const { series, width = 640, height = 380 } = options;
  const workers = Math.max(...rows.map((row) => row.workers));
  const costs = [0, ...rows.map((row) => row.cost)];
  const spread = Math.max(0.05, Math.max(...costs) - Math.min(...costs));
  const left = Math.min(...costs) - spread * 0.12;
  const right = Math.max(...costs) + spread * 0.25;
  const top = Math.max(1.1, ...rows.map((row) => row.gain)) * 1.12;
  const x = {
    field: 'cost',
    type: 'quantitative',
    title: 'cost: time of one worker without the GIL, against with it (right is slower)',
    axis: { format: '+.0%', tickCount: 6 },
    scale: { domain: [left, right] as number[], nice: false, zero: false },
  } as const;
  const y = {
    field: 'gain',
    type: 'quantitative',
    title: `gain: throughput of ${workers} workers, against one with the GIL`,
    axis: { tickCount: 6, format: '~g', labelExpr: "datum.label + '×'" },
    scale: { domain: [0, top] as number[], nice: false },
  } as const;
  const families = [...new Set(rows.map((row) => row.family))];
  const shape = {
    field: 'family',
    type: 'nominal',
    scale: { domain: families, range: families.map((_, i) => familyShapes[i % familyShapes.length]) },
    legend: null,
  } as const;
  const colour = { field: 'build', type: 'nominal', scale: seriesScale(series), legend: null } as const;
  // Perfect scaling after the cost is paid: N / (1 + cost).
  const ideal = Array.from({ length: 25 }, (_, i) => {
    const cost = left + ((right - left) * i) / 24;
    return { cost, gain: workers / (1 + cost) };
  });
  const labelled = new Set(labels(rows, { width, height, left, right, top }));
  const spec: TopLevelSpec = {
    width,
    height,
    config: chartConfig,
    data: { values: rows.map((row) => ({ ...row, label: labelled.has(row) ? row.benchmark : '' })) },
    layer: [
      {
        data: { values: [{ one: 1 }] },
        mark: { type: 'rule', color: colours.muted, tooltip: null },
        encoding: { y: { ...y, field: 'one' } },
      },
      {
        data: { values: [{ none: 0 }] },
        mark: { type: 'rule', color: colours.rule, strokeWidth: 2, tooltip: null },
        encoding: { x: { ...x, field: 'none' } },
      },
      {
        data: { values: ideal },
        mark: { type: 'line', color: colours.muted, strokeDash: [4, 4], strokeWidth: 1.25, clip: true, tooltip: null },
        encoding: { x, y },
      },
      {
        transform: [{ filter: 'isValid(datum.gainLow)' }],
        mark: { type: 'rule', strokeWidth: 2, opacity: 0.35, clip: true },
        encoding: { x, y: { ...y, field: 'gainLow' }, y2: { field: 'gainHigh' }, color: colour },
      },
      {
        transform: [{ filter: 'isValid(datum.costLow)' }],
        mark: { type: 'rule', strokeWidth: 2, opacity: 0.35, clip: true },
        encoding: { x: { ...x, field: 'costLow' }, x2: { field: 'costHigh' }, y, color: colour },
      },
      {
        mark: { type: 'point', filled: true, size: 75, opacity: 1 },
        encoding: {
          x,
          y,
          color: colour,
          shape,
          tooltip: [
            { field: 'benchmark', title: 'benchmark' },
            { field: 'family', title: 'family' },
            { field: 'build', title: 'build' },
            { field: 'cost', title: 'cost', format: '+.1%' },
            { field: 'gain', title: 'gain', format: '.2f' },
          ],
        },
      },
      {
        mark: {
          type: 'text',
          align: 'left',
          dx: 6,
          dy: -8,
          fontSize: 11,
          color: colours.ink,
          limit: 150,
          tooltip: null,
        },
        encoding: { x, y, text: { field: 'label' } },
      },
    ],
  };
  const gained = rows.filter((row) => row.gain > 1).length;
  return {
    spec,
    description: `Scatter plot of the cost of one worker against the gain of ${workers}; ${gained} of ${rows.length} points lie above 1, where the GIL's absence gains.`,
  };
}

/** The rows whose names can stand beside their points without covering a name or a point; the highest have the choice. */
function labels(
  rows: readonly TaxGainRow[],
  { width, height, left, right, top }: { width: number; height: number; left: number; right: number; top: number },
): TaxGainRow[] {
  const place = (row: TaxGainRow) => ({
    x: ((row.cost - left) / (right - left)) * width,
    y: height - (row.gain / top) * height,
  });
  // Room of an 11 px name, a little too wide rather than too narrow.
  const box = (row: TaxGainRow) => {
    const { x, y } = place(row);
    return { left: x + 4, right: x + 10 + Math.min(150, row.benchmark.length * 6.3), top: y - 16, bottom: y - 1 };
  };
  const taken: ReturnType<typeof box>[] = rows.map((row) => {
    const { x, y } = place(row);
    return { left: x - 3, right: x + 3, top: y - 4, bottom: y + 4 };
  });
  const free = (own: ReturnType<typeof box>) =>
    own.right < width + 10 &&
    taken.every((b) => b.right < own.left || b.left > own.right || b.bottom < own.top || b.top > own.bottom);
  return [...rows]
    .sort((a, b) => b.gain - a.gain)
    .filter((row) => {
      const own = box(row);
      if (!free(own)) return false;
      taken.push(own);
      return true;
    });
}
