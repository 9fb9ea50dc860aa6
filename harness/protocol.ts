// What runner.py says on its standard output; its own file describes the messages.

/** What an interpreter says about itself. */
export interface StartMessage {
  readonly event: 'start';
  readonly implementation: string;
  readonly version: string;
  readonly build: string;
  readonly gil: boolean | null;
  readonly platform: string;
  readonly executable: string;
  readonly inner_loops?: number;
  /** With --describe only: how the interpreter was made, as far as it tells. */
  readonly compiler?: string | null;
  readonly revision?: string | null;
}

export interface CalibratedMessage {
  readonly event: 'calibrated';
  readonly loops: number;
  readonly elapsed_ns: number;
}

/** With turns: the benchmark is prepared, and each sample waits for a line. */
export interface ReadyMessage {
  readonly event: 'ready';
}

export interface SampleMessage {
  readonly event: 'sample';
  readonly index: number;
  readonly warmup: boolean;
  readonly loops: number;
  /** When it began, on the clock that the system's processes share. */
  readonly start_ns: number;
  readonly elapsed_ns: number;
  readonly worker_ns: readonly number[] | null;
  readonly cpu_ns: number | null;
}

export interface DoneMessage {
  readonly event: 'done';
  readonly peak_rss_kb?: number | null;
}

export interface ErrorMessage {
  readonly event: 'error';
  readonly type: string;
  readonly message: string;
  readonly traceback: string;
}

/** Only from pyperformance/launch.py with --list: a benchmark that a script registers. */
export interface RegisteredMessage {
  readonly event: 'registered';
  readonly name: string;
  readonly description?: string | null;
}

export type RunnerMessage =
  | StartMessage
  | RegisteredMessage
  | CalibratedMessage
  | ReadyMessage
  | SampleMessage
  | DoneMessage
  | ErrorMessage;

const prefix = '@gil-lab ';

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown) => typeof value === 'string';

/** The fields without which a message of each kind is of no use. */
const required: Record<RunnerMessage['event'], Readonly<Record<string, (value: unknown) => boolean>>> = {
  start: { implementation: isText, version: isText },
  registered: { name: isText },
  calibrated: { loops: isNumber, elapsed_ns: isNumber },
  ready: {},
  sample: { index: isNumber, loops: isNumber, start_ns: isNumber, elapsed_ns: isNumber },
  done: {},
  error: { type: isText, message: isText },
};

/** The message in one line of output, or null when the line is something that the benchmark printed. */
export function parseLine(line: string): RunnerMessage | null {
  if (!line.startsWith(prefix)) return null;
  let message: Record<string, unknown>;
  try {
    message = JSON.parse(line.slice(prefix.length));
  } catch {
    return null;
  }
  const fields = required[message?.event as RunnerMessage['event']];
  if (!fields || Object.entries(fields).some(([name, holds]) => !holds(message[name]))) return null;
  return message as unknown as RunnerMessage;
}

/** The module that a Python says it has not; null when its error is another one. */
export function missingModule(error: { readonly type: string | null; readonly message: string | null }): string | null {
  if (error.type !== 'ModuleNotFoundError') return null;
  return /No module named '([^']+)'/.exec(error.message ?? '')?.[1] ?? error.message;
}
