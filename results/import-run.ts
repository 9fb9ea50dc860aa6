import type { RunData } from './queries.js';
import type { RunState, Writer } from './records.js';
import type { Store } from './store.js';

/** What became of a run that was to be stored. */
export type Imported = 'new' | 'known' | 'grown';

/**
 * Stores a run that came from elsewhere, under new ids; all of it or nothing. A run is known by its key: one that is
 * here already is left alone, unless it was unfinished here and has gone on there; then it is replaced.
 */
export function importRun(store: Store, data: RunData, isRunning: (writer: Writer) => boolean): Imported {
  return store.atomically(() => {
    const known = store.connection
      .prepare(
        `SELECT id, state, writer, (SELECT count(*) FROM process JOIN variant ON variant.id = variant_id
                                    WHERE run_id = run.id) AS processes
         FROM run WHERE key = ?`,
      )
      .get(data.run.key) as KnownRun | undefined;
    if (!known) {
      insertRun(store, data);
      return 'new';
    }
    const written = known.writer !== null && isRunning(JSON.parse(known.writer));
    if (known.state === 'finished' || written || !hasGrown(data, known)) return 'known';
    store.deleteRun(known.id);
    insertRun(store, data);
    return 'grown';
  });
}

interface KnownRun {
  readonly id: number;
  readonly state: RunState;
  readonly writer: string | null;
  readonly processes: number;
}

function hasGrown({ run, variants }: RunData, known: KnownRun): boolean {
  const processes = variants.reduce((sum, variant) => sum + variant.processes.length, 0);
  return processes > known.processes || (processes === known.processes && run.state === 'finished');
}

function insertRun(store: Store, data: RunData): void {
  const runId = store.startRun(data.run, store.machine(data.machine));
  const builds = new Map([...data.builds.values()].map((build) => [build.id, store.build(build)]));
  const benchmarks = new Map([...data.benchmarks.values()].map((one) => [one.id, store.benchmark(one)]));
  const variants = new Map<number, number>();
  const processes = new Map<number, number>();
  for (const variant of data.variants) {
    const ids = { runId, benchmarkId: benchmarks.get(variant.benchmarkId)!, buildId: builds.get(variant.buildId)! };
    const { revision } = data.builds.get(variant.buildId)!;
    const { workers, loops, innerLoops } = variant;
    const variantId = store.variant({ ...ids, workers, revision }, { loops, innerLoops });
    variants.set(variant.id, variantId);
  }
  const inOrder = data.variants.flatMap((variant) => variant.processes).sort((a, b) => a.position - b.position);
  for (const process of inOrder) {
    const variantId = variants.get(process.variantId)!;
    processes.set(process.id, store.recordProcess({ ...process, variantId }, process.samples));
  }
  store.replaceAnalysis(runId, {
    summaries: data.variants.flatMap(({ id, summary }) =>
      summary ? [{ ...summary, variantId: variants.get(id)! }] : [],
    ),
    comparisons: data.comparisons.map((one) => ({
      ...one,
      variantId: variants.get(one.variantId)!,
      baseVariantId: variants.get(one.baseVariantId)!,
    })),
    fits: data.fits.map((fit) => ({
      ...fit,
      runId,
      benchmarkId: benchmarks.get(fit.benchmarkId)!,
      buildId: builds.get(fit.buildId)!,
    })),
    overall: data.overall.map((one) => ({
      ...one,
      runId,
      buildId: builds.get(one.buildId)!,
      baseBuildId: builds.get(one.baseBuildId)!,
    })),
    warnings: data.warnings.map((warning) => ({
      ...warning,
      runId,
      variantId: warning.variantId === null ? null : variants.get(warning.variantId)!,
      processId: warning.processId === null ? null : processes.get(warning.processId)!,
    })),
    steadyStates: new Map(
      inOrder.flatMap((process) =>
        process.steadyState ? [[processes.get(process.id)!, process.steadyState] as const] : [],
      ),
    ),
  });
  if (data.run.state !== 'running') store.finishRun(runId, data.run.state, data.run.finishedAt);
}
