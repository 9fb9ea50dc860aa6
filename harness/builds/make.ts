import { existsSync } from 'node:fs';
import path from 'node:path';
import { BuildError, type BuildRequest } from '../builds.js';
import { valueHash } from '../content-hash.js';
import { gitRevision } from '../repository.js';
import { BuildCache, shortKey, type TreeRequest, type Workshop } from './cache.js';
import { commitOf, objectAt } from './git.js';
import { fetchRef, mirrorFolder, noSuchRef } from './mirror.js';
import {
  type BuildSpecification,
  defaultVariant,
  gilpyProgram,
  gilpyRequest,
  type RefSpecification,
  type RepositorySpecification,
  type WorktreeSpecification,
} from './specification.js';

/** A build that can be measured. */
export interface MadeBuild {
  readonly specification: BuildSpecification;
  readonly request: BuildRequest;
  /** `built` now; `found`, since it had been; `nothing to build`. */
  readonly how: 'built' | 'found' | 'nothing to build';
  /** Its key in the cache, where it is there. */
  readonly key: string | null;
}

/**
 * Makes what a specification asks for, unless it is there.
 * @throws BuildError when that cannot be; Interrupted when the workshop's signal comes.
 */
export async function makeBuild(specification: BuildSpecification, workshop: Workshop): Promise<MadeBuild> {
  const cache = new BuildCache(workshop);
  const { name, environment } = specification;
  switch (specification.shape) {
    case 'python': {
      const request = { name, command: specification.command, environment };
      return { specification, request, how: 'nothing to build', key: null };
    }
    case 'gilpy': {
      const { variant } = specification;
      if (!existsSync(path.join(workshop.repository, ...gilpyProgram))) {
        throw new BuildError(`${name}: this checkout's interpreter is not built yet: run \`npm run build\``);
      }
      if (variant !== defaultVariant) {
        workshop.note(`building ${name}: the kernel's variant ${variant}`);
        await cache.runSteps(`variant-${variant}`, name, workshop.repository, [variantStep(variant)]);
      }
      const request = { ...gilpyRequest(specification, workshop.repository), provenance: { variant } };
      return { specification, request, how: variant === defaultVariant ? 'nothing to build' : 'built', key: null };
    }
    case 'worktree':
      return makeWorktree(specification, cache, workshop);
    case 'ref':
      return makeRef(specification, cache, workshop);
    case 'repository':
      return makeRepository(specification, cache, workshop);
  }
}

/** The set-up of a tree of this repository, by its own bootstrap. */
const setUpStep = { command: [process.execPath, 'bootstrap.mjs', 'setup'] };

function variantStep(variant: string) {
  const tool = path.join('dist', 'interpreter', 'tools', 'build.js');
  return { command: [process.execPath, tool, '--variant', variant] };
}

async function makeWorktree(
  specification: WorktreeSpecification,
  cache: BuildCache,
  workshop: Workshop,
): Promise<MadeBuild> {
  const { name, folder, variant } = specification;
  for (const needed of ['bootstrap.mjs', 'interpreter']) {
    if (existsSync(path.join(folder, needed))) continue;
    throw new BuildError(`${name}: ${folder} is no working tree of this repository: it has no ${needed}`);
  }
  const key = `worktree-${shortKey(valueHash(folder))}`;
  workshop.note(`building ${name} in ${folder} (log: ${cache.log(key)})`);
  const steps = variant === defaultVariant ? [setUpStep] : [setUpStep, variantStep(variant)];
  await cache.locked(key, () => cache.runSteps(key, name, folder, steps));
  const revision = gitRevision(folder);
  const request = { ...gilpyRequest(specification, folder), revision, provenance: { worktree: folder, variant } };
  return { specification, request, how: 'built', key: null };
}

async function makeRef(specification: RefSpecification, cache: BuildCache, workshop: Workshop): Promise<MadeBuild> {
  const { ref, variant } = specification;
  const tree = refTree(specification, workshop);
  const { entry, made } = await cache.provide(tree);
  const request = {
    ...gilpyRequest(specification, cache.tree(entry.key)),
    revision: tree.commit,
    provenance: { ref, variant, builtFrom: entry.commit, builtAt: entry.builtAt },
  };
  return { specification, request, how: made ? 'built' : 'found', key: entry.key };
}

/**
 * The tree of a ref of this repository. Its key is made of what decides the interpreter: `interpreter/` and the lock
 * file, as git has them at the ref, and the Node that builds it.
 * @throws BuildError when there is no such ref, or no interpreter at it.
 */
function refTree({ name, ref, variant }: RefSpecification, { repository }: Workshop): TreeRequest {
  const commit = commitOf(repository, ref);
  if (commit === null) throw new BuildError(`${name}: ${noSuchRef(ref, 'this repository', repository)}`);
  const content = ['interpreter', 'package-lock.json'].map((file) => {
    const object = objectAt(repository, commit, file);
    if (object === null)
      throw new BuildError(`${name}: ${ref} (${commit.slice(0, 10)}) has no ${file}: it cannot be built`);
    return object;
  });
  return {
    key: shortKey(valueHash(['ref', ...content, process.versions.modules, process.platform, process.arch])),
    title: `${ref} (${commit.slice(0, 10)})`,
    repository,
    commit,
    steps: [setUpStep],
    product: path.join(...gilpyProgram),
    part: variant === defaultVariant ? null : { name: variant, step: variantStep(variant) },
  };
}

async function makeRepository(
  specification: RepositorySpecification,
  cache: BuildCache,
  workshop: Workshop,
): Promise<MadeBuild> {
  const { name, address, ref, build, python, environment } = specification;
  const { mirror, commit } = await fetchRef(address, ref, cache, workshop);
  const { entry, made } = await cache.provide(repositoryTree(specification, mirror, commit));
  const request = {
    ...{ name, command: [path.join(cache.tree(entry.key), python)], environment },
    revision: commit,
    provenance: { repository: address, ref, commit, build, builtAt: entry.builtAt },
  };
  return { specification, request, how: made ? 'built' : 'found', key: entry.key };
}

/** The tree of another repository: its commit and how it is built decide it. */
function repositoryTree(specification: RepositorySpecification, mirror: string, commit: string): TreeRequest {
  const { address, ref, build, python } = specification;
  return {
    key: shortKey(valueHash(['repository', address, commit, build, python, process.platform, process.arch])),
    title: `${address} at ${ref} (${commit.slice(0, 10)})`,
    repository: mirror,
    commit,
    steps: [{ command: build }],
    product: python,
    part: null,
  };
}

/**
 * Keys that a specification has in the cache now, without asking any network: of another repository's branch, what was
 * fetched last; none where it cannot be told, and for what is not kept there.
 */
export function keysOf(specification: BuildSpecification, workshop: Workshop): string[] {
  if (specification.shape === 'ref') {
    try {
      return [refTree(specification, workshop).key];
    } catch (error) {
      if (error instanceof BuildError) return [];
      throw error;
    }
  }
  if (specification.shape !== 'repository') return [];
  const mirror = mirrorFolder(workshop.cache, specification.address);
  const commit = existsSync(mirror) ? commitOf(mirror, specification.ref) : null;
  return commit === null ? [] : [repositoryTree(specification, mirror, commit).key];
}
