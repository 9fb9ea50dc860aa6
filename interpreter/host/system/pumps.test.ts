import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { DRAINED, FED, Pipes } from './pipes.js';
import { Pumps } from './pumps.js';

function make() {
  const pipes: Pipes = new Pipes(
    new SharedArrayBuffer(Pipes.bytes),
    0,
    () => {},
    (message) => queueMicrotask(() => pumps.hear(message)),
  );
  const pumps = new Pumps(pipes);
  return { pipes, pumps };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Takes all there is until the ring has no writer. */
async function readAll(pipes: Pipes, pipe: number): Promise<number> {
  const buffer = new Uint8Array(10_000);
  for (let total = 0; ; ) {
    const ended = !pipes.hasWriters(pipe);
    const n = pipes.take(pipe, buffer, buffer.length);
    total += n;
    if (n === 0 && ended) return total;
    if (n === 0) await turn();
  }
}

describe('pumps', () => {
  it('feed more than a ring holds, and close it at the end', async () => {
    const { pipes, pumps } = make();
    const pipe = pipes.create(1, 1, FED);
    const stream = new PassThrough();
    pumps.feed(pipe, stream);
    stream.end(Buffer.alloc(300_000, 1));
    expect(await readAll(pipes, pipe)).toBe(300_000);
    expect(stream.destroyed).toBe(true);
  });

  it('feed one ring from several streams', async () => {
    const { pipes, pumps } = make();
    const pipe = pipes.create(1, 2, FED);
    const streams = [new PassThrough(), new PassThrough()];
    for (const stream of streams) pumps.feed(pipe, stream);
    streams[0].end(Buffer.alloc(100_000));
    streams[1].end(Buffer.alloc(50_000));
    expect(await readAll(pipes, pipe)).toBe(150_000);
  });

  it('destroy the stream when nobody reads the ring', async () => {
    const { pipes, pumps } = make();
    const pipe = pipes.create(1, 1, FED);
    const stream = new PassThrough();
    pumps.feed(pipe, stream);
    pipes.closeEnd(pipe, 'read');
    await turn();
    expect(stream.destroyed).toBe(true);
    expect(pipes.hasWriters(pipe)).toBe(false);
  });

  it('drain a ring into a stream, and end that', async () => {
    const { pipes, pumps } = make();
    const pipe = pipes.create(1, 1, DRAINED);
    const stream = new PassThrough();
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
    });
    const ended = new Promise((resolve) => stream.on('end', resolve));
    pumps.drain(pipe, stream);
    for (let left = 200_000; left > 0; ) {
      left -= pipes.put(pipe, new Uint8Array(Math.min(left, 8192)));
      await turn();
    }
    pipes.closeEnd(pipe, 'write');
    await ended;
    expect(length).toBe(200_000);
    expect(pipes.hasReaders(pipe)).toBe(false);
  });
});
