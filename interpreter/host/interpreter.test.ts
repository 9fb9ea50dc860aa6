import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interpreter } from './interpreter.js';

// the built one: it starts workers from files
const built = new URL('../../dist/interpreter/host/interpreter.js', import.meta.url).href;

describe('an embedded interpreter', () => {
  let python: Interpreter;
  beforeAll(async () => {
    const module = (await import(built)) as typeof import('./interpreter.js');
    python = await module.Interpreter.start();
  }, 60_000);
  afterAll(() => python.close(), 60_000);

  it('runs statements and evaluates expressions in one namespace', async () => {
    await python.run('x = [n * n for n in range(4)]');
    expect(await python.eval('x')).toEqual([0, 1, 4, 9]);
    expect(await python.eval('None')).toBeNull();
    expect(await python.eval('int')).toBe("<class 'int'>");
  });

  it('calls with values of JavaScript', async () => {
    await python.run('def join(*parts): return "-".join(map(str, parts))');
    expect(await python.call('join', 1, 'two', 3.5)).toBe('1-two-3.5');
  });

  it('throws what Python raises', async () => {
    const error = await python.run('1 / 0').then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: 'ZeroDivisionError', message: 'division by zero', type: 'ZeroDivisionError' });
  });

  it('has threads and child processes', async () => {
    await python.run(`import subprocess, threading
found = []
threads = [threading.Thread(target=found.append, args=(n,)) for n in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()`);
    expect(await python.eval('sorted(found)')).toEqual([0, 1, 2]);
    expect(await python.eval('subprocess.check_output(["echo", "child"], text=True)')).toBe('child\n');
  });
});
