import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleGit } from './builds/sample-repository.js';
import { hasRealPython, realPython, skippedWithout } from './real-python.js';
import { inRepository } from './repository.js';
import { writeTinySuite } from './tiny-suite.js';

// The whole program, as users start it, with builds of a repository that are made in no time. `npm test` builds it
// before the tests run.

let folder: string;
let config: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-build-command-'));
  config = path.join(folder, 'gil-lab.toml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lab(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [inRepository('dist', 'harness', 'main.js'), ...args], { cwd: folder });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** A repository whose build makes a Python of the machine's own, on the branches `main` and `broken`. */
function pythonRepository(): void {
  const place = path.join(folder, 'repository');
  mkdirSync(place);
  sampleGit(place, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(
    path.join(place, 'build.sh'),
    `printf '#!/bin/sh\\nexec %s "$@"\\n' "$1" > python && chmod +x python\n`,
  );
  sampleGit(place, 'add', '--all');
  sampleGit(place, 'commit', '--quiet', '--message=change');
  sampleGit(place, 'checkout', '--quiet', '-b', 'broken');
  writeFileSync(path.join(place, 'build.sh'), 'echo it is broken; exit 9\n');
  sampleGit(place, 'commit', '--quiet', '--all', '--message=break');
  const build = (ref: string) => `
[builds.${ref}]
repository = "repository"
ref = "${ref}"
build = "sh build.sh '${realPython}'"
python = "python"
`;
  const lab_ = '[lab]\ncache = "cache"\ndb = "lab.sqlite"\nblocks = 2\nvalues = 2\nwarmups = 0\nmin-time = 1\n';
  writeFileSync(config, `${lab_}suites = "suites"\nworkers = [1]\n${build('main')}${build('broken')}`);
}

describe.skipIf(process.platform === 'win32')('builds from a configuration', () => {
  it.skipIf(!hasRealPython)(`are made, measured, listed and pruned${skippedWithout}`, async () => {
    pythonRepository();
    writeTinySuite(path.join(folder, 'suites'));
    const run = await lab('run', '--build', 'main', '--build', `plain=python:${realPython}`, '--json');
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/building .*repository at main/);
    const { builds, variants, db } = JSON.parse(run.stdout);
    expect(builds.map((build: { name: string }) => build.name).sort()).toEqual(['main', 'plain']);
    expect(variants).toHaveLength(4);
    expect(db).toBe(path.join(folder, 'lab.sqlite'));

    const made = await lab('build', '--json');
    expect(made.code).toBe(1);
    const [main, broken] = JSON.parse(made.stdout);
    expect(main).toMatchObject({ name: 'main', how: 'found', problem: null });
    expect(main.build.revision).toBe(sampleGit(path.join(folder, 'repository'), 'rev-parse', 'main'));
    expect(broken).toMatchObject({ name: 'broken', how: 'failed', build: null });
    expect(broken.problem).toMatch(/ended with exit code 9[\s\S]*it is broken/);

    const listed = JSON.parse((await lab('build', '--list', '--json')).stdout);
    expect(listed.builds).toMatchObject([{ key: main.key, names: ['main'] }]);
    expect(JSON.parse((await lab('build', '--prune', '--json')).stdout).removed).toEqual([]);
    writeFileSync(config, '[lab]\ncache = "cache"\n');
    expect(JSON.parse((await lab('build', '--prune', '--json')).stdout)).toMatchObject({
      removed: [main.key],
      mirrors: 1,
    });
    expect(existsSync(path.join(folder, 'cache', main.key))).toBe(false);
  });

  it.each([
    [['build', 'mian'], /there is no build "mian"; did you mean "main"\? There are main, broken, gilpy, gilpy-gil/],
    [['build', 'x=git:main'], /"x=git:main" is no build/],
    [['build', '--unused', '3'], /--unused goes with --prune/],
    [['build', '--list', 'main'], /--list takes no builds/],
    [['build', '--no-config'], /there is no gil-lab\.toml that names builds/],
    [['build', '--prune', '--no-config'], /there is no gil-lab\.toml whose builds would stay: .*--unused DAYS/],
    [['run', '--build', 'mian', '--suite', 'all'], /there is no build "mian"; did you mean "main"/],
    [['run', '--build', 'main', '--build', 'main=python:python3'], /two builds are called main/],
  ])('and mistakes about them are explained: %j', async (args, message) => {
    pythonRepository();
    writeTinySuite(path.join(folder, 'suites'));
    const result = await lab(...args);
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(2);
    expect(result.stderr).not.toMatch(/^\s+at /m);
  });
});

describe('gil-lab doctor', () => {
  it('tells what it found, a broken configuration too', async () => {
    const db = path.join(folder, 'lab.sqlite');
    const good = await lab('doctor', '--json', '--db', db, '--no-config');
    const found: { code: string; verdict: string }[] = JSON.parse(good.stdout);
    expect(found.find(({ code }) => code === 'store')).toMatchObject({ verdict: 'ok' });
    expect(good.code).toBe(found.some(({ verdict }) => verdict === 'impossible') ? 1 : 0);
    writeFileSync(config, '[lab]\nblcks = 3\n');
    const bad = await lab('doctor', '--db', db);
    expect(bad.stdout).toMatch(/impossible +Configuration .*lab\.blcks: there is no such key; did you mean "blocks"/);
    expect(bad.code).toBe(1);
  });
});

describe('gil-lab completion', () => {
  it('has the options that the commands declare', async () => {
    const { stdout, code } = await lab('completion', 'fish');
    expect(code).toBe(0);
    expect(stdout).toMatch(/__fish_seen_subcommand_from run' -l suite -x -a 'quick single threads all'/);
    expect(stdout).toMatch(/__fish_seen_subcommand_from build' -l prune/);
    expect((await lab('completion', 'tcsh')).code).toBe(2);
  });
});
