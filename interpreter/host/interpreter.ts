// The API for embedding: a Python interpreter inside a Node program.
//
//   const python = await Interpreter.start({ gil: false });
//   await python.run('x = 6 * 7');
//   await python.call('print', 'x is', 42);
//   await python.close();
//
// The interpreter runs `_gilpy_server.py` (interpreter/lib): it takes requests as JSON lines from a pipe and answers on
// another. Values go across as JSON; what JSON can't hold comes back as its repr.

import { parseCommandLine } from './command_line.js';
import { startModuleWorker } from './module_worker.js';
import { PythonProcess } from './python_process.js';
import { mainConfig, processOptions } from './start.js';

export interface InterpreterOptions {
  readonly gil?: boolean;
  /** Kernel variant: release, debug, hostile ... */
  readonly variant?: string;
  /** Bytes of memory at most. */
  readonly memoryLimit?: number;
  /** sys.path in front of the standard library. */
  readonly path?: readonly string[];
}

/** An exception of Python. */
export class PythonError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly traceback: string,
  ) {
    super(message);
    this.name = type;
  }
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { readonly type: string; readonly message: string; readonly traceback: string };
}

export class Interpreter {
  private next = 1;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private readonly ended: Promise<number>;

  private constructor(
    private readonly python: PythonProcess,
    config: ReturnType<typeof mainConfig>,
  ) {
    this.python.onAnswer((line) => this.answered(JSON.parse(line) as Answer));
    this.ended = python.run(config).then((status) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the interpreter ended with status ${status}`));
      this.waiting.clear();
      return status;
    });
  }

  /** Starts an interpreter of its own: memory, threads and modules are shared with no other. */
  static async start(options: InterpreterOptions = {}): Promise<Interpreter> {
    const line = parseCommandLine(['-m', '_gilpy_server'], {}, false);
    const settings = processOptions({ ...line, gil: options.gil ? 1 : 0, path: options.path ?? [] });
    const { variant = settings.variant, memoryLimit = settings.memoryLimit } = options;
    const python = new PythonProcess({
      ...settings,
      variant,
      memoryLimit,
      startWorker: startModuleWorker,
    });
    const interpreter = new Interpreter(python, mainConfig({ ...line, path: options.path ?? [] }));
    await interpreter.ask({ kind: 'ping' });
    return interpreter;
  }

  /** Runs statements in `__main__`; throws PythonError. */
  async run(source: string): Promise<void> {
    await this.ask({ kind: 'run', source });
  }

  /** Value of an expression in `__main__`. */
  eval(expression: string): Promise<unknown> {
    return this.ask({ kind: 'eval', source: expression });
  }

  /** Calls what an expression in `__main__` names. */
  call(callable: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.ask({ kind: 'call', source: callable, args });
  }

  /** Ends the interpreter: waits for its program, then ends its workers. */
  async close(): Promise<void> {
    this.python.send(`${JSON.stringify({ id: 0, kind: 'close' })}\n`);
    await this.ended;
    await this.python.close();
  }

  private ask(request: Record<string, unknown>): Promise<unknown> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.python.send(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  private answered({ id, value, error }: Answer): void {
    const waiter = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) waiter?.reject(new PythonError(error.type, error.message, error.traceback));
    else waiter?.resolve(value);
  }
}
