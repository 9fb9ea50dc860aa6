/** What can be wrong with a measurement. Every caveat that the lab knows is a row here, with its remedy. */
export const warningKinds = {
  'process-failed': {
    title: 'A process failed',
    remedy: 'Read its error below; the other processes of this benchmark still count.',
  },
  'no-samples': {
    title: 'Nothing was measured',
    remedy: 'Every process of this variant failed, or the run ended before its turn.',
  },
  'few-blocks': {
    title: 'Too few blocks for an interval',
    remedy: 'Run more blocks: --blocks 5 or more.',
  },
  unstable: {
    title: 'Samples vary by 10% or more',
    remedy: 'Close other programs, run more blocks, or fix the CPU frequency.',
  },
  extremes: {
    title: 'Some samples are more than 50% off the mean',
    remedy: 'Look at the run sequence: a single outlier is the machine, a pattern is the benchmark.',
  },
  outliers: {
    title: 'Samples stand far outside the rest',
    remedy: 'Something else ran meanwhile; run more blocks.',
  },
  'short-samples': {
    title: 'Samples are shorter than 1 ms',
    remedy: 'Raise --min-time, so that clock and start-up costs do not show.',
  },
  'no-steady-state': {
    title: 'No steady state',
    remedy: 'The level still changed at the end: measure more values in each process.',
  },
  'slow-down': {
    title: 'It became slower while it ran',
    remedy: 'Look at the run sequence; memory that grows or a CPU that heats up does this.',
  },
  'warmup-in-samples': {
    title: 'Warm-up reaches into the samples',
    remedy: 'Raise --warmups.',
  },
  'worker-imbalance': {
    title: 'Workers with equal work took unequal times',
    remedy: 'Other programs had some of the cores, or the scheduler kept workers apart.',
  },
  oversubscribed: {
    title: 'More workers than cores',
    remedy: 'Beyond the cores the curve shows the scheduler, not the interpreter.',
  },
  'steal-time': {
    title: 'The hypervisor took CPU time',
    remedy: 'Use a machine of its own, or run more blocks.',
  },
  'canary-drift': {
    title: 'The machine itself changed speed',
    remedy: 'The fixed piece of work before each process took 10% longer than usual: watch heat and other load.',
  },
  'high-load': {
    title: 'The machine was busy before the process began',
    remedy: 'Close other programs.',
  },
  'gil-mismatch': {
    title: 'The GIL was not in the state that the build asked for',
    remedy: 'An extension module may have switched it on; check the build.',
  },
} as const;

export type WarningCode = keyof typeof warningKinds;

/** The row of a stored code; codes of a newer gil-lab have only themselves as a title. */
export function describeWarning(code: string): { readonly title: string; readonly remedy: string } {
  return warningKinds[code as WarningCode] ?? { title: code, remedy: '' };
}
