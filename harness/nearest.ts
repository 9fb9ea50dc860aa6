/**
 * The known name that was most likely meant: the one with the fewest letters added, left out, changed or swapped with
 * their neighbour, if those are at most a third of the name (optimal string alignment distance); null where none is
 * that near.
 */
export function nearest(name: string, known: readonly string[]): string | null {
  const ranked = known
    .map((other) => ({ other, steps: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, steps }) => steps <= Math.max(1, Math.floor(Math.max(name.length, other.length) / 3)))
    .sort((a, b) => a.steps - b.steps);
  return ranked[0]?.other ?? null;
}

/** "; did you mean "x"?" where a known name is near, else nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const other = nearest(name, known);
  return other === null ? '' : `; did you mean "${other}"?`;
}

function distance(a: string, b: string): number {
  // rows[i][j]: steps from the first i letters of a to the first j of b.
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j++) rows[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + changed, swapped);
    }
  }
  return rows[a.length][b.length];
}
