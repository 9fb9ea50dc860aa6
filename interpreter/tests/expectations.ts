// What the behaviour programs say about themselves, and the list of those that gilpy does not run right yet.

export interface Expectation {
  /** Lines of standard output, in order. */
  lines: string[];
  /** The last line of standard error when the program ends in an uncaught exception. */
  error: string | null;
}

/** What the comments `# expect: TEXT` and `# expect-error: TYPE: MESSAGE` of a program say. */
export function expectation(source: string): Expectation {
  const lines: string[] = [];
  let error: string | null = null;
  for (const line of source.split('\n')) {
    const expected = /# expect:(?: (.*))?$/.exec(line);
    if (expected) lines.push(expected[1] ?? '');
    const failure = /# expect-error: (.*)$/.exec(line);
    if (failure) error = failure[1];
  }
  return { lines, error };
}

/**
 * The lines `PATH  REASON` of the list. A reason that starts with `unstable:` is of a program that passes on some runs:
 * it is skipped, and counted so.
 */
export function readKnownFailures(list: string): { failing: Set<string>; unstable: Set<string> } {
  const known = list
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/, 2));
  return {
    failing: new Set(known.filter(([, reason]) => reason !== 'unstable:').map(([path]) => path)),
    unstable: new Set(known.filter(([, reason]) => reason === 'unstable:').map(([path]) => path)),
  };
}
