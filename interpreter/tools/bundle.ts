// The host as three scripts beside its modules, each in one file: a start loads two of them, and those with code that V8
// has cached (bin/gilpy.cjs). The modules stay what runs while the bundles are older than they are.

import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './paths.js';

const dist = path.join(root, 'dist', 'interpreter');
const target = (name: string) => path.join(dist, 'host', `${name}.bundle.cjs`);

async function write(name: string, input: string, define: Record<string, string> = {}): Promise<void> {
  const bundle = await rolldown({ input: path.join(dist, 'host', input), platform: 'node', transform: { define } });
  const { output } = await bundle.generate({ format: 'cjs', minify: 'dce-only' });
  await bundle.close();
  writeFileSync(target(name), lazyModules(output[0].code));
}

/** Modules of Node that few programs need and that take long to load. */
const LAZY = ['child_process', 'crypto', 'dgram', 'dns', 'net', 'readline', 'tty', 'zlib'];

/** Turns `let node_x = require("node:x")` and its uses into loads at the first use. */
function lazyModules(code: string): string {
  for (const name of LAZY) {
    const variable = `node_${name.replace('/', '_')}`;
    const first = `let ${variable} = require("node:${name}");\n`;
    if (!code.includes(first)) continue;
    const wrap = new RegExp(`^${variable} = __toESM\\(${variable}(, 1)?\\);\\n`, 'm');
    const loaded = wrap.test(code) ? `__toESM(require("node:${name}"), 1)` : `require("node:${name}")`;
    code = code
      .replace(first, '')
      .replace(wrap, '')
      .replace(new RegExp(`\\b${variable}\\.`, 'g'), `${variable}().`);
    code += `var ${variable}_loaded;\nfunction ${variable}() {\n\treturn ${variable}_loaded ??= ${loaded};\n}\n`;
  }
  return code;
}

/** Time of a file's last change, 0 if it is not there. */
const time = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Writes the bundles that are older than the modules (told as in bin/gilpy.cjs). Returns whether it did. */
export async function bundleHost(): Promise<boolean> {
  const newest = Math.max(
    time(path.join(dist, 'host', 'gilpy.js')),
    time(path.join(root, 'dist', 'tsconfig.tsbuildinfo')),
  );
  if (['compiler', 'main', 'worker'].every((name) => time(target(name)) > newest)) return false;
  await write('compiler', 'compiler.js');
  const version = createHash('sha256')
    .update(readFileSync(target('compiler')))
    .digest('hex');
  const define = { COMPILER_VERSION: JSON.stringify(version) };
  await write('main', 'main.js', define);
  await write('worker', 'worker_run.js', define);
  return true;
}
