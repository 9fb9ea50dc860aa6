// Where the build finds and puts things.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository: this file runs from dist/interpreter/tools/, or from interpreter/tools/ in tests. */
function findRoot(): string {
  const here = fileURLToPath(new URL('../../', import.meta.url));
  return path.basename(path.resolve(here)) === 'dist' ? path.resolve(here, '..') : path.resolve(here);
}

export const root = findRoot();
export const kernelSources = path.join(root, 'interpreter', 'kernel');
/** Folder of a variant's product (host/kernel.ts). */
export const kernelBuild = (variant: string) => path.join(root, 'build', 'kernel', variant);
