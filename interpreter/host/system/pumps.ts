// Moves bytes between rings and Node's streams, on Node's main thread.

import { DRAINED, FED, type PipeMessage, type Pipes } from './pipes.js';

export class Pumps {
  /** For each ring what looks at it again: several streams may feed one. */
  private readonly feeders = new Map<number, Set<() => void>>();
  private readonly drainers = new Map<number, Set<() => void>>();

  constructor(private readonly pipes: Pipes) {}

  /** A ring that is served here has changed. */
  hear({ kind, pipe }: PipeMessage): void {
    const all = (kind === 'drained' ? this.feeders : this.drainers).get(pipe);
    for (const look of all ? [...all] : []) look();
  }

  /**
   * Feeds a ring from a stream; closes its writing end when the stream ends. `done` is told before, with the error or
   * null; by default it destroys the stream.
   */
  feed(pipe: number, stream: NodeJS.ReadableStream, done: (error: unknown) => void = () => destroy(stream)): void {
    const { pipes } = this;
    const pending: Uint8Array[] = [];
    let ended = false;
    let failure: unknown = null;
    let open = true;
    const close = () => {
      open = false;
      remove(this.feeders, pipe, flush);
      done(failure);
      pipes.closeEnd(pipe, 'write');
    };
    const flush = () => {
      if (!open) return;
      if (!pipes.hasReaders(pipe)) return close();
      while (pending.length) {
        const chunk = pending[0];
        const n = pipes.put(pipe, chunk.subarray(0, Math.max(1, pipes.room(pipe))));
        if (n === chunk.length) pending.shift();
        else if (n > 0) pending[0] = chunk.subarray(n);
        else {
          stream.pause();
          pipes.want(pipe, FED);
          if (pipes.room(pipe) === 0) return;
        }
      }
      if (ended) close();
      else stream.resume();
    };
    const end = () => {
      ended = true;
      flush();
    };
    add(this.feeders, pipe, flush);
    stream.on('data', (chunk: Buffer) => {
      if (!open) return;
      pending.push(chunk);
      flush();
    });
    stream.on('end', end);
    stream.on('close', end);
    stream.on('error', (error) => {
      failure = error;
      end();
    });
    flush();
  }

  /** Drains a ring into a stream; ends the stream when the ring's writers are gone. `done` as for feed(). */
  drain(pipe: number, stream: NodeJS.WritableStream, done: (error: unknown) => void = () => {}): void {
    const { pipes } = this;
    const buffer = new Uint8Array(65536);
    let waiting = false;
    let open = true;
    const close = (error: unknown) => {
      if (!open) return;
      open = false;
      remove(this.drainers, pipe, flush);
      done(error);
      pipes.closeEnd(pipe, 'read');
    };
    const flush = () => {
      while (open && !waiting) {
        const alone = !pipes.hasWriters(pipe);
        const n = pipes.take(pipe, buffer, buffer.length);
        if (n === 0) {
          if (alone) {
            stream.end();
            return close(null);
          }
          pipes.want(pipe, DRAINED);
          if (pipes.filled(pipe) === 0 && pipes.hasWriters(pipe)) return;
        } else if (!stream.write(Buffer.from(buffer.subarray(0, n)))) {
          waiting = true;
          stream.once('drain', () => {
            waiting = false;
            flush();
          });
        }
      }
    };
    add(this.drainers, pipe, flush);
    stream.on('error', close);
    stream.on('close', () => close(null));
    flush();
  }
}

function destroy(stream: NodeJS.ReadableStream): void {
  (stream as Partial<{ destroy(): void }>).destroy?.();
}

function add(map: Map<number, Set<() => void>>, pipe: number, look: () => void): void {
  const all = map.get(pipe);
  if (all) all.add(look);
  else map.set(pipe, new Set([look]));
}

function remove(map: Map<number, Set<() => void>>, pipe: number, look: () => void): void {
  const all = map.get(pipe);
  all?.delete(look);
  if (all?.size === 0) map.delete(pipe);
}
