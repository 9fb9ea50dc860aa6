import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleGit } from '../builds/sample-repository.js';
import { addBisectCommand } from '../commands/bisect.js';
import { inRepository } from '../repository.js';
import { writeTinySuite } from '../tiny-suite.js';

// The whole program, on a repository of an interpreter that only says how long it took. `npm test` builds it before.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-bisect-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Speaks the runner's protocol; a loop takes what the file `cost` says, with noise that only the block decides. */
const interpreter = `
import { readFileSync, readSync } from 'node:fs';
const cost = Number(readFileSync(new URL('cost', import.meta.url), 'utf8'));
const say = (event, more = {}) => process.stdout.write('@gil-lab ' + JSON.stringify({ event, ...more }) + '\\n');
const option = (name) => process.argv[process.argv.indexOf(name) + 1];
say('start', { implementation: 'fake', version: '1.0.0', build: 'b', gil: true, platform: 'linux', executable: '' });
const noise = 1 + ((Number(process.env.PYTHONHASHSEED) * cost) % 7) / 1000;
if (!process.argv.includes('--describe')) {
  if (option('--loops') === 'auto') say('calibrated', { loops: 8, elapsed_ns: 8 * cost });
  const count = Number(option('--warmups')) + Number(option('--values'));
  if (process.argv.includes('--turns')) say('ready');
  for (let index = 0; index < count; index++) {
    if (process.argv.includes('--turns')) readSync(0, Buffer.alloc(16));
    const fields = { index, warmup: index < Number(option('--warmups')), loops: 8, start_ns: 0 };
    say('sample', { ...fields, elapsed_ns: Math.round(8 * cost * noise), worker_ns: null, cpu_ns: null });
  }
}
say('done');
`;

function lab(...args: string[]) {
  const program = inRepository('dist', 'harness', 'main.js');
  return spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
}

/** Commits interpreters of these costs and returns the commits. */
function plant(costs: readonly number[]): string[] {
  const place = path.join(folder, 'repository');
  mkdirSync(place);
  sampleGit(place, 'init', '--quiet', '--initial-branch=main');
  const write = (name: string, text: string) => writeFileSync(path.join(place, name), text);
  write('python.mjs', interpreter);
  write('build.sh', `printf '#!/bin/sh\\nexec "%s" "%s/python.mjs" "$@"\\n' "$1" "$PWD" >python && chmod +x python\n`);
  const commits = costs.map((cost, number) => {
    write('cost', String(cost));
    write('number', String(number));
    sampleGit(place, 'add', '--all');
    sampleGit(place, 'commit', '--quiet', `--message=Change ${number}`);
    return sampleGit(place, 'rev-parse', 'HEAD');
  });
  sampleGit(place, 'tag', 'good', commits[0]);
  const build = `[builds.other]\nrepository = "repository"\nref = "main"\nbuild = "sh build.sh '${process.execPath}'"\n`;
  writeFileSync(
    path.join(folder, 'gil-lab.toml'),
    `[lab]\ncache = "cache"\nsuites = "suites"\nblocks = 3\nworkers = [1, 2]\n${build}python = "python"\n`,
  );
  writeTinySuite(path.join(folder, 'suites'));
  return commits;
}

describe.skipIf(process.platform === 'win32')('gil-lab bisect', () => {
  it('names the commit, and goes on with what it has', () => {
    const commits = plant([1e6, 1e6, 1e6, 1.3e6, 1.3e6]);
    const words = ['bisect', 'good', 'main', '--of', 'other', '--benchmark', 'single/adding'];
    const found = lab(...words, '--json');
    expect(found.status, found.stderr).toBe(0);
    const result = JSON.parse(found.stdout);
    expect(result).toMatchObject({ outcome: 'found', first: commits[3], parent: commits[2], workers: 1 });
    expect(result.overParent.value).toBeCloseTo(1.3, 1);
    expect(result.title).toMatch(/ Change 3$/);
    expect(result.store).toBe(path.join(folder, 'cache', 'bisect.sqlite'));
    expect(found.stderr).toMatch(/takes 30% longer than/);
    const again = lab(...words);
    expect(again.stdout).toMatch(/^single\/adding: the first slower commit is\n {2}\w+ \d{4}-\d\d-\d\d Change 3\n/);
    expect(again.stderr).not.toContain('building');
    expect(again.stderr).not.toContain('\x1b');
  }, 120_000);

  it('explains mistakes', () => {
    plant([1e6, 1e6]);
    const fails = (args: readonly string[], message: RegExp) => {
      const { status, stderr } = lab('bisect', ...args);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(status).toBe(2);
    };
    const of = ['--of', 'other', '--benchmark', 'single/adding'];
    fails(['good', 'main'], /required option '--benchmark/);
    fails(['good', 'mian', ...of], /no branch, tag or commit "mian" in .*repository; did you mean "main"/);
    fails(['main', 'good', ...of], /main is no ancestor of good/);
    fails(['main', 'main', ...of], /the same commit/);
    fails(['good', 'main', '--of', 'othre', '--benchmark', 'single/adding'], /did you mean "other"/);
    fails(['good', 'main', '--of', 'other', '--benchmark', 'single/ading'], /did you mean "single\/adding"/);
    fails(['good', 'main', ...of, '--threads', '2'], /one thread: leave out --threads/);
  }, 120_000);
});

describe('docs/bisect.md', () => {
  const document = readFileSync(inRepository('docs', 'bisect.md'), 'utf8');
  const [, block] = /```sh\n([\s\S]*?)```/.exec(document)!;

  it.each(block.trim().split('\n'))('has a command that the program takes: %s', async (line) => {
    const program = new Command().exitOverride();
    addBisectCommand(program);
    let acted = 0;
    for (const command of program.commands) command.action(() => void acted++);
    await program.parseAsync(line.split(/\s+/).slice(1), { from: 'user' });
    expect(acted).toBe(1);
  });
});
