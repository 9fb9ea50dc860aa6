import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { type Chart, pointerLayer } from './charts/chart.js';
import { Html } from './html.js';

/** Draws a chart as SVG that fills its container's width. */
export async function renderSvg(chart: Chart): Promise<Html> {
  return new Html(await renderText(JSON.stringify(chart.spec)));
}

/** The same from a specification as JSON. */
export async function renderText(json: string): Promise<string> {
  const view = new vega.View(dataflowOf(JSON.parse(json)), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    // The figure around it says what it shows; without this a screen reader would read every axis label.
    return rounded(svg).replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
  } finally {
    view.finalize();
  }
}

/** Dataflows of charts that differ in their data only; compiling one takes longer than drawing it. */
const dataflows = new Map<string, Dataflow>();
const mostDataflows = 300;

/** What is used of a runtime dataflow: its operators, of which those that take in a data set have its values. */
interface Dataflow {
  readonly operators: readonly { readonly value?: { readonly $ingest?: readonly { readonly slot?: number }[] } }[];
}

function dataflowOf(spec: TopLevelSpec): vega.Runtime {
  const sets: unknown[] = [];
  const shape = JSON.stringify(withoutPointerLayers(spec), (key, value) => {
    if (key !== 'data' || !Array.isArray(value?.values)) return value;
    sets.push(value.values);
    return { values: [{ slot: sets.length - 1 }] };
  });
  const dataflow = dataflows.get(shape) ?? (vega.parse(compile(JSON.parse(shape)).spec) as unknown as Dataflow);
  if (dataflows.size < mostDataflows) dataflows.set(shape, dataflow);
  const operators = dataflow.operators.map((operator) => {
    const slot = operator.value?.$ingest?.[0]?.slot;
    return slot === undefined ? operator : { ...operator, value: { ...operator.value, $ingest: sets[slot] } };
  });
  return { ...dataflow, operators } as unknown as vega.Runtime;
}

function withoutPointerLayers(spec: TopLevelSpec): TopLevelSpec {
  if (!('layer' in spec)) return spec;
  return { ...spec, layer: spec.layer.filter((layer) => layer.name !== pointerLayer) };
}

/** A tenth of a pixel is as fine as anyone sees, and pages are smaller for it. */
function rounded(svg: string): string {
  return svg.replace(/ (d|transform)="([^"]*)"/g, (_, attribute, value) => {
    return ` ${attribute}="${value.replace(/-?\d+\.\d{2,}/g, (number: string) => String(Number(Number(number).toFixed(1))))}"`;
  });
}
