import { describe, expect, it } from 'vitest';
import { CAPACITY, DRAINED, FED, type PipeMessage, Pipes } from './pipes.js';

function make() {
  const told: PipeMessage[] = [];
  let activity = 0;
  const pipes = new Pipes(
    new SharedArrayBuffer(Pipes.bytes),
    0,
    () => activity++,
    (message) => told.push(message),
  );
  return { pipes, told, activity: () => activity };
}

const take = (pipes: Pipes, pipe: number, length: number) => {
  const target = new Uint8Array(length);
  return target.subarray(0, pipes.take(pipe, target, length));
};

describe('rings', () => {
  it('give back what was put in, also across their end', () => {
    const { pipes } = make();
    const pipe = pipes.create();
    const block = Uint8Array.from({ length: 50_000 }, (_, i) => i % 251);
    for (let round = 0; round < 4; round++) {
      expect(pipes.put(pipe, block)).toBe(block.length);
      expect(pipes.peek(pipe, 10)).toEqual(block.subarray(0, 10));
      expect(Buffer.compare(take(pipes, pipe, 60_000), block)).toBe(0);
    }
    expect(take(pipes, pipe, 1)).toHaveLength(0);
  });

  it('take small writes whole or not at all, large ones as far as they fit', () => {
    const { pipes } = make();
    const pipe = pipes.create();
    expect(pipes.put(pipe, new Uint8Array(CAPACITY - 100))).toBe(CAPACITY - 100);
    expect(pipes.put(pipe, new Uint8Array(101))).toBe(0);
    expect(pipes.put(pipe, new Uint8Array(5000))).toBe(100);
    expect(pipes.room(pipe)).toBe(0);
  });

  it('count their ends, and are used again when none is left', () => {
    const { pipes } = make();
    const pipe = pipes.create();
    expect(pipes.create()).not.toBe(pipe);
    pipes.put(pipe, Uint8Array.of(1));
    pipes.closeEnd(pipe, 'write');
    expect([pipes.hasWriters(pipe), pipes.hasReaders(pipe), pipes.filled(pipe)]).toEqual([false, true, 1]);
    pipes.closeEnd(pipe, 'read');
    expect(pipes.create()).toBe(pipe);
    expect(pipes.filled(pipe)).toBe(0);
  });

  it('tell the main thread once for each wish', () => {
    const { pipes, told } = make();
    const drained = pipes.create(1, 1, DRAINED);
    pipes.put(drained, Uint8Array.of(1));
    pipes.put(drained, Uint8Array.of(2));
    expect(told).toEqual([{ kind: 'filled', pipe: drained }]);
    pipes.want(drained, DRAINED);
    pipes.closeEnd(drained, 'write');
    expect(told).toHaveLength(2);
    told.length = 0;
    const fed = pipes.create(1, 1, FED);
    pipes.tellFeeder(fed);
    pipes.tellFeeder(fed);
    expect(told).toEqual([{ kind: 'drained', pipe: fed }]);
    pipes.closeEnd(fed, 'read');
    expect(told).toHaveLength(2);
  });

  it('report every change to those who poll', () => {
    const { pipes, activity } = make();
    const pipe = pipes.create();
    pipes.put(pipe, Uint8Array.of(1));
    take(pipes, pipe, 1);
    take(pipes, pipe, 1);
    pipes.closeEnd(pipe, 'write');
    expect(activity()).toBe(3);
  });
});
