import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeBuild } from '../builds.js';
import { systemExecutor } from '../executor.js';
import { BuildCache, type Workshop } from './cache.js';
import { findBuild, findBuildOrRef } from './catalogue.js';
import { keysOf, makeBuild } from './make.js';
import { pruneMirrors } from './mirror.js';
import { type SampleRepository, sampleGit, sampleRepository } from './sample-repository.js';
import { fromRef, ownSpecifications, parseInline, type RefSpecification } from './specification.js';
import { Interrupted } from './step.js';

// However busy the machine is, an answer comes before this.
const patienceMs = 600_000;

let folder: string;
let repository: SampleRepository;
let notes: string[];
let stop: AbortController;
let workshop: Workshop;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-builds-'));
  repository = sampleRepository(path.join(folder, 'repository'));
  notes = [];
  stop = new AbortController();
  workshop = {
    repository: repository.folder,
    cache: path.join(folder, 'cache'),
    timeoutMs: 60_000,
    signal: stop.signal,
    note: (text) => notes.push(text),
    now: () => new Date('2026-01-02T03:04:05Z'),
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ref = (name: string, more: Partial<RefSpecification> = {}): RefSpecification => ({ ...fromRef(name), ...more });
const make = (name: string, more: Partial<RefSpecification> = {}) => makeBuild(ref(name, more), workshop);
const trees = () => new BuildCache(workshop).list().map(({ key }) => key);

describe('a build of a git ref', () => {
  it('is made once, in a worktree of its own, and runs', async () => {
    const first = await make('main');
    expect(first.how).toBe('built');
    expect(repository.journal()).toEqual(['begin 3.13.0', 'end 3.13.0']);
    const commit = sampleGit(repository.folder, 'rev-parse', 'main');
    expect(first.request.revision).toBe(commit);
    expect(await describeBuild(first.request, systemExecutor, patienceMs)).toMatchObject({
      name: 'main',
      implementation: 'gilpy',
      version: '3.13.0',
      gil: 'off',
      revision: commit,
      details: { ref: 'main', builtFrom: commit, variant: 'release' },
    });
    expect((await make('main')).how).toBe('found');
    expect(repository.journal()).toHaveLength(2);
    // The checkout itself was left alone.
    expect(sampleGit(repository.folder, 'status', '--porcelain')).toBe('');
    expect(existsSync(path.join(repository.folder, 'dist'))).toBe(false);
  });

  it('is shared by refs with the same interpreter and lock file', async () => {
    const first = await make('main');
    const later = repository.commit({ 'README.md': 'more words' });
    const shared = await make('main');
    expect(shared).toMatchObject({ how: 'found', key: first.key, request: { revision: later } });
    repository.commit({ 'package-lock.json': '{"other": 1}' });
    expect((await make('main')).how).toBe('built');
    repository.commit({ 'interpreter/version': '3.14.0' });
    const other = await make('main', { gil: true });
    expect(other.how).toBe('built');
    expect(trees()).toHaveLength(3);
    expect(await describeBuild(other.request, systemExecutor, patienceMs)).toMatchObject({
      version: '3.14.0',
      gil: 'on',
    });
  });

  it('has its variants in the same tree', async () => {
    await make('main');
    const variant = await make('main', { variant: 'locked-reads' });
    expect(variant.how).toBe('built');
    expect(variant.request.environment).toEqual({ GILPY_VARIANT: 'locked-reads' });
    expect((await make('main', { variant: 'locked-reads' })).how).toBe('found');
    expect((await make('main')).how).toBe('found');
    expect(repository.journal()).toEqual(['begin 3.13.0', 'end 3.13.0', 'variant locked-reads']);
    await expect(make('main', { variant: 'odd' })).rejects.toThrow(/no variant 'odd'/);
    expect((await make('main', { variant: 'locked-reads' })).how).toBe('found');
    expect(trees()).toHaveLength(1);
  });

  it('that fails says why, keeps its log and leaves nothing else', async () => {
    repository.commit({ 'interpreter/version': 'broken' });
    const failed =
      /main \(\w{10}\) could not be built: .*bootstrap\.mjs setup` ended with exit code 3\.[\s\S]*the compiler gave up\nThe whole log: (.*)/;
    const error: Error = await make('main').then(Promise.reject, (thrown) => thrown);
    expect(error.message).toMatch(failed);
    expect(readFileSync(failed.exec(error.message)![1], 'utf8')).toContain('building broken');
    expect(trees()).toEqual([]);
    expect(sampleGit(repository.folder, 'worktree', 'list').split('\n')).toHaveLength(1);
    await expect(make('main')).rejects.toThrow(failed);
    expect(repository.journal()).toEqual(['begin broken', 'begin broken']);
  });

  it('that takes too long is ended', async () => {
    repository.commit({ 'interpreter/version': 'slow' });
    workshop = { ...workshop, timeoutMs: 500 };
    await expect(make('main')).rejects.toThrow(/took more than 0 min/);
    expect(trees()).toEqual([]);
  });

  it('that is interrupted leaves nothing behind', async () => {
    repository.commit({ 'interpreter/version': 'slow' });
    const making = make('main');
    while (!repository.journal().length) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    await expect(making).rejects.toThrow(Interrupted);
    expect(trees()).toEqual([]);
    expect(readdirSync(workshop.cache)).toEqual(['logs']);
  });

  it('that was killed half way is made anew', async () => {
    const { key } = await make('main');
    // Without its entry it is what a kill leaves behind.
    rmSync(path.join(workshop.cache, key!, 'entry.json'));
    expect(new BuildCache(workshop).list()).toMatchObject([{ key, entry: null }]);
    expect((await make('main')).how).toBe('built');
    // As is one with an entry that makes no sense, or without its program.
    writeFileSync(path.join(workshop.cache, key!, 'entry.json'), '{"key":');
    expect((await make('main')).how).toBe('built');
    rmSync(path.join(workshop.cache, key!, 'tree', 'dist'), { recursive: true });
    expect((await make('main')).how).toBe('built');
    expect(repository.journal()).toHaveLength(8);
  });

  it('is made once by two who ask at once', async () => {
    const [a, b] = await Promise.all([make('main'), make('HEAD')]);
    expect(a.key).toBe(b.key);
    expect([a.how, b.how].sort()).toEqual(['built', 'found']);
    expect(repository.journal()).toEqual(['begin 3.13.0', 'end 3.13.0']);
  });

  it('waits for no lock once it is interrupted', async () => {
    const { key } = await make('main');
    writeFileSync(path.join(workshop.cache, `${key}.lock`), String(process.ppid));
    rmSync(path.join(workshop.cache, key!, 'entry.json'));
    const waiting = make('main');
    stop.abort();
    await expect(waiting).rejects.toThrow(Interrupted);
    expect(await new BuildCache(workshop).remove(key!)).toBe(false);
    rmSync(path.join(workshop.cache, `${key}.lock`));
  });

  it('needs a ref that exists and has an interpreter', async () => {
    sampleGit(repository.folder, 'branch', 'feature');
    await expect(make('featrue')).rejects.toThrow(
      'featrue: there is no branch, tag or commit "featrue" in this repository; did you mean "feature"?',
    );
    sampleGit(repository.folder, 'rm', '-r', '--quiet', 'interpreter');
    repository.commit({});
    await expect(make('main')).rejects.toThrow(/has no interpreter: it cannot be built/);
    await expect(make('--output=x')).rejects.toThrow(/there is no branch/);
  });

  it('is removed with what git knows of it', async () => {
    const { key } = await make('main');
    expect(sampleGit(repository.folder, 'worktree', 'list').split('\n')).toHaveLength(2);
    expect(keysOf(ref('main'), workshop)).toEqual([key]);
    expect(await new BuildCache(workshop).remove(key!)).toBe(true);
    expect(trees()).toEqual([]);
    expect(sampleGit(repository.folder, 'worktree', 'list').split('\n')).toHaveLength(1);
  });
});

describe('a working tree', () => {
  it('is built in place, whenever it is asked for', async () => {
    const tree = path.join(folder, 'mine');
    sampleGit(repository.folder, 'worktree', 'add', '--quiet', '--detach', tree);
    const specification = findBuild(`mine=worktree:${tree}`, []);
    const { request } = await makeBuild(specification, workshop);
    await makeBuild(specification, workshop);
    expect(repository.journal()).toHaveLength(4);
    const head = sampleGit(tree, 'rev-parse', 'HEAD');
    expect(request).toMatchObject({ revision: head, source: path.join(tree, 'interpreter') });
    writeFileSync(path.join(tree, 'interpreter', 'version'), '3.15.0');
    const changed = await makeBuild(specification, workshop);
    expect(await describeBuild(changed.request, systemExecutor, patienceMs)).toMatchObject({
      version: '3.15.0',
      revision: `${head}+changes`,
    });
    expect(trees()).toEqual([]);
  });

  it('must be one', async () => {
    const nothing = findBuild(`mine=worktree:${folder}`, []);
    await expect(makeBuild(nothing, workshop)).rejects.toThrow(
      /is no working tree of this repository: it has no bootstrap/,
    );
  });
});

describe('a build of another repository', () => {
  let other: string;
  const specification = (more: object = {}) => ({
    name: 'other',
    shape: 'repository' as const,
    address: other,
    ref: 'main',
    build: 'mkdir bin && { printf "#!/bin/sh\\necho "; cat text; } > bin/python && chmod +x bin/python',
    python: 'bin/python',
    environment: { PYTHON_GIL: '0' },
    ...more,
  });
  const commit = (text: string) => {
    writeFileSync(path.join(other, 'text'), text);
    sampleGit(other, 'add', '--all');
    sampleGit(other, 'commit', '--quiet', '--message=change');
    return sampleGit(other, 'rev-parse', 'HEAD');
  };
  const program = (request: { command: readonly string[] }) => readFileSync(request.command[0], 'utf8').split('\n')[1];

  beforeEach(() => {
    other = path.join(folder, 'other');
    mkdirSync(other);
    sampleGit(other, 'init', '--quiet', '--initial-branch=main');
    commit('one');
  });

  it('is made by its command, and anew where the branch has moved', async () => {
    const first = await makeBuild(specification(), workshop);
    expect(first).toMatchObject({ how: 'built', request: { environment: { PYTHON_GIL: '0' } } });
    expect(program(first.request)).toBe('echo one');
    expect((await makeBuild(specification(), workshop)).how).toBe('found');
    const moved = commit('two');
    const second = await makeBuild(specification(), workshop);
    expect(second).toMatchObject({ how: 'built', request: { revision: moved } });
    expect(program(second.request)).toBe('echo two');
    expect(trees()).toHaveLength(2);
    expect((await makeBuild(specification({ ref: first.request.revision }), workshop)).key).toBe(first.key);
    // Another command makes another build.
    expect((await makeBuild(specification({ build: `${specification().build} && true` }), workshop)).how).toBe('built');
  });

  it('over a URL takes what its transport gives', async () => {
    const made = await makeBuild(specification({ address: pathToFileURL(other).href }), workshop);
    expect(program(made.request)).toBe('echo one');
  });

  it('takes a ref that is no branch by its full name', async () => {
    sampleGit(other, 'checkout', '--quiet', '--detach');
    const request = commit('requested');
    sampleGit(other, 'update-ref', 'refs/pull/7/head', request);
    sampleGit(other, 'checkout', '--quiet', 'main');
    await makeBuild(specification(), workshop);
    const made = await makeBuild(specification({ ref: 'refs/pull/7/head' }), workshop);
    expect(program(made.request)).toBe('echo requested');
  });

  it('stands on what was fetched last where the repository has gone, and says so', async () => {
    const first = await makeBuild(specification(), workshop);
    rmSync(other, { recursive: true });
    expect((await makeBuild(specification(), workshop)).key).toBe(first.key);
    expect(notes.at(-1)).toMatch(/cannot be reached: main is what was fetched last, \w{10}/);
    await expect(makeBuild(specification({ ref: 'new' }), workshop)).rejects.toThrow(/could not be built/);
  });

  it('says what went wrong', async () => {
    await expect(makeBuild(specification({ build: 'echo no luck; exit 4' }), workshop)).rejects.toThrow(
      /`echo no luck; exit 4` ended with exit code 4\.[\s\S]*no luck/,
    );
    await expect(makeBuild(specification({ build: 'true' }), workshop)).rejects.toThrow(/left no bin\/python/);
    await expect(makeBuild(specification({ ref: 'mian' }), workshop)).rejects.toThrow(/did you mean "main"/);
    await expect(makeBuild(specification({ address: path.join(folder, 'none') }), workshop)).rejects.toThrow(
      /git clone/,
    );
    expect(trees()).toEqual([]);
  });

  it('leaves its clone when the last tree and the last name have gone', async () => {
    const { key } = await makeBuild(specification(), workshop);
    const cache = new BuildCache(workshop);
    expect(pruneMirrors([], cache, workshop)).toBe(0);
    await cache.remove(key!);
    expect(pruneMirrors([other], cache, workshop)).toBe(0);
    expect(pruneMirrors([], cache, workshop)).toBe(1);
  });
});

describe('a build by its command', () => {
  it('needs no making', async () => {
    const python = path.join(folder, 'python');
    writeFileSync(python, '#!/bin/sh\n');
    chmodSync(python, 0o755);
    const made = await makeBuild(findBuild(`p=python:A=1 ${python} -X dev`, []), workshop);
    expect(made).toMatchObject({
      how: 'nothing to build',
      request: { command: [python, '-X', 'dev'], environment: { A: '1' } },
    });
  });
});

describe("this checkout's interpreter", () => {
  it('must be built before', async () => {
    await expect(makeBuild(ownSpecifications[0], workshop)).rejects.toThrow(
      /gilpy: .*not built yet: run `npm run build`/,
    );
  });

  it('gets the variant that is asked for', async () => {
    for (const part of ['host', 'tools'])
      mkdirSync(path.join(repository.folder, 'dist', 'interpreter', part), { recursive: true });
    writeFileSync(path.join(repository.folder, 'dist', 'interpreter', 'host', 'gilpy.js'), '');
    const tool = path.join(repository.folder, 'dist', 'interpreter', 'tools', 'build.js');
    writeFileSync(
      tool,
      `require('node:fs').writeFileSync(${JSON.stringify(path.join(folder, 'built'))}, process.argv[3])`,
    );
    const made = await makeBuild({ ...ownSpecifications[1], variant: 'debug' }, workshop);
    expect(readFileSync(path.join(folder, 'built'), 'utf8')).toBe('debug');
    expect(made.request).toMatchObject({ environment: { GILPY_VARIANT: 'debug' } });
    expect(made.request.command.slice(-2)).toEqual(['-X', 'gil=1']);
    expect((await makeBuild(ownSpecifications[1], workshop)).how).toBe('nothing to build');
  });
});

describe('the name of a build', () => {
  const named = [...ownSpecifications, ref('main')];

  it('is looked up, or a definition', () => {
    expect(findBuild('main', named)).toBe(named[2]);
    expect(findBuild('x=ref:feature/a', named)).toMatchObject({
      name: 'x',
      shape: 'ref',
      ref: 'feature/a',
      gil: false,
    });
    expect(parseInline('x')).toBeNull();
  });

  it.each([
    [
      'mian',
      'there is no build "mian"; did you mean "main"? There are gilpy, gilpy-gil, main; gil-lab.toml names others, and NAME=ref:REF or NAME=python:COMMAND define one on the spot',
    ],
    [
      'x=main',
      '"x=main" is no build: write NAME=ref:..., NAME=worktree:..., NAME=python:..., or a name from gil-lab.toml',
    ],
    ['x=svn:main', /is no build/],
    ['../x=ref:main', /is no build/],
    ['x=ref:', /is no build/],
  ])('%s is explained', (text, message) => expect(() => findBuild(text, named)).toThrow(message));

  it('may be a git ref where that is asked for', () => {
    sampleGit(repository.folder, 'branch', 'fix/a_b');
    expect(findBuildOrRef('fix/a_b', named, repository.folder)).toMatchObject({
      name: 'fix-a_b',
      shape: 'ref',
      ref: 'fix/a_b',
    });
    expect(() => findBuildOrRef('fix/none', named, repository.folder)).toThrow(/there is no build "fix\/none"/);
    expect(() => findBuildOrRef('x=main', named, repository.folder)).toThrow(/is no build/);
  });
});
