// What ties the models to the kernel: every step names a function, and that function does such a thing; the state tables
// in the kernel's comments are the transitions that the models make.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Transition } from './explore.js';

const kernel = fileURLToPath(new URL('../../kernel', import.meta.url));
const FOLDERS = [
  'counting',
  'sync',
  'memory',
  'collector',
  'objects/list',
  'objects/dict',
  'objects/type',
  'objects',
  'eval',
];

export function kernelFile(name: string): string {
  return readFileSync(path.join(kernel, name), 'utf8');
}

function sources(): string {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(kernel, folder))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => kernelFile(`${folder}/${name}`)),
  );
  return files.join('\n');
}

/** What a step of each kind looks like in the kernel. */
const MARKS: Readonly<Record<string, RegExp>> = {
  load: /load|\)\.\w+|Of\(/i,
  loads: /load/,
  store: /store|publish|unlink|\.\w+ = /i,
  cmpxchg: /cmpxchg/,
  xchg: /xchg|atomic\.store|publish/,
  add: /atomic\.add|\+ 1/,
  or: /atomic\.or/,
  and: /atomic\.and/,
  notify: /notify|wake/,
  // a raw lock, or the mutex of an object
  rawLock: /rawLock|cmpxchg|enter\(/,
  rawUnlock: /rawUnlock|cmpxchg|unlockByte|leave\(/,
};

/** Steps that name no function of the kernel, or one that does nothing of the kind. */
export function unfounded(labels: Iterable<string>): string[] {
  const text = sources();
  const wrong: string[] = [];
  for (const label of labels) {
    const [, name, kind] = /^(\w+): (\w+)/.exec(label) ?? [];
    if (!name || !(kind in MARKS)) continue;
    const bodies = [...text.matchAll(new RegExp(`function ${name}[(<][^]*?\\n}\\n`, 'g'))].map(([body]) => body);
    if (bodies.length === 0) wrong.push(`${label}: the kernel has no function ${name}`);
    else if (!bodies.some((body) => MARKS[kind].test(body))) wrong.push(`${label}: not in ${name}`);
  }
  return wrong;
}

/** The rows of a state table: `FROM -> TO`, then who does it. */
export function stateTable(transitions: Iterable<Transition>, row: (t: Transition) => string | null): string[] {
  const rows = new Map<string, Set<string>>();
  for (const transition of transitions) {
    const change = row(transition);
    if (change === null) continue;
    if (!rows.has(change)) rows.set(change, new Set());
    rows.get(change)?.add(transition.label.slice(0, transition.label.indexOf(':')));
  }
  return [...rows].map(([change, functions]) => `${change}   ${[...functions].sort().join(', ')}`).sort();
}

/** The same as it stands in the comment of a kernel file, behind the line that names the models. */
export function writtenTable(file: string): string[] {
  const lines = kernelFile(file).split('\n');
  const start = lines.findIndex((line) => line.startsWith('// Transitions, as tests/model'));
  const rows: string[] = [];
  for (let i = start + 1; start >= 0 && lines[i].startsWith('//   '); i++) {
    const row = lines[i].slice('//   '.length);
    if (/^\S+ -> /.test(row)) rows.push(row);
    else rows[rows.length - 1] += ` ${row.trim()}`;
  }
  return rows.sort();
}
