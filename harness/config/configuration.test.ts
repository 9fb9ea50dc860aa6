import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addReportCommands } from '../commands/report.js';
import { addRunCommand } from '../commands/run.js';
import { inRepository } from '../repository.js';
import { addConfiguration, applyToOptions, configurationOf } from './command-line.js';
import { ConfigurationError, findConfiguration, loadConfiguration, parseConfiguration } from './configuration.js';
import { fillDocument } from './document.js';
import { buildKeys, type Key, labKeys } from './keys.js';

const folder = path.resolve('/somewhere');
const file = path.join(folder, 'gil-lab.toml');
const environment = { HOME: '/home/me', PROJECT: '/srv/project' };
const read = (text: string) => parseConfiguration(text, file, environment);

/** The mistakes that a text has: "line:column: key: message". */
async function mistakes(text: string): Promise<string[]> {
  const error = await read(text).then(
    () => null,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  return (error.message as string).split('\n').map((line) => {
    expect(line.startsWith(`${file}:`)).toBe(true);
    return line.slice(file.length + 1);
  });
}

const documentFile = inRepository('docs', 'configuration.md');
const document = readFileSync(documentFile, 'utf8');

describe('a configuration', () => {
  it('is read into values, with paths from its folder', async () => {
    const {
      lab,
      builds,
      file: from,
    } = await read(`
[lab]
db = "data/lab.sqlite"
site = "~/site"
cache = "\${PROJECT}/cache"
suite = "threads"
workers = [8, 1, 2, 1]
min-time = 2.5
turns = true
builds = ["main", "gilpy"]
[builds.main]
ref = "origin/main"
gilpy = "gil"
[builds."v3.13"]
python = "python3.13 -X dev"
env.PYTHON_GIL = "0"
`);
    expect(from).toBe(file);
    expect(lab).toEqual({
      db: path.join(folder, 'data', 'lab.sqlite'),
      site: path.resolve('/home/me/site'),
      cache: path.resolve('/srv/project/cache'),
      suite: 'threads',
      workers: [1, 2, 8],
      'min-time': 2.5,
      turns: true,
      builds: ['main', 'gilpy'],
    });
    expect([...builds]).toEqual([
      ['main', { shape: 'ref', ref: 'origin/main', gilpy: 'gil' }],
      ['v3.13', { shape: 'python', python: 'python3.13 -X dev', env: { PYTHON_GIL: '0' } }],
    ]);
  });

  it('may be empty', async () =>
    expect(await read('')).toEqual({ file, lab: {}, builds: new Map(), nightly: {}, report: {} }));

  it('has addresses of commits', async () => {
    const text = '[report]\ncommit-url = "https://a.org/c/{commit}"\ncommit-urls.main = "http://b.org/?h={commit}"';
    expect((await read(text)).report).toEqual({
      'commit-url': 'https://a.org/c/{commit}',
      'commit-urls': { main: 'http://b.org/?h={commit}' },
    });
  });

  it('knows the XDG folders where the environment does not', async () => {
    expect((await read('[lab]\ncache = "$XDG_CACHE_HOME/x"')).lab.cache).toBe(path.resolve('/home/me/.cache/x'));
    const set = await parseConfiguration('[lab]\ncache = "$XDG_CACHE_HOME/x"', file, { XDG_CACHE_HOME: '/c' });
    expect(set.lab.cache).toBe(path.resolve('/c/x'));
  });

  it.each([
    ['https://example.org/a.git', 'https://example.org/a.git'],
    ['git@example.org:a/b', 'git@example.org:a/b'],
    ['../cpython', path.resolve('/cpython')],
    ['~/cpython', path.resolve('/home/me/cpython')],
  ])('takes the repository %s', async (text, wanted) => {
    const { builds } = await read(
      `[builds.x]\nrepository = "${text}"\nref = "main"\nbuild = "make"\npython = "python"`,
    );
    expect(builds.get('x')).toMatchObject({ shape: 'repository', repository: wanted });
  });
});

describe('a mistake in a configuration', () => {
  it.each([
    ['[lab]\nblocks = "4"', '2:10: lab.blocks: it must be a whole number, 1 or more'],
    ['[lab]\nwarmups = -1', '2:11: lab.warmups: it must be a whole number, 0 or more'],
    ['[lab]\nmin-time = 0', '2:12: lab.min-time: it must be a number above 0'],
    ['[lab]\nturns = "yes"', '2:9: lab.turns: it must be true or false'],
    ['[lab]\nsuite = "fast"', '2:9: lab.suite: it must be one of "quick", "single", "threads", "all"'],
    ['[lab]\nworkers = 4', '2:11: lab.workers: it must be a list of whole numbers, 1 or more, such as [1, 2, 4]'],
    ['[lab]\ndb = "$NOWHERE/x"', '2:6: lab.db: the environment variable NOWHERE in it is not set'],
    ['[lab]\nblokcs = 4', '2:1: lab.blokcs: there is no such key; did you mean "blocks"?'],
    ['[lab]\nbuilds = [3]', '2:10: lab.builds: item 1: it must be a text in quotes that is not empty'],
    [
      '[build.x]\nref = "a"',
      '1:2: build: there is no such section: there are [lab], [builds], [nightly], [report]; did you mean "builds"?',
    ],
    [
      'blocks = 4',
      '1:1: blocks: there is no such section: there are [lab], [builds], [nightly], [report]; "blocks" belongs under [lab]',
    ],
    ['lab = 4', '1:1: lab: it must be a section: [lab]'],
    ['[[lab]]\nblocks = 4', '1:3: lab: it must be a section: [lab]'],
    ['[builds]\nx = 4', '2:1: builds.x: it must be a section: [builds.x]'],
    [
      '[builds."../x"]\nref = "a"',
      "1:9: builds.../x: a build's name has letters, digits and _ . + - only, a letter or digit first",
    ],
    [
      '[builds.gilpy]\nref = "a"',
      "1:9: builds.gilpy: the name is taken: gilpy and gilpy-gil are this checkout's own interpreter",
    ],
    [
      '[builds.x]',
      '1:9: builds.x: it does not say what it is: it must have one of gilpy, python, ref, repository, worktree',
    ],
    [
      '[builds.x]\nrepository = "r"\nref = "a"',
      '1:9: builds.x: build and python missing: it is a ref of another git repository, built by a command',
    ],
    [
      '[builds.x]\nref = "a"\npython = "p"',
      '3:1: builds.x.python: it does not go with ref, which makes this a git ref of this repository, built in a folder of its own: that takes ref, gilpy, variant, env',
    ],
    ['[builds.x]\npython = "p"\nenv = { A = 1 }', '3:7: builds.x.env: A must be a text: put its value in quotes'],
    ['[builds.x]\ngilpy = "off"', '2:9: builds.x.gilpy: it must be one of "nogil", "gil"'],
    ['[nightly]\nkeep = 0', '2:8: nightly.keep: it must be a whole number, 1 or more'],
    ['[nightly]\nafter = 3', '2:1: nightly.after: it is kept for a later gil-lab: take it out'],
    ['[nightly]\nbase = "x"', '2:8: nightly.base: there is no build "x": there are gilpy, gilpy-gil'],
    ['[nightly]\nkep = 3', '2:1: nightly.kep: there is no such key; did you mean "keep"?'],
    ...[
      'https://example.org/c',
      'javascript:alert(1)//{commit}',
      'file:///{commit}',
      'https://{commit}.example.org/',
      'https://me:secret@example.org/{commit}',
      '{commit}',
    ].map((address): [string, string] => [
      `[report]\ncommit-url = "${address}"`,
      '2:14: report.commit-url: it must be an http or https address with {commit} in its path, in quotes',
    ]),
    [
      '[report]\ncommit-urls = { main = "x" }',
      '2:15: report.commit-urls: main must be an http or https address with {commit} in its path, in quotes',
    ],
    ['[lab]\ndb = ', '2:6: this is not TOML: Unspecified values are invalid'],
    ['[lab]\n[lab]', '2:2: this is not TOML: Defining a key multiple times is invalid'],
  ])('%j is told with its place', async (text, wanted) => {
    expect(await mistakes(text)).toEqual([wanted]);
  });

  it('is told together with all the others, from the top', async () => {
    const found = await mistakes('[builds.x]\nreff = "a"\n[lab]\nblocks = 0\nbuilds = ["y"]\nvalue = 3\n');
    expect(found.map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      '1:9 builds.x',
      '2:1 builds.x.reff',
      '4:10 lab.blocks',
      '5:10 lab.builds',
      '6:1 lab.value',
    ]);
    expect(found[1]).toContain('did you mean "ref"?');
    expect(found[3]).toContain('there is no build "y": there are gilpy, gilpy-gil');
  });

  it('names the known keys where none is near', async () => {
    expect((await mistakes('[builds.x]\nref = "a"\ncolour = "red"'))[0]).toContain(Object.keys(buildKeys).join(', '));
  });
});

describe('the file', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(path.join(tmpdir(), 'gil-lab-config-'));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  it('is found in the folder or above it, the nearest first', () => {
    const inner = path.join(place, 'a', 'b');
    mkdirSync(inner, { recursive: true });
    writeFileSync(path.join(place, 'gil-lab.toml'), '');
    expect(findConfiguration(inner)).toBe(path.join(place, 'gil-lab.toml'));
    writeFileSync(path.join(place, 'a', 'gil-lab.toml'), '');
    expect(findConfiguration(inner)).toBe(path.join(place, 'a', 'gil-lab.toml'));
  });

  it('must be there when it was named', async () => {
    await expect(loadConfiguration(path.join(place, 'none.toml'))).rejects.toThrow(
      /none\.toml .*there is no such file/,
    );
    await expect(loadConfiguration(place)).rejects.toThrow(ConfigurationError);
  });

  /** A program with one command, `act`, and what that got. */
  function program() {
    const got: { blocks?: number; file?: string | null } = {};
    const root = new Command('lab').exitOverride().configureOutput({ writeErr: () => {} });
    addConfiguration(root, ['plain']);
    const act = (command: Command) => {
      got.blocks = command.opts().blocks;
      got.file = configurationOf(command).file;
    };
    root
      .command('act')
      .option('--blocks <n>', '', Number, 4)
      .action((_, command) => act(command));
    root
      .command('plain')
      .option('--blocks <n>', '', Number, 4)
      .action((options) => Object.assign(got, options));
    const run = async (...args: string[]) => {
      await root.parseAsync(args, { from: 'user' });
      return got;
    };
    return { run };
  }

  it('stands in for options that the command line does not have', async () => {
    const named = path.join(place, 'other.toml');
    writeFileSync(named, '[lab]\nblocks = 9\n');
    expect(await program().run('act', '--config', named)).toEqual({ blocks: 9, file: named });
    expect(await program().run('--config', named, 'act', '--blocks', '2')).toEqual({ blocks: 2, file: named });
    expect(await program().run('act', '--no-config')).toEqual({ blocks: 4, file: null });
    expect(await program().run('plain', '--config', named)).toEqual({ blocks: 4 });
  });

  it('is checked before the command acts', async () => {
    const named = path.join(place, 'other.toml');
    writeFileSync(named, '[lab]\nblocks = 0\n');
    await expect(program().run('act', '--config', named)).rejects.toThrow(ConfigurationError);
  });
});

describe('the keys', () => {
  const program = new Command();
  addRunCommand(program);
  addReportCommands(program);
  const keys = Object.entries<Key<unknown>>(labKeys);

  it.each(keys.filter(([, key]) => key.option))('%s has the option that it names, with its default', (_, key) => {
    const options = program.commands
      .filter((command) => key.command === undefined || command.name() === key.command)
      .flatMap((command) => command.options)
      .filter((option) => option.attributeName() === key.option);
    expect(options.length).toBeGreaterThan(0);
    for (const { defaultValue } of options) {
      const told =
        typeof key.default === 'string' && key.default.includes('/') ? inRepository(key.default) : key.default;
      // A default that depends on the machine is told in words; an empty list is none.
      if (defaultValue !== undefined && !(Array.isArray(defaultValue) && !defaultValue.length)) {
        expect(defaultValue).toBe(told);
      } else if (typeof told !== 'string') expect(told).toBeUndefined();
    }
  });

  it('leave the folder of an export alone, which is no site', () => {
    const command = program.commands.find((one) => one.name() === 'export')!;
    applyToOptions(command, { file, lab: { site: '/site', db: '/db' }, builds: new Map(), nightly: {}, report: {} });
    expect(command.opts()).toEqual({ db: '/db', format: [] });
  });
});

describe('docs/configuration.md', () => {
  it('has the tables that the keys make (node dist/harness/config/write-document.js writes them)', () => {
    expect(fillDocument(document)).toBe(document);
    for (const name of [...Object.keys(labKeys), ...Object.keys(buildKeys)])
      expect(document).toContain(`| \`${name}\` |`);
  });

  it('shows an example that is valid and has every shape of build', async () => {
    const example = /```toml\n([\s\S]*?)```/.exec(document)![1];
    const { lab, builds } = await read(example);
    expect(lab.builds).toEqual(['gilpy', 'main', 'cpython', 'nogil']);
    expect(new Set([...builds.values()].map((build) => build.shape))).toEqual(
      new Set(['ref', 'gilpy', 'worktree', 'python', 'repository']),
    );
  });
});
