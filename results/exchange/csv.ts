import type { RunData } from '../queries.js';

const columns = [
  ...['run', 'build', 'gil', 'kind', 'benchmark', 'content_hash', 'workers', 'block', 'position', 'started_at'],
  ...['number', 'warmup', 'loops', 'inner_loops', 'elapsed_ns', 'cpu_ns', 'ns_per_unit'],
] as const;

/**
 * Every sample of a run as a line of CSV (RFC 4180), with the names of the columns in front. `ns_per_unit` is what one
 * unit of work cost one worker: elapsed_ns / (loops * inner_loops).
 */
export function toCsv(data: RunData): string {
  const lines = data.variants.flatMap((variant) => {
    const { kind, name, contentHash } = data.benchmarks.get(variant.benchmarkId)!;
    const build = data.builds.get(variant.buildId)!;
    const of = [data.run.key, build.name, build.gil, kind, name, contentHash, variant.workers];
    return variant.processes.flatMap(({ block, position, startedAt, samples }) =>
      samples.map(({ number, warmup, loops, elapsedNs, cpuNs }) => {
        const { innerLoops } = variant;
        const times = [elapsedNs, cpuNs, elapsedNs / (loops * innerLoops)];
        return line([...of, block, position, startedAt, number, warmup ? 1 : 0, loops, innerLoops, ...times]);
      }),
    );
  });
  return [line(columns), ...lines].join('');
}

function line(fields: readonly (string | number | null)[]): string {
  return `${fields.map((field) => quoted(field === null ? '' : String(field))).join(',')}\r\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
