// Child processes, on Node's main thread. Pipes that a child inherits are rings here: pumps carry their bytes.

import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import os from 'node:os';
import { type Description, Kind } from './descriptors.js';
import { errno, negated } from './errno.js';
import { DRAINED, FED } from './pipes.js';
import type { Pumps } from './pumps.js';
import type { Reply } from './requests.js';
import { INHERITED, type System } from './system.js';

export interface SpawnRequest {
  /** Paths to try in order. */
  readonly executables: readonly string[];
  readonly args: readonly string[];
  readonly cwd: string | null;
  /** NAME=VALUE; null: ours. */
  readonly env: readonly string[] | null;
  /** Our descriptors that become 0, 1 and 2 of the child; -1: ours of that number, -2: none. */
  readonly stdio: readonly number[];
  /** More descriptors of ours that the child inherits under the same numbers. */
  readonly inherited: readonly number[];
  readonly newSession: boolean;
  /** -1: ours. */
  readonly uid: number;
  readonly gid: number;
  readonly umask: number;
}

/** Numbers of children that could not be started: no process has them. */
const FIRST_FAILED = 0x4000_0000;
const WNOHANG = 1;
const WNOWAIT = 0x100_0000;
/** Variables that make a gilpy started by us the one that we are. */
const OWN_VARIABLES = ['GILPY_VARIANT', 'GILPY_CACHE'];

export class Children {
  /** Wait status of children that have ended and were not waited for. */
  private readonly ended = new Map<number, number>();
  private readonly running = new Map<number, ChildProcess>();
  private waiters: (() => void)[] = [];
  private failed = FIRST_FAILED;

  /** `self`: the command that starts this interpreter. `onEnd` is called when a child ends. */
  constructor(
    private readonly system: System,
    private readonly pumps: Pumps,
    private readonly self: string,
    private readonly onEnd: () => void,
  ) {}

  /** Starts a child. Status: its pid, or a negated errno; the content is then 'cwd' if the folder is to blame. */
  spawn(request: SpawnRequest): Reply {
    if (request.cwd !== null) {
      try {
        if (!statSync(request.cwd).isDirectory()) return { status: -errno.ENOTDIR, content: Buffer.from('cwd') };
        accessSync(request.cwd, constants.X_OK);
      } catch (error) {
        return { status: negated(error), content: Buffer.from('cwd') };
      }
    }
    const file = findExecutable(request);
    if (typeof file === 'number') return { status: file };
    const opened: number[] = [];
    try {
      return this.start(file, request, opened);
    } catch (error) {
      return { status: negated(error) };
    } finally {
      for (const fd of opened) closeSync(fd);
    }
  }

  private start(file: string, request: SpawnRequest, opened: number[]): Reply {
    const { descriptors } = this.system;
    const stdio: (number | 'pipe' | 'ignore')[] = [];
    const piped: { at: number; description: Description }[] = [];
    const written: Description[] = [];
    for (let at = 0; at <= Math.max(2, ...request.inherited); at++) {
      const given = at < 3 ? request.stdio[at] : at;
      const fd = given === -1 ? at : given;
      const description = at < 3 || request.inherited.includes(at) ? descriptors.get(fd) : null;
      if (description === null) stdio.push('ignore');
      else if (description.kind === Kind.file) {
        stdio.push(this.handOver(description, at === 0, opened));
        if (descriptors.flags(description) & 3) written.push(description);
      } else if (description.handle >= 0 && description.kind !== Kind.socket) stdio.push(description.handle);
      else if (description.kind === Kind.pipeRead || description.kind === Kind.pipeWrite) {
        stdio.push('pipe');
        piped.push({ at, description });
      } else return { status: -errno.EOPNOTSUPP };
    }
    let [command, args, argv0] = [file, request.args.slice(1), request.args[0]];
    const env = environmentOf(request.env);
    if (this.isSelf(file, request.cwd)) {
      // not by way of its first line, which needs a PATH to find Node
      [command, args, argv0] = [process.execPath, [this.self, ...args], process.execPath];
      for (const name of OWN_VARIABLES) env[name] ??= process.env[name];
      env[INHERITED] = request.inherited
        .filter((fd) => descriptors.get(fd) !== null)
        .map((fd) => `${fd}:${descriptors.flags(descriptors.get(fd)!) & (3 | constants.O_APPEND)}`)
        .join(',');
    }
    // one stream for both: two would not keep the order
    const joined = piped.some(
      ({ at, description }) => at === 2 && description.index === piped.find((p) => p.at === 1)?.description.index,
    );
    if (joined) stdio[2] = 'ignore';
    if (request.umask >= 0 || joined) {
      const umask = request.umask >= 0 ? `umask ${request.umask.toString(8)}; ` : '';
      const script = `${umask}exec "$0" "$@"${joined ? ' 2>&1' : ''}`;
      [command, args, argv0] = ['/bin/sh', ['-c', script, command, ...args], 'sh'];
    }
    const child = spawn(command, args, {
      argv0,
      cwd: request.cwd ?? undefined,
      env,
      stdio: stdio as StdioOptions,
      detached: request.newSession,
      ...(request.uid >= 0 && { uid: request.uid }),
      ...(request.gid >= 0 && { gid: request.gid }),
    });
    let failure = -errno.ENOENT;
    child.on('error', (error) => {
      failure = negated(error);
    });
    if (child.pid === undefined) return { status: failure };
    const { pid } = child;
    for (const { at, description } of piped) {
      if (joined && at === 2) continue;
      const { pipe } = description;
      const writing = description.kind === Kind.pipeWrite;
      this.system.pipes.serve(pipe, writing ? FED : DRAINED);
      if (writing) this.pumps.feed(pipe, child.stdio[at] as NodeJS.ReadableStream);
      else this.pumps.drain(pipe, child.stdio[at] as NodeJS.WritableStream);
    }
    this.running.set(pid, child);
    // 'exit' may come before the last output: the pumps go on by themselves
    child.on('exit', (code, signal) => {
      this.running.delete(pid);
      for (const description of written) this.moveToEnd(description);
      this.end(pid, signal ? os.constants.signals[signal] : (code ?? 0) << 8);
    });
    return { status: pid };
  }

  /**
   * A descriptor of the host that stands where ours stands: our positions are our own. `reading`: the child reads it.
   * Those that are made for the purpose are added to `opened`.
   */
  private handOver(description: Description, reading: boolean, opened: number[]): number {
    const position = Number(this.system.descriptors.position(description));
    const flags = this.system.descriptors.flags(description);
    const writing = !reading && (flags & 3) !== 0;
    if (writing && position === 0) return description.handle;
    try {
      const fd = openSync(`/proc/self/fd/${description.handle}`, writing ? (flags & 3) | constants.O_APPEND : 0);
      opened.push(fd);
      const skipped = Buffer.alloc(65536);
      for (let left = writing ? 0 : position; left > 0; ) {
        const n = readSync(fd, skipped, 0, Math.min(left, skipped.length), null);
        if (n === 0) break;
        left -= n;
      }
      return fd;
    } catch {
      // no such file system, or the file is not ours to open again
      return description.handle;
    }
  }

  /** A child wrote to the file behind a description: we go on behind it. */
  private moveToEnd(description: Description): void {
    const { descriptors } = this.system;
    try {
      const size = BigInt(statSync(`/proc/self/fd/${description.handle}`).size);
      if (descriptors.position(description) < size) descriptors.setPosition(description, size);
    } catch {
      // closed meanwhile
    }
  }

  private isSelf(file: string, cwd: string | null): boolean {
    try {
      return realpathSync(file.startsWith('/') || cwd === null ? file : `${cwd}/${file}`) === realpathSync(this.self);
    } catch {
      return false;
    }
  }

  /** A number for a child that could not be started; it has ended already. */
  failedChild(): Reply {
    const pid = this.failed++;
    this.ended.set(pid, 255 << 8);
    return { status: pid };
  }

  private end(pid: number, status: number): void {
    this.ended.set(pid, status);
    this.onEnd();
    this.wake();
  }

  /** Makes all who wait look again. */
  wake(): void {
    const { waiters } = this;
    this.waiters = [];
    for (const wake of waiters) wake();
  }

  /** Whether a process is a child of ours that has ended and waits to be waited for. */
  isZombie(pid: number): boolean {
    return this.ended.has(pid);
  }

  /** waitpid: status is the pid (0: none has ended yet), the content its wait status (i32). */
  async wait(pid: number, options: number, interrupted: () => boolean): Promise<Reply> {
    for (;;) {
      const found = pid > 0 ? pid : this.ended.keys().next().value;
      const status = found === undefined ? undefined : this.ended.get(found);
      if (found !== undefined && status !== undefined) {
        if (!(options & WNOWAIT)) this.ended.delete(found);
        const content = Buffer.alloc(4);
        content.writeInt32LE(status);
        return { status: found, content };
      }
      if (pid > 0 ? !this.running.has(pid) : this.running.size === 0) return { status: -errno.ECHILD };
      if (options & WNOHANG) return { status: 0 };
      if (interrupted()) return { status: -errno.EINTR };
      await new Promise<void>((wake) => this.waiters.push(wake));
    }
  }
}

/** The first candidate that can be executed, or the negated errno that execve would end with. */
function findExecutable({ executables, cwd }: SpawnRequest): string | number {
  let problem = -errno.ENOENT;
  for (const candidate of executables) {
    try {
      const path = cwd !== null && !candidate.startsWith('/') ? `${cwd}/${candidate}` : candidate;
      accessSync(path, constants.X_OK);
      if (!statSync(path).isDirectory()) return candidate.includes('/') ? candidate : `./${candidate}`;
      problem = -errno.EACCES;
    } catch (error) {
      const status = negated(error);
      if (status !== -errno.ENOENT && status !== -errno.ENOTDIR) problem = status;
    }
  }
  return problem;
}

function environmentOf(pairs: readonly string[] | null): NodeJS.ProcessEnv {
  if (pairs === null) return { ...process.env };
  const env: NodeJS.ProcessEnv = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=', 1);
    if (at > 0) env[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return env;
}
