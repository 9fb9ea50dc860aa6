import type { TopLevelSpec } from 'vega-lite';
import type { Content } from '../html.js';

/** The colour and order of one series in a chart: a build, or the ideal line. */
export interface Series {
  readonly label: string;
  readonly colour: string;
}

/** A drawing with its numbers: what a figure in a page is made of. */
export interface Chart {
  readonly spec: TopLevelSpec;
  /** What the drawing shows, in words, for those who do not see it. */
  readonly description: string;
}

/** A name for layers that only give the pointer something to rest on; a still drawing does without them. */
export const pointerLayer = 'pointer';

/** The numbers of a chart as a table and as a file to download. */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A chart among others of the same kind, with its heading. */
export interface NamedChart {
  readonly heading: Content;
  readonly chart: Chart;
}

/** A colour scale that gives each series its own colour. */
export function seriesScale(series: readonly Series[]) {
  return { domain: series.map((s) => s.label), range: series.map((s) => s.colour) };
}
