// The seeded scheduler: one seed, one interleaving.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const gilpy = fileURLToPath(new URL('../../bin/gilpy.mjs', import.meta.url));
const built = existsSync(fileURLToPath(new URL('../../build/kernel/release/stamp.json', import.meta.url)));

/** Three threads, and a lock that they take in turns; what they do is printed in the order in which it was done. */
const PROGRAM = `
import threading
done = []
lock = threading.Lock()
def work(name):
    for i in range(200):
        done.append(name)
        if i % 20 == 0:
            with lock:
                done.append(name.upper())
threads = [threading.Thread(target=work, args=(name,)) for name in 'abc']
for t in threads: t.start()
for t in threads: t.join()
print(''.join(done))
`;

function interleaving(seed: number): string {
  const args = [gilpy, '-X', `schedule=${seed}`, '-c', PROGRAM];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

describe.skipIf(!built)('-X schedule', () => {
  it('gives the same interleaving for a seed, and others for others', () => {
    const first = interleaving(1);
    expect(first).toHaveLength(3 * 210 + 1);
    expect(interleaving(1)).toBe(first);
    const second = interleaving(2);
    expect(second).not.toBe(first);
    expect([...second].sort()).toEqual([...first].sort());
  });

  it('turns the GIL on', () => {
    const args = [gilpy, '-X', 'schedule=7', '-c', 'import sys; print(sys._is_gil_enabled(), hash("a") == hash("a"))'];
    expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout).toBe('True True\n');
  });
});

describe.skipIf(!built)('-X trace and -X heap', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [gilpy, ...args], { encoding: 'utf8' });

  it('tells of the events that were asked for, on standard error', () => {
    const { stdout, stderr } = run('-X', 'trace=collect', '-c', 'import gc; gc.collect(); print(1)');
    expect(stdout).toBe('1\n');
    expect(stderr).toMatch(/^collection \d+ 1$/m);
    expect(stderr).not.toContain('world');
    expect(run('-X', 'trace', '-c', 'import gc; gc.collect()').stderr).toMatch(/^world stopped by 1 1$/m);
  });

  it('shows what lies on the heap at the end', () => {
    const { stdout, stderr } = run('-X', 'heap', '-c', 'class Seldom: pass\nkept = [Seldom() for _ in range(50000)]');
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^heap: \d+ objects of \d+ types, \d+ bytes$/m);
    expect(stderr).toMatch(/^ +\d+ bytes +50000 objects {2}__main__\.Seldom$/m);
  });
});
