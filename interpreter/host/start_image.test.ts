// Processes that begin with a start-up image are like those that boot.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const executable = fileURLToPath(new URL('../../bin/gilpy.mjs', import.meta.url));
const cache = mkdtempSync(path.join(tmpdir(), 'gilpy-start-'));
afterAll(() => rmSync(cache, { recursive: true }));

const images = () => {
  const folder = path.join(cache, 'images');
  return readdirSync(folder).map((name) => path.join(folder, name));
};

function gilpy(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [executable, ...args], {
      env: { ...process.env, PYTHONHASHSEED: '', GILPY_CACHE: cache, ...env },
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      out += chunk;
    });
    child.on('close', (status) => resolve(`${out}${status}`));
  });
}

const booted = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => gilpy(args, { GILPY_CACHE: '', ...env });

const everything = `
import os, sys, _collections_abc
print(sys.argv, sys.path, sys.flags, sys._xoptions, sys.warnoptions, sys.orig_argv[1:], __debug__)
print(os.environ.get('MARK'), os.environb.get(b'MARK'), sorted(sys.modules))
print({'one', 'two', 'three'}, hash('text'), hash(b'bytes'), hash(('a', frozenset({'b', 'c'}))))
print('argv' in vars(sys), sys.intern('ar' + 'gv') is 'argv', {**{'x': 1}}['x'], isinstance([], _collections_abc.Sequence))
class C:
    def __init__(self): self.first, self.second = 1, 2
print(vars(C()), C().second, sys.stdout.encoding, sys.stdin.errors)
`;

describe('a process that begins with a start-up image', () => {
  it('has its own arguments, flags, environment and hash seed', async () => {
    const env = { MARK: 'first', PYTHONHASHSEED: '1' };
    const first = await gilpy(['-c', everything, 'x'], env);
    expect(images()).toHaveLength(1);
    expect(first).toBe(await booted(['-c', everything, 'x'], env));
    for (const [args, more] of [
      [['-I', '-W', 'ignore', '-X', 'a=b', '-c', everything, 'y', 'z'], { PYTHONHASHSEED: '1' }],
      [['-s', '-q', '-c', everything], { MARK: 'second', PYTHONHASHSEED: '2' }],
    ] as const) {
      const seeded = 'PYTHONHASHSEED' in more && !args.includes('-I' as never);
      const [mine, theirs] = [await gilpy(args, more), await booted(args, more)];
      const comparable = (text: string) => (seeded ? text : text.replace(/^\{'.*$/m, ''));
      expect(comparable(mine)).toBe(comparable(theirs));
    }
    expect(images()).toHaveLength(1);
  });

  it('hashes text by keys of its own', async () => {
    const program = ['-c', "print(hash('text'))"];
    expect(await gilpy(program)).not.toBe(await gilpy(program));
    const seeded = { PYTHONHASHSEED: '77' };
    expect(await gilpy(program, seeded)).toBe(await booted(program, seeded));
  });

  it('has the image of its own optimisation level and GIL', async () => {
    const program = ['-c', 'import sys; assert False; print(sys._is_gil_enabled(), sys.flags.optimize)'];
    for (let round = 0; round < 2; round++) {
      expect(await gilpy(['-O', ...program])).toBe('False 1\n0');
      expect(await gilpy(['-O', '-X', 'gil=1', ...program])).toBe('True 1\n0');
    }
    expect(images()).toHaveLength(3);
  });

  it('starts threads', async () => {
    const program = 'import threading\nt = threading.Thread(target=print, args=("there",))\nt.start()\nt.join()';
    expect(await gilpy(['-c', program])).toBe('there\n0');
    expect(await gilpy(['-X', 'gil=1', '-c', program])).toBe('there\n0');
  });

  it('writes the image anew when it is damaged', async () => {
    const damaged = images().map((file) => {
      const content = readFileSync(file);
      content[content.length >> 1] ^= 1;
      writeFileSync(file, content);
      return { file, content };
    });
    expect(await gilpy(['-c', 'print(6 * 7)'])).toBe('42\n0');
    const written = damaged.filter(({ file, content }) => !readFileSync(file).equals(content));
    expect(written).toHaveLength(1);
    const anew = readFileSync(written[0].file);
    expect(await gilpy(['-c', 'print(6 * 7)'])).toBe('42\n0');
    expect(readFileSync(written[0].file).equals(anew)).toBe(true);
  });

  it('may be one of several that write the same image', async () => {
    for (const file of images()) rmSync(file);
    const results = await Promise.all([1, 2, 3].map((i) => gilpy(['-c', `print(${i})`])));
    expect(results).toEqual(['1\n0', '2\n0', '3\n0']);
    expect(images()).toHaveLength(1);
    expect(await gilpy(['-c', 'print(4)'])).toBe('4\n0');
  });
});
