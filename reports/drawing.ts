// Draws the charts of a site: in threads of their own where there are cores for them, and each content once.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Chart } from './charts/chart.js';
import { Html } from './html.js';

export interface DrawingOptions {
  /** Threads that draw; 0 draws in this one. */
  readonly threads?: number;
  /** Folder in which drawings are kept from one site to the next. */
  readonly cache?: string;
}

/** What a thread is sent, and what it answers. */
export interface DrawRequest {
  readonly id: number;
  readonly spec: string;
}
export type DrawReply = { readonly id: number } & ({ readonly svg: string } | { readonly error: string });

/** Part of each drawing's key: raised when the same specification is drawn otherwise. */
const version = 1;

const daysKept = 14;

/** As many threads as there are cores beside this one's, but not more than are of use. */
export function drawingThreads(): number {
  return Math.min(4, availableParallelism() - 1);
}

export class Drawing {
  private readonly threads: number;
  private readonly cache: string | null;
  private readonly keyPrefix: string;
  private readonly workers: { readonly worker: Worker; busy: number }[] = [];
  private readonly waiting = new Map<number, { resolve: (svg: string) => void; reject: (error: Error) => void }>();
  private next = 0;
  /** How many were drawn and how many were found. */
  readonly counts = { drawn: 0, found: 0 };

  constructor({ threads = 0, cache }: DrawingOptions = {}) {
    this.threads = threads;
    this.cache = cache ?? null;
    const require = createRequire(import.meta.url);
    const versions = ['vega', 'vega-lite'].map((name) => packageVersion(require.resolve(name)));
    this.keyPrefix = JSON.stringify([version, ...versions]);
    if (this.cache) mkdirSync(this.cache, { recursive: true });
  }

  /** The chart as SVG that fills its container's width. */
  async svg(chart: Chart): Promise<Html> {
    const spec = JSON.stringify(chart.spec);
    const file = this.cache && path.join(this.cache, `${hashOf(this.keyPrefix + spec)}.svg`);
    const known = file && readIfThere(file);
    if (known) {
      this.counts.found++;
      return new Html(known);
    }
    const svg = await this.draw(spec);
    this.counts.drawn++;
    if (file) writeWhole(file, svg);
    return new Html(svg);
  }

  /** Ends the threads, and forgets drawings that were made long ago. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map(({ worker }) => worker.terminate()));
    if (this.cache) forgetOld(this.cache);
  }

  private async draw(spec: string): Promise<string> {
    if (this.threads <= 0) return (await import('./render.js')).renderText(spec);
    const least = this.workers.reduce((a, b) => (b.busy < a.busy ? b : a), {
      busy: 1,
    } as (typeof this.workers)[number]);
    // A thread more only when all have something to do.
    const thread = least.busy > 0 && this.workers.length < this.threads ? this.start() : this.leastBusy();
    const id = this.next++;
    thread.busy++;
    try {
      return await new Promise<string>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        thread.worker.postMessage({ id, spec } satisfies DrawRequest);
      });
    } finally {
      this.waiting.delete(id);
      thread.busy--;
    }
  }

  private leastBusy() {
    return this.workers.reduce((a, b) => (b.busy < a.busy ? b : a));
  }

  private start() {
    const worker = new Worker(new URL('./drawing-thread.js', import.meta.url));
    worker.on('message', (reply: DrawReply) => {
      const waiting = this.waiting.get(reply.id)!;
      if ('svg' in reply) waiting.resolve(reply.svg);
      else waiting.reject(new Error(`a chart could not be drawn: ${reply.error}`));
    });
    worker.on('error', (error) => {
      for (const { reject } of this.waiting.values()) reject(error);
    });
    const thread = { worker, busy: 0 };
    this.workers.push(thread);
    return thread;
  }
}

function packageVersion(resolved: string): string {
  for (let folder = path.dirname(resolved); ; folder = path.dirname(folder)) {
    const text = readIfThere(path.join(folder, 'package.json'));
    const found = text && (JSON.parse(text) as { version?: string }).version;
    if (found) return found;
    if (folder === path.dirname(folder)) throw new Error(`${resolved} lies in no package`);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Two sites may be drawn at once: nobody reads a half of a file. */
function writeWhole(file: string, text: string): void {
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, text);
  renameSync(part, file);
}

function forgetOld(folder: string): void {
  const oldest = Date.now() - daysKept * 86_400_000;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    // Another site may have forgotten it meanwhile.
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (written !== undefined && written < oldest) rmSync(file, { force: true });
  }
}
