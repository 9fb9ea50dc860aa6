// What no linter looks at: AssemblyScript's decorators of functions are no TypeScript that Biome reads.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { kernelSources } from '../paths.js';
import { generateFiles } from './generate.js';
import { readKernel } from './source.js';

const IMPORT = /^import \{([^}]*)\} from '[^']+';.*\n/gm;

/** The code of a file without its imports, and the comments with tags, which the generator reads. */
function code(text: string): string {
  return text
    .replace(IMPORT, '')
    .replace(/\/\*.*?\*\//gs, (comment) => (/@\w/.test(comment) ? comment : ''))
    .replace(/(^|[^:])\/\/.*/g, '$1');
}

/** Names that a file imports and never mentions again. */
function unusedImports(text: string): string[] {
  const mentioned = new Set(code(text).match(/[A-Za-z_]\w*/g));
  const imported = [...text.matchAll(IMPORT)].flatMap(([, names]) => names.replace(/\/\/.*/g, '').split(','));
  return imported
    .map((name) => name.trim().split(' as ').at(-1) as string)
    .filter((name) => name !== '' && !mentioned.has(name));
}

it('finds an import that is not used', () => {
  expect(unusedImports("import { a, b as c, d } from './x';\n// c\n/** @type t size=d */\na();\n")).toEqual(['c']);
});

it('kernel files import only what they use', () => {
  const files = readKernel(kernelSources).map(({ module, text }) => [module, unusedImports(text)] as const);
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter(([, names]) => names.length > 0)).toEqual([]);
});

it('functions of the kernel are used', () => {
  const files = readKernel(kernelSources);
  const mentions = new Map<string, number>();
  const mention = (text: string) => {
    for (const name of text.match(/[A-Za-z_]\w*/g) ?? []) mentions.set(name, (mentions.get(name) ?? 0) + 1);
  };
  for (const { text } of files) mention(code(text));
  for (const text of generateFiles(files).values()) mention(text);
  mention(readFileSync(path.join(kernelSources, 'tests', 'workloads.ts'), 'utf8'));
  const dead = files.flatMap(({ module, text }) =>
    [...code(text).matchAll(/^(?:@inline )?(?:export )?function (\w+)/gm)]
      .filter(([, name]) => mentions.get(name) === 1)
      .map(([, name]) => `${module}: ${name}`),
  );
  expect(dead).toEqual([]);
});
