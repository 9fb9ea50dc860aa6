// For tests: an executor whose processes are functions, so that no test starts a process or waits for time to pass.

import type { Ending, Executor, ProcessRequest } from './executor.js';

/** What a scripted process does: the lines that it prints, and how it ends. */
export interface Script {
  readonly lines: readonly string[];
  readonly ending?: Partial<Ending>;
}

export interface ScriptedExecutor extends Executor {
  readonly requests: readonly ProcessRequest[];
}

/** An executor that answers each request by a script. */
export function scriptedExecutor(answer: (request: ProcessRequest) => Script): ScriptedExecutor {
  const requests: ProcessRequest[] = [];
  return {
    requests,
    start(request) {
      requests.push(request);
      const { lines, ending } = answer(request);
      let killed = false;
      async function* produce() {
        for (const line of lines) {
          if (killed) return;
          yield line;
        }
      }
      const ended = Promise.resolve({
        ...{ exitCode: 0, signal: null, timedOut: false, wallMs: 1000, stderr: '' },
        ...ending,
      });
      const kill = () => {
        killed = true;
      };
      return { lines: produce(), ended, kill };
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

/** What a runner prints for a request, each loop taking `nsPerLoop`. */
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
  const samples = Array.from({ length: warmups + values }, (_, index) =>
    message('sample', {
      index,
      warmup: index < warmups,
      loops: Number(loops),
      elapsed_ns: Math.round(Number(loops) * nsPerLoop),
      worker_ns: null,
      cpu_ns: null,
    }),
  );
  return { lines: [startMessage, ...samples, message('done', { peak_rss_kb: 1000 })] };
}
