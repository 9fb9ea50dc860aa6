import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { openDatabase, StoreError } from '../../results/database.js';
import { gilpyProgram } from '../builds/specification.js';
import { describeMachine, loadAverage } from '../environment.js';
import { inRepository } from '../repository.js';

/** The world as far as the doctor looks at it; tests put a made-up one in. */
export interface System {
  readonly nodeVersion: string;
  readonly cores: number;
  /** CPUs that the control group grants, or null without a limit. */
  readonly cpuQuota: number | null;
  /** One-minute load average, or null. */
  readonly loadAverage: number | null;
  /** Where Chromium may be. */
  readonly browsers: readonly string[];
  exists(file: string): boolean;
  /** A file's text, or undefined where it cannot be read. */
  readFile(file: string): string | undefined;
  /** What a command prints, or null where it fails. */
  output(command: readonly string[]): string | null;
  /** What the machine's Python calls itself, or null where there is none that the runner supports. */
  python(): string | null;
  kernel(): 'missing' | 'stale' | 'fresh';
  /** Bytes that may be written in the nearest folder that exists, or null. */
  freeBytes(folder: string): number | null;
  /** Why a file cannot be the result store, or null; one that is not there yet is not made. */
  storeProblem(file: string): string | null;
}

/** This machine. */
export function thisSystem(browsers: readonly string[]): System {
  const { cores, cpuQuota } = describeMachine();
  return {
    nodeVersion: process.version,
    cores,
    cpuQuota,
    loadAverage: loadAverage(),
    browsers,
    exists: existsSync,
    readFile,
    output,
    python,
    kernel,
    freeBytes,
    storeProblem,
  };
}

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function output([program, ...args]: readonly string[]): string | null {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: 30_000 });
  return status === 0 ? stdout.trim() : null;
}

function python(): string | null {
  const script =
    'import sys; print(sys.implementation.name, "%d.%d.%d" % sys.version_info[:3]); sys.exit(sys.version_info < (3, 9))';
  return output([process.platform === 'win32' ? 'python' : 'python3', '-c', script]);
}

/** By the times of the files: whether a source is younger than what is made of it. */
function kernel(): 'missing' | 'stale' | 'fresh' {
  const product = inRepository('build', 'kernel', 'release', 'stamp.json');
  const program = inRepository(...gilpyProgram);
  if (!existsSync(product) || !existsSync(program)) return 'missing';
  const kernelFolder = inRepository('interpreter', 'kernel');
  const isKernel = (file: string) => file.startsWith(kernelFolder + path.sep);
  const sources = readdirSync(inRepository('interpreter'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}generated${path.sep}`));
  const newest = (files: readonly string[]) => Math.max(0, ...files.map((file) => statSync(file).mtimeMs));
  const modules = inRepository('dist', 'tsconfig.tsbuildinfo');
  const modulesMade = statSync(existsSync(modules) ? modules : program).mtimeMs;
  const stale =
    newest(sources.filter(isKernel)) > statSync(product).mtimeMs ||
    newest(sources.filter((file) => !isKernel(file))) > modulesMade;
  return stale ? 'stale' : 'fresh';
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(nearestFolder(folder));
    return bavail * bsize;
  } catch {
    return null;
  }
}

function nearestFolder(folder: string): string {
  const parent = path.dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestFolder(parent);
}

function storeProblem(file: string): string | null {
  if (!existsSync(file)) return null;
  try {
    openDatabase(file, { readonly: true }).close();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error.message;
    throw error;
  }
}
