import type { Expr } from '../tree.js';
export function unparse(e: Expr): string {
  throw new Error(`unparse of ${e.kind} is missing`);
}
