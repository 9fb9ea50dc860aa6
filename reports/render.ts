import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { type Chart, pointerLayer } from './charts/chart.js';
import { Html } from './html.js';

/** Draws a chart as SVG that fills its container's width. */
export async function renderSvg(chart: Chart): Promise<Html> {
  const view = new vega.View(vega.parse(compile(withoutPointerLayers(chart.spec)).spec), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    // The figure around it says what it shows; without this a screen reader would read every axis label.
    return new Html(svg.replace('<svg ', '<svg aria-hidden="true" focusable="false" '));
  } finally {
    view.finalize();
  }
}

function withoutPointerLayers(spec: TopLevelSpec): TopLevelSpec {
  if (!('layer' in spec)) return spec;
  return { ...spec, layer: spec.layer.filter((layer) => layer.name !== pointerLayer) };
}
