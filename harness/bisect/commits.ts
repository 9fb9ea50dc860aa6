import { git } from '../builds/git.js';
import { BuildError } from '../builds.js';
import type { Commits } from './search.js';

/** The commits of a repository, halved as `git bisect` does it; the repository and its own bisection are left alone. */
export function gitCommits(repository: string, firstParent: boolean): Commits {
  return {
    candidates(bad, goods) {
      const parents = firstParent ? ['--first-parent'] : [];
      const limits = [bad, ...goods.map((good) => `^${good}`)];
      const listed = git(repository, 'rev-list', '--bisect-all', ...parents, ...limits, '--');
      if (listed === null) throw new BuildError(`git cannot list the commits up to ${bad.slice(0, 10)}`);
      // "HASH (dist=3)", best first.
      return listed.split('\n').flatMap((line) => /^[0-9a-f]+/.exec(line) ?? []);
    },
  };
}

export function isAncestor(repository: string, ancestor: string, commit: string): boolean {
  return git(repository, 'merge-base', '--is-ancestor', ancestor, commit) !== null;
}

/** The first parent of a commit; null where it has none. */
export function parentOf(repository: string, commit: string): string | null {
  return git(repository, 'rev-parse', '--verify', '--quiet', `${commit}^1`);
}

/** Its hash, day and title in one line. */
export function titleOf(repository: string, commit: string): string {
  return git(repository, 'log', '-1', '--format=%h %cs %s', commit) ?? commit.slice(0, 10);
}
