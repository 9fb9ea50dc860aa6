import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const executable = fileURLToPath(new URL('../../bin/gilpy.mjs', import.meta.url));

function gilpy(program: string, gil: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [executable, '-X', `gil=${gil}`, '-c', program], {
    encoding: 'utf8',
    env: { ...process.env, GILPY_MEMORY: '96M' },
  });
  return { status, stdout, last: stderr.trimEnd().split('\n').at(-1) };
}

/** Each fills the memory with something of its own; what it has made is garbage afterwards, in cycles or not. */
const kinds = `
import gc, sys
class Node: pass
def lists():
    all = []
    while True: all.append([1, 2, 3])
def attributes():
    last = None
    while True:
        node = Node(); node.last = last; last = node
def exceptions():
    all = []
    while True:
        try: raise ValueError(1)
        except ValueError as error: all.append(error)
def generators():
    def one(): yield 1
    all = []
    while True: all.append(one()); next(all[-1])
def texts():
    all = {}
    while True: all['key %d' % len(all)] = len(all)
def blocks():
    all = []
    while True: all.append(bytearray(1_000_000))
`;

describe('out of memory', () => {
  it.each(['0', '1'])('is a MemoryError, after which the memory is there again, gil=%s', (gil) => {
    const program = `${kinds}
for fill in (lists, attributes, exceptions, generators, texts, blocks):
    try: fill()
    except MemoryError: pass
    gc.collect()
    kept = [[i] for i in range(200_000)]
    del kept
    print(fill.__name__)
`;
    const names = 'lists attributes exceptions generators texts blocks'.split(' ');
    expect(gilpy(program, gil)).toMatchObject({ status: 0, stdout: `${names.join('\n')}\n` });
  });

  it('keeps nothing of those who met it', () => {
    const program = `${kinds}
import gil_lab, weakref
errors = []
def meet(witness):
    try: bytearray(1 << 40)
    except MemoryError as error: errors.append(error)
    try: 'x' * (1 << 30)
    except MemoryError as error: errors.append(error)
for _ in range(200):
    node = Node(); met = weakref.ref(node); meet(node); del node
print(len({id(error) for error in errors}), len({id(error.__traceback__) for error in errors}))
errors.clear()
print(met(), gil_lab.check_heap() is not None)
`;
    expect(gilpy(program, '0')).toMatchObject({ status: 0, stdout: '400 400\nNone True\n' });
  });

  it('in several threads ends none of them but by the exception', () => {
    const program = `${kinds}
import threading
met = [0] * 4
go = threading.Event()
def run(fill, number):
    go.wait()
    try: fill()
    except MemoryError: met[number] = 1
threads = [threading.Thread(target=run, args=(fill, number)) for number, fill in enumerate((lists, attributes, texts, blocks))]
for thread in threads: thread.start()
go.set()
for thread in threads: thread.join()
gc.collect()
print(sum(met), len([[i] for i in range(1000)]))
`;
    expect(gilpy(program, '0')).toMatchObject({ status: 0, stdout: '4 1000\n' });
  });
});
