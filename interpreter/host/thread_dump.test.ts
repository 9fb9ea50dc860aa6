import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../tools/paths.js';

const PROGRAM = `import threading
lock = threading.Lock()
lock.acquire()
threading.Thread(target=lock.acquire, daemon=True).start()
print('ready', flush=True)
input()`;

it('tells what each thread does when SIGUSR2 asks', async () => {
  const child = spawn(process.execPath, [path.join(root, 'bin', 'gilpy.cjs'), '-c', PROGRAM], {
    env: { ...process.env, GILPY_THREAD_DUMP: '1' },
  });
  let dump = '';
  const done = new Promise<void>((resolve) => {
    child.stdout.once('data', () => child.kill('SIGUSR2'));
    child.stderr.on('data', (chunk) => {
      dump += chunk;
      if (/^thread 1 .*\n(?: .*\n)+/m.test(dump)) resolve();
    });
    child.once('close', () => resolve());
  });
  await done;
  child.stdin.end('\n');
  expect(dump).toMatch(/^locks: pages \d, grace \d, threads \d, world \d$/m);
  expect(dump).toMatch(/^thread 2 at [0-9a-f]+: /m);
  expect(dump).toMatch(/^thread 1 at [0-9a-f]+: /m);
});
