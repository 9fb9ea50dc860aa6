import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this repository, found from the running file (in harness/ or, when built, in dist/harness/). */
export const repositoryRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  const parent = path.dirname(folder);
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  if (parent === folder) throw new Error('gil-lab runs from a checkout of its repository; package.json was not found');
  return findRoot(parent);
}

/** A file or folder of the repository. */
export function inRepository(...parts: string[]): string {
  return path.join(repositoryRoot, ...parts);
}

export const runnerPath = inRepository('harness', 'runner.py');

export function labVersion(): string {
  return (JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { version: string }).version;
}

/** The commit that is checked out in a folder, with `+changes` where files differ from it; null outside git. */
export function gitRevision(folder: string = repositoryRoot): string | null {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  const head = git('rev-parse', 'HEAD');
  if (head.status !== 0) return null;
  const dirty = git('status', '--porcelain', '--untracked-files=no').stdout.trim() !== '';
  return head.stdout.trim() + (dirty ? '+changes' : '');
}
