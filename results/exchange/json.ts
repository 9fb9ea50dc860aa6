import type { RunData } from '../queries.js';

/** The number of the JSON form below; grows when a field changes its meaning. */
const formatVersion = 1;

/** A run whole, raw samples included, as plain JSON. */
export function toJson(data: RunData) {
  return {
    format: 'gil-lab-run',
    version: formatVersion,
    run: data.run,
    machine: data.machine,
    builds: [...data.builds.values()],
    benchmarks: [...data.benchmarks.values()],
    variants: data.variants,
    comparisons: data.comparisons,
    fits: data.fits,
    overall: data.overall,
    warnings: data.warnings,
  };
}
