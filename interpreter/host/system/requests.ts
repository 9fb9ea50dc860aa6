// Requests of a worker to Node's main thread that it waits for: for what only the main thread can do.

const STATE = 0;
const STATUS = 1;
const LENGTH = 2;
const HEAD = 3;
/** More than a datagram with its address. */
const CONTENT = 66560;

const WAITING = 0;
const DONE = 1;

export interface Request {
  readonly kind: 'request';
  readonly operation: string;
  readonly args: readonly unknown[];
  readonly reply: SharedArrayBuffer;
}

/** What an operation gives: a number (below zero: negated errno), and bytes. */
export interface Reply {
  readonly status: number;
  readonly content?: Uint8Array;
}

/** The worker's side; one request at a time. */
export class Requester {
  private readonly buffer = new SharedArrayBuffer(HEAD * 4 + CONTENT);
  private readonly words = new Int32Array(this.buffer, 0, HEAD);

  constructor(private readonly post: (message: unknown) => void) {}

  /** Asks and waits. */
  ask(operation: string, ...args: unknown[]): { status: number; content: Uint8Array } {
    Atomics.store(this.words, STATE, WAITING);
    const request: Request = { kind: 'request', operation, args, reply: this.buffer };
    this.post(request);
    Atomics.wait(this.words, STATE, WAITING);
    const content = new Uint8Array(this.buffer, HEAD * 4, this.words[LENGTH]).slice();
    return { status: this.words[STATUS], content };
  }
}

/** Answers a request. */
export function answer(request: Request, { status, content }: Reply): void {
  const words = new Int32Array(request.reply, 0, HEAD);
  const bytes = content ?? new Uint8Array();
  new Uint8Array(request.reply, HEAD * 4, CONTENT).set(bytes.subarray(0, CONTENT));
  words[STATUS] = status;
  words[LENGTH] = Math.min(bytes.length, CONTENT);
  Atomics.store(words, STATE, DONE);
  Atomics.notify(words, STATE);
}
