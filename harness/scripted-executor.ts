// For tests: an executor whose processes are functions, so that no test starts a process or waits for time to pass.

import type { Ending, Executor, ProcessRequest } from './executor.js';

/** In a script: where the process reads a line from its standard input. */
export const readLine = { reads: 'a line' } as const;

/** What a scripted process does: the lines that it prints and reads, and how it ends. */
export interface Script {
  readonly lines: readonly (string | typeof readLine)[];
  readonly ending?: Partial<Ending>;
}

/** Something that happened to the process of the request with this number. */
export interface ScriptedEvent {
  readonly process: number;
  readonly what: 'start' | 'wait' | 'rest' | 'write' | 'print' | 'end';
}

export interface ScriptedExecutor extends Executor {
  readonly requests: readonly ProcessRequest[];
  /** All that happened, in order. */
  readonly log: readonly ScriptedEvent[];
}

/** An executor that answers each request by a script. */
export function scriptedExecutor(answer: (request: ProcessRequest) => Script): ScriptedExecutor {
  const requests: ProcessRequest[] = [];
  const log: ScriptedEvent[] = [];
  return {
    requests,
    log,
    start(request) {
      const process = requests.push(request) - 1;
      const note = (what: ScriptedEvent['what']) => log.push({ process, what });
      note('start');
      const { lines, ending } = answer(request);
      let killed = false;
      let written = 0;
      let wake = () => {};
      async function* produce() {
        for (const line of lines) {
          // Whatever else could go on meanwhile does so.
          await new Promise((resolve) => setImmediate(resolve));
          if (killed) break;
          if (typeof line === 'string') {
            note('print');
            yield line;
            continue;
          }
          note('wait');
          while (!killed && written === 0) await new Promise<void>((resolve) => (wake = resolve));
          written--;
        }
        note('end');
      }
      const ended = Promise.resolve({
        ...{ exitCode: 0, signal: null, timedOut: false, wallMs: 1000, stderr: '' },
        ...ending,
      });
      const kill = () => {
        killed = true;
        wake();
      };
      const write = () => {
        note('write');
        written++;
        wake();
      };
      return { lines: produce(), ended, write, rest: () => void note('rest'), kill };
    },
  };
}

/** The value that follows an option on a request's command line. */
export function option(request: ProcessRequest, name: string): string {
  const index = request.command.indexOf(name);
  if (index < 0) throw new Error(`${name} is not in ${request.command.join(' ')}`);
  return request.command[index + 1];
}

export function message(event: string, fields: Readonly<Record<string, unknown>> = {}): string {
  return `@gil-lab ${JSON.stringify({ event, ...fields })}`;
}

export const startMessage = message('start', {
  implementation: 'cpython',
  version: '3.13.0',
  gil: true,
  inner_loops: 1,
});

/** What a runner prints and reads for a request, each loop taking `nsPerLoop`. */
export function runnerScript(request: ProcessRequest, nsPerLoop: number): Script {
  const loops = option(request, '--loops');
  if (loops === 'auto') {
    const wanted = Number(option(request, '--min-time')) * 1e6;
    const found = 2 ** Math.max(0, Math.ceil(Math.log2(wanted / nsPerLoop)));
    return {
      lines: [startMessage, message('calibrated', { loops: found, elapsed_ns: found * nsPerLoop }), message('done')],
    };
  }
  const [warmups, values] = ['--warmups', '--values'].map((name) => Number(option(request, name)));
  const turns = request.command.includes('--turns');
  const samples = Array.from({ length: warmups + values }, (_, index) => [
    ...(turns ? [readLine] : []),
    message('sample', {
      index,
      warmup: index < warmups,
      loops: Number(loops),
      start_ns: 0,
      elapsed_ns: Math.round(Number(loops) * nsPerLoop),
      worker_ns: null,
      cpu_ns: null,
    }),
  ]).flat();
  const ready = turns ? [message('ready')] : [];
  return { lines: [startMessage, ...ready, ...samples, message('done', { peak_rss_kb: 1000 })] };
}
