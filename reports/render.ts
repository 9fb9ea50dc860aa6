import * as vega from 'vega';
import { compile } from 'vega-lite';
import type { Chart } from './charts/chart.js';
import { Html } from './html.js';

/** Draws a chart as SVG that fills its container's width. */
export async function renderSvg(chart: Chart): Promise<Html> {
  const view = new vega.View(vega.parse(compile(chart.spec).spec), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    // The figure around it says what it shows; without this a screen reader would read every axis label.
    return new Html(svg.replace('<svg ', '<svg aria-hidden="true" focusable="false" '));
  } finally {
    view.finalize();
  }
}
