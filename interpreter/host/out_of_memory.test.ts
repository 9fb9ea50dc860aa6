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
def classes():
    all = []
    while True: all.append(type('C', (), {'x': 1}))
def cycles():
    all = []
    while True:
        node = Node(); node.me = [node]; all.append(node)
def closures():
    all = []
    while True:
        def function(): return function
        all.append(function)
def room():
    all = []
    try:
        while True: all.append(bytearray(1_000_000))
    except MemoryError: return len(all)
`;

describe('out of memory', () => {
  it.each(['0', '1'])('is a MemoryError, after which the memory is there again, gil=%s', (gil) => {
    const program = `${kinds}
first = room()
for fill in (lists, attributes, exceptions, generators, texts, blocks, classes, cycles, closures):
    try: fill()
    except MemoryError: pass
    gc.collect()
    kept = [[i] for i in range(200_000)]
    del kept
    # in pieces of a megabyte: nothing is left scattered
    print(fill.__name__, room() >= first - 3)
`;
    const names = 'lists attributes exceptions generators texts blocks classes cycles closures'.split(' ');
    expect(gilpy(program, gil)).toMatchObject({ status: 0, stdout: names.map((name) => `${name} True\n`).join('') });
  });

  it.each(['0', '1'])('does not come while there is garbage in cycles, gil=%s', (gil) => {
    const program = `${kinds}
for i in range(400_000):
    node = Node(); node.me = [node] * 20
print(room() > 30)
`;
    expect(gilpy(program, gil)).toMatchObject({ status: 0, stdout: 'True\n' });
  });

  it('leaves the memory of threads that wait or have ended to all', () => {
    const program = `${kinds}
import threading
first = room()
def fill():
    all = [Node() for _ in range(60_000)] + [[i] for i in range(60_000)] + ['%d' % i for i in range(60_000)]
    all.clear()
filled = threading.Barrier(4)
leave = threading.Event()
def stay():
    fill(); filled.wait(); leave.wait()
threads = [threading.Thread(target=stay) for _ in range(3)]
for thread in threads: thread.start()
filled.wait()
gc.collect()
with_threads = room()
leave.set()
for thread in threads: thread.join()
gc.collect()
print(with_threads >= first - 26, room() >= first - 26, first, with_threads, room())
`;
    expect(gilpy(program, '0')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^True True/) });
  });

  it('makes no thread impossible for good', () => {
    const program = `${kinds}
import threading
leave = threading.Event()
threads = []
try:
    while True:
        thread = threading.Thread(target=leave.wait)
        thread.start()
        threads.append(thread)
except RuntimeError as error: print(error)
leave.set()
for thread in threads: thread.join()
thread = threading.Thread(target=print, args=('again', threading.active_count() + 1))
thread.start()
thread.join()
`;
    expect(gilpy(program, '0')).toMatchObject({ status: 0, stdout: "can't start new thread\nagain 2\n" });
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
