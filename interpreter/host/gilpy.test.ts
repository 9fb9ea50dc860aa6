import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const executable = fileURLToPath(new URL('../../bin/gilpy.mjs', import.meta.url));

interface Result {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
}

/** Runs gilpy; `input` goes to its standard input, `interruptAt` sends SIGINT when that text has been printed. */
function gilpy(args: readonly string[], input = '', interruptAt = ''): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [executable, ...args]);
    let out = '';
    let interrupted = false;
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (interruptAt && !interrupted && out.includes(interruptAt)) {
        interrupted = true;
        child.kill('SIGINT');
      }
    });
    child.on('close', (status, signal) => resolve({ status, signal, out }));
    child.stdin.end(input);
  });
}

const threads = `import threading
done = []
all = [threading.Thread(target=done.append, args=(k,)) for k in range(64)]
for t in all: t.start()
for t in all: t.join()
print(len(done))`;

describe('gilpy', () => {
  it('gives exit codes', async () => {
    expect(await gilpy(['-c', 'import sys; sys.exit(5)'])).toMatchObject({ status: 5 });
  });

  it('takes the program, or its input, from standard input', async () => {
    expect((await gilpy([], 'print(6 * 7)')).out).toBe('42\n');
    expect((await gilpy(['-c', 'print(input())'], 'a line\n')).out).toBe('a line\n');
  });

  it.each(['0', '1'])('runs 64 threads with gil=%s', async (gil) => {
    expect((await gilpy(['-X', `gil=${gil}`, '-c', threads])).out).toBe('64\n');
  });

  it('turns SIGINT into KeyboardInterrupt, also while asleep', async () => {
    const program =
      "import time\ntry: print('ready', flush=True); time.sleep(50)\nexcept KeyboardInterrupt: print('interrupted')";
    expect(await gilpy(['-c', program], '', 'ready\n')).toMatchObject({ status: 0, out: 'ready\ninterrupted\n' });
  });

  it('goes on interactively: prompts on standard error, what was typed ahead stays', async () => {
    const lines = ['6 * 7', 'for n in range(2):', '    print(n)', '', 'input()', 'a line', 'exit(3)', ''];
    expect(await gilpy(['-q', '-i', '-c', 'x = 1'], lines.join('\n'))).toMatchObject({
      status: 3,
      out: "42\n0\n1\n'a line'\n",
    });
  });

  it.each([
    [['-V'], 'Python 3.13.2\n'],
    [['-I', '-c', 'import sys; print(sys.flags.isolated, sys.flags.safe_path)'], '1 True\n'],
    [['-O', '-c', 'assert 0; print(__debug__)'], 'False\n'],
    [['-S', '-c', 'import builtins; print(hasattr(builtins, "exit"))'], 'False\n'],
    [['-X', 'dev', '-c', 'import sys; print(sys.flags.dev_mode, sys._xoptions)'], "True {'dev': True}\n"],
    [['-u', '-c', 'import sys; print(sys.argv)', '-a', 'b'], "['-c', '-a', 'b']\n"],
  ])('knows the options %j', async (args, out) => {
    expect(await gilpy(args)).toMatchObject({ status: 0, out });
  });

  it('ends with 2 where there is no script', async () => {
    expect(await gilpy(['no such script.py'])).toMatchObject({ status: 2, out: '' });
  });
});
