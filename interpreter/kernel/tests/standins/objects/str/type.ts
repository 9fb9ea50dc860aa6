// Strs of the workloads: none is interned.

import { freeObject } from '../../memory/objects';

export function str_dealloc(p: usize): void {
  freeObject(p);
}
