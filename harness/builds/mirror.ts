import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { BuildError } from '../builds.js';
import { isRemote } from '../config/paths.js';
import { valueHash } from '../content-hash.js';
import { didYouMean } from '../nearest.js';
import { type BuildCache, shortKey, type Workshop } from './cache.js';
import { commitOf, git, gitEnvironment, refNames } from './git.js';

/** Where the copy of another repository lies: a bare clone, whose blobs come when they are needed. */
export function mirrorFolder(cache: string, address: string): string {
  return path.join(cache, 'mirrors', `${shortKey(valueHash(address))}.git`);
}

/**
 * The commit that a ref of another repository stands for now, and the folder that has it. A full hash that is here
 * needs no network; anything else is asked for anew, and where that fails, what was fetched last stands, with a note.
 * @throws BuildError when the repository cannot be had or has no such ref.
 */
export async function fetchRef(
  address: string,
  ref: string,
  cache: BuildCache,
  workshop: Workshop,
): Promise<{ readonly mirror: string; readonly commit: string }> {
  const mirror = mirrorFolder(workshop.cache, address);
  const key = path.basename(mirror, '.git');
  return cache.locked(key, async () => {
    const run = (...args: string[]) =>
      cache.runSteps(key, address, workshop.cache, [{ command: ['git', ...args], environment: gitEnvironment() }]);
    if (!existsSync(mirror)) {
      workshop.note(`cloning ${address} (log: ${cache.log(key)})`);
      const aside = `${mirror}.new`;
      rmSync(aside, { recursive: true, force: true });
      mkdirSync(path.dirname(mirror), { recursive: true });
      // A path is cloned with hard links, which is quick as it is.
      const filter = isRemote(address) ? ['--filter=blob:none'] : [];
      await run('clone', '--bare', '--quiet', ...filter, '--', address, aside);
      renameSync(aside, mirror);
    } else if (!/^[0-9a-f]{40,64}$/.test(ref) || commitOf(mirror, ref) === null) {
      const wanted = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
      try {
        await run('-C', mirror, 'fetch', '--quiet', '--prune', '--force', 'origin', ...wanted);
      } catch (error) {
        const known = commitOf(mirror, ref);
        if (!(error instanceof BuildError) || known === null) throw error;
        workshop.note(`${address} cannot be reached: ${ref} is what was fetched last, ${known.slice(0, 10)}`);
      }
    }
    // Refs that are neither branch nor tag, such as those of pull requests, are asked for by their full name.
    if (
      ref.startsWith('refs/') &&
      git(mirror, 'remote', 'get-url', 'origin') !== null &&
      !/^refs\/(heads|tags)\//.test(ref)
    ) {
      await run('-C', mirror, 'fetch', '--quiet', '--force', 'origin', `+${ref}:${ref}`);
    }
    const commit = commitOf(mirror, ref);
    if (commit === null) throw new BuildError(noSuchRef(ref, address, mirror));
    return { mirror, commit };
  });
}

/** Removes the copies of repositories that are neither wanted nor the home of a tree; returns how many. */
export function pruneMirrors(wanted: readonly string[], cache: BuildCache, workshop: Workshop): number {
  const folder = path.join(workshop.cache, 'mirrors');
  if (!existsSync(folder)) return 0;
  const homes = cache.list().map(({ entry }) => entry?.repository);
  const kept = [...wanted.map((address) => mirrorFolder(workshop.cache, address)), ...homes];
  const left = readdirSync(folder).map((name) => path.join(folder, name));
  const removed = left.filter((mirror) => !kept.includes(mirror));
  for (const mirror of removed) rmSync(mirror, { recursive: true, force: true });
  return removed.length;
}

/** Message for a ref that a repository does not have. */
export function noSuchRef(ref: string, where: string, repository: string): string {
  return `there is no branch, tag or commit "${ref}" in ${where}${didYouMean(ref, refNames(repository))}`;
}
