import path from 'node:path';
import { BuildError } from '../builds.js';
import type { Configuration } from '../config/configuration.js';
import { didYouMean } from '../nearest.js';
import { inRepository, repositoryRoot } from '../repository.js';
import type { Workshop } from './cache.js';
import { commitOf } from './git.js';
import {
  type BuildSpecification,
  fromConfiguration,
  fromRef,
  ownSpecifications,
  parseInline,
} from './specification.js';

/** The builds that have names: those of the configuration and this checkout's own. */
export function namedBuilds({ file, builds }: Configuration): BuildSpecification[] {
  const folder = file === null ? process.cwd() : path.dirname(file);
  const configured = [...builds].map(([name, values]) => fromConfiguration(name, values, folder));
  return [...configured, ...ownSpecifications];
}

/**
 * The build that a text asks for: one with this name, or a definition such as NAME=ref:REF.
 * @throws BuildError with the names that there are.
 */
export function findBuild(text: string, named: readonly BuildSpecification[]): BuildSpecification {
  const found = named.find((specification) => specification.name === text) ?? parseInline(text);
  if (found) return found;
  const names = named.map((specification) => specification.name);
  const others = 'gil-lab.toml names others, and NAME=ref:REF or NAME=python:COMMAND define one on the spot';
  throw new BuildError(
    `there is no build "${text}"${didYouMean(text, names) || '.'} There are ${names.join(', ')}; ${others}`,
  );
}

/** As `findBuild`, and a git ref of the repository is a build, too. */
export function findBuildOrRef(
  text: string,
  named: readonly BuildSpecification[],
  repository: string,
): BuildSpecification {
  try {
    return findBuild(text, named);
  } catch (error) {
    if (error instanceof BuildError && !text.includes('=') && commitOf(repository, text) !== null) return fromRef(text);
    throw error;
  }
}

/** Where builds are made, as the configuration says. */
export function workshop(
  { lab }: Configuration,
  note: (text: string) => void,
  signal: AbortSignal = new AbortController().signal,
): Workshop {
  return {
    repository: repositoryRoot,
    cache: lab.cache ?? inRepository('.cache', 'builds'),
    timeoutMs: (lab['build-timeout'] ?? 120) * 60_000,
    signal,
    note,
    now: () => new Date(),
  };
}
