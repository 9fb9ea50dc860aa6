import { existsSync, statSync } from 'node:fs';
import type { Build } from '../results/records.js';
import { folderHash, valueHash } from './content-hash.js';
import type { Executor } from './executor.js';
import { parseLine, type StartMessage } from './protocol.js';
import { gitRevision, inRepository, runnerPath } from './repository.js';

/** A Python to measure, as the user or the lab names it, before it was asked what it is. */
export interface BuildRequest {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Folder whose content decides what the command does, where it is ours. */
  readonly source?: string;
  /** Git revision of what it was made from, where the lab made it. */
  readonly revision?: string | null;
  /** What the lab knows of how it was made, kept with the build. */
  readonly provenance?: Readonly<Record<string, unknown>>;
}

/** A build that cannot be used; the message says which and why. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

const gilpyProgram = inRepository('dist', 'interpreter', 'host', 'gilpy.js');

/** This repository's interpreter without and with its GIL; empty while it is not built. */
export function ownBuilds(): BuildRequest[] {
  if (!existsSync(gilpyProgram)) return [];
  const own = (name: string, gil: string): BuildRequest => ({
    name,
    command: [process.execPath, gilpyProgram, '-X', `gil=${gil}`],
    environment: {},
    source: inRepository('interpreter'),
  });
  return [own('gilpy', '0'), own('gilpy-gil', '1')];
}

/**
 * Reads NAME=COMMAND. The command is split at spaces, quotes hold words together, and leading NAME=VALUE words are its
 * environment: `nogil=PYTHON_GIL=0 python3.13t`.
 */
export function parsePython(text: string): BuildRequest {
  const match = /^([A-Za-z0-9][\w.+-]*)=(.+)$/s.exec(text);
  if (!match) throw new BuildError(`--python wants NAME=COMMAND, such as cpython=python3.13; it got "${text}"`);
  return parseCommand(match[1], match[2]);
}

/** Reads a command with its environment before it, as `parsePython` does, for a build of this name. */
export function parseCommand(name: string, text: string): BuildRequest {
  const words = splitWords(text);
  const firstPlain = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  if (firstPlain < 0) throw new BuildError(`--python ${name}: there is no command in "${text}"`);
  const environment = Object.fromEntries(
    words.slice(0, firstPlain).map((word) => {
      const equals = word.indexOf('=');
      return [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
  return { name, command: words.slice(firstPlain), environment };
}

/** Splits at spaces outside of single or double quotes. */
function splitWords(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}

/** Asks the Python behind a request what it is. */
export async function describeBuild(request: BuildRequest, executor: Executor, timeoutMs: number): Promise<Build> {
  const command = [...request.command, runnerPath, '--describe'];
  const running = executor.start({ command, environment: request.environment, timeoutMs });
  let facts: StartMessage | null = null;
  for await (const line of running.lines) {
    const message = parseLine(line);
    if (message?.event === 'start') facts = message;
  }
  const ending = await running.ended;
  if (!facts || ending.exitCode !== 0) {
    const reason = ending.timedOut
      ? `it did not answer within ${timeoutMs / 1000} s`
      : ending.stderr.trim().split('\n').slice(-8).join('\n');
    throw new BuildError(
      `${request.name} (${request.command.join(' ')}) does not run as a Python: ${reason || `exit code ${ending.exitCode}`}`,
    );
  }
  const source = request.source ? folderHash(request.source, (file) => !/\.(test\.ts|md)$/.test(file)) : null;
  const { name, environment } = request;
  const build = { name, command: request.command, environment, implementation: facts.implementation };
  const version = facts.version;
  const { event: _, ...details } = facts;
  const program = source ?? stamp(facts.executable);
  return {
    ...build,
    version,
    fingerprint: valueHash([build, details, program]),
    gil: facts.gil === null ? 'unknown' : facts.gil ? 'on' : 'off',
    parallelism: 'threads',
    revision: request.revision !== undefined ? request.revision : request.source ? gitRevision() : ownRevision(facts),
    details: { ...details, program, ...request.provenance },
  };
}

/** The commit that the interpreter says it was built from: CPython's and PyPy's know it. */
function ownRevision({ revision }: StartMessage): string | null {
  return revision || null;
}

/** Name of the build that runs another one's workers in processes. */
export function inProcesses(name: string): string {
  return `${name}-processes`;
}

/**
 * Builds that run the workers of independent work in processes of their own: one for each interpreter, since without
 * other threads a GIL is in nobody's way.
 */
export function processBuilds(builds: readonly Build[]): Build[] {
  const free = (build: Build) => builds.find((other) => other.gil === 'off' && sameInterpreter(build, other));
  return builds
    .filter((build) => build.gil !== 'on' || !free(build))
    .map((build) => ({
      ...build,
      name: inProcesses(build.name),
      parallelism: 'processes',
      fingerprint: valueHash([build.fingerprint, 'processes']),
    }));
}

function sameInterpreter(a: Build, b: Build): boolean {
  return a.implementation === b.implementation && a.details.program === b.details.program;
}

/** Size and time of change of an executable: another file under the same path is another build. */
function stamp(executable: string): string | null {
  if (!executable || !existsSync(executable)) return null;
  const { size, mtimeMs } = statSync(executable);
  return `${executable} ${size} ${Math.round(mtimeMs)}`;
}
