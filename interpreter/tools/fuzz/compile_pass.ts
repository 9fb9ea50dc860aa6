/** Puts mutants through the compiler in a worker thread that is ended and replaced when one of them takes too long. */

import { Worker } from 'node:worker_threads';
import type { CompileAnswer } from './compile_worker.js';
import type { Finding } from './main.js';
import type { Mutant } from './mutate.js';

type Ending = CompileAnswer | { readonly kind: Finding['kind']; readonly detail: string };

export class CompilePass {
  private worker: Worker | null = null;
  private settle: (ending: Ending) => void = () => {};

  constructor(private readonly deadlineMs: number) {}

  /** The outcome of one mutant; a finding if the compiler did what it must not. */
  async examine(mutant: Mutant): Promise<{ outcome: string; finding: Finding | null }> {
    this.worker ??= this.start();
    let timer: NodeJS.Timeout | undefined;
    const ending = await new Promise<Ending>((resolve) => {
      this.settle = resolve;
      timer = setTimeout(() => {
        void this.worker?.terminate();
        this.worker = null;
        resolve({ kind: 'hang', detail: `no answer within ${this.deadlineMs} ms` });
      }, this.deadlineMs);
      this.worker!.postMessage(mutant);
    });
    clearTimeout(timer);
    if ('kind' in ending) return { outcome: ending.kind, finding: { ...ending, mutant, phase: 'compiler' } };
    const { outcome, defect } = ending;
    return { outcome, finding: defect === null ? null : { kind: 'defect', mutant, phase: 'compiler', detail: defect } };
  }

  private start(): Worker {
    const worker = new Worker(new URL('./compile_worker.js', import.meta.url), {
      // as the interpreter's own workers have it
      resourceLimits: { stackSizeMb: 64, maxOldGenerationSizeMb: 4096 },
    });
    const died = (detail: string) => {
      // one that was ended for its silence has been replaced already
      if (this.worker !== worker) return;
      this.worker = null;
      this.settle({ kind: 'death', detail });
    };
    worker.on('message', (answer: CompileAnswer) => this.settle(answer));
    worker.on('error', (error) => died(error.stack ?? String(error)));
    worker.on('exit', (status) => died(`the worker ended with status ${status}`));
    return worker;
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }
}
