// For tests: a git repository that looks like this one and is built in no time.

import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitEnvironment } from './git.js';

/** Runs git as a person without settings of their own. */
export function sampleGit(folder: string, ...args: string[]): string {
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  const result = spawnSync('git', [...person, ...args], { cwd: folder, encoding: 'utf8', env: gitEnvironment() });
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
  return result.stdout.trim();
}

/**
 * A bootstrap that notes in `journal` that it ran and makes a program of the Python version in interpreter/version;
 * "broken" cannot be built, "slow" takes until it is ended.
 */
const bootstrap = (journal: string) => `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const version = readFileSync('interpreter/version', 'utf8').trim();
appendFileSync(${JSON.stringify(journal)}, 'begin ' + version + '\\n');
console.log('building ' + version);
if (version === 'broken') {
  console.error('the compiler gave up');
  process.exit(3);
}
if (version === 'slow') await new Promise((resolve) => setTimeout(resolve, 600_000));
const start = {
  event: 'start', implementation: 'gilpy', version, build: 'b', gil: null, platform: 'linux', executable: '',
};
const program = \`
const gil = process.argv.includes('gil=1');
const variant = process.env.GILPY_VARIANT ?? 'release';
console.log('@gil-lab ' + JSON.stringify({ ...\${JSON.stringify(start)}, gil, variant }));
\`;
for (const folder of ['host', 'tools']) mkdirSync('dist/interpreter/' + folder, { recursive: true });
writeFileSync('package.json', '{"type":"module"}');
writeFileSync('dist/interpreter/host/gilpy.js', program);
const tool = \`
import { appendFileSync } from 'node:fs';
const variant = process.argv[3];
if (variant === 'odd') {
  console.error("no variant 'odd'");
  process.exit(1);
}
appendFileSync(${JSON.stringify(journal)}, 'variant ' + variant + '\\\\n');
\`;
writeFileSync('dist/interpreter/tools/build.js', tool);
appendFileSync(${JSON.stringify(journal)}, 'end ' + version + '\\n');
`;

export interface SampleRepository {
  readonly folder: string;
  /** What its bootstraps did, one line for each beginning and end. */
  journal(): string[];
  /** Commits files, by path, and returns the commit's hash. */
  commit(files: Readonly<Record<string, string>>): string;
}

/** Makes one in a folder, with one commit of Python 3.13.0 on the branch `main`. */
export function sampleRepository(folder: string): SampleRepository {
  mkdirSync(folder, { recursive: true });
  const journal = path.join(folder, '..', `${path.basename(folder)}.journal`);
  appendFileSync(journal, '');
  sampleGit(folder, 'init', '--quiet', '--initial-branch=main');
  const commit = (files: Readonly<Record<string, string>>) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    sampleGit(folder, 'add', '--all');
    sampleGit(folder, 'commit', '--quiet', '--no-verify', '--message=change');
    return sampleGit(folder, 'rev-parse', 'HEAD');
  };
  commit({
    'bootstrap.mjs': bootstrap(journal),
    'package-lock.json': '{}',
    'interpreter/version': '3.13.0',
    'README.md': 'a repository',
    '.gitignore': 'dist\npackage.json\n',
  });
  return { folder, commit, journal: () => readFileSync(journal, 'utf8').split('\n').filter(Boolean) };
}
