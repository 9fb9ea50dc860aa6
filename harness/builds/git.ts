import { spawnSync } from 'node:child_process';
import { BuildError } from '../builds.js';

/** Variables by which git finds a repository: set in hooks, where they would lead to the wrong one. */
const ownVariables = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_PREFIX'];

/** The environment that git runs with: no questions, and the repository is that of its folder. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
  for (const name of ownVariables) delete environment[name];
  return environment;
}

/** What a git command prints, without the spaces around it; null where it fails. */
export function git(folder: string, ...args: string[]): string | null {
  const { status, stdout, error } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', env: gitEnvironment() });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new BuildError(`git could not be started in ${folder}: builds from refs need git, and the folder`);
  }
  return status === 0 ? stdout.trim() : null;
}

/** Hash of the commit that a ref stands for, or null. */
export function commitOf(repository: string, ref: string): string | null {
  return git(repository, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
}

/** Hash of a file or folder at a commit, or null where it has none of this path. */
export function objectAt(repository: string, commit: string, file: string): string | null {
  return git(repository, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${file}`);
}

/** Names of the branches and tags, for messages. */
export function refNames(repository: string): string[] {
  const format = '--format=%(refname:short)';
  return git(repository, 'for-each-ref', format, 'refs/heads', 'refs/remotes', 'refs/tags')?.split('\n') ?? [];
}
