import type { Config } from 'vega-lite';

// Charts take their colours from the page's custom properties, so that one drawing serves the light and the dark theme.

/** The colour of the nth series; style.css defines as many. */
export function seriesColour(index: number): string {
  return `var(--series-${(index % 6) + 1})`;
}

export const colours = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  rule: 'var(--rule)',
  shade: 'var(--shade)',
  paper: 'var(--paper)',
  heat: 'var(--heat)',
} as const;

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** What all charts have in common. */
export const chartConfig: Config = {
  background: 'transparent',
  font,
  padding: 4,
  view: { stroke: null },
  axis: {
    labelColor: colours.muted,
    titleColor: colours.muted,
    titleFontWeight: 'normal',
    labelFontSize: 11,
    titleFontSize: 11,
    titlePadding: 8,
    gridColor: colours.rule,
    domainColor: colours.rule,
    tickColor: colours.rule,
    domain: false,
    ticks: false,
    labelPadding: 6,
  },
};
