import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as fixture from '../../results/fixture.js';
import { readCheckout } from './checkout.js';
import { launcher, scriptAgain } from './registration.js';

// Checkouts as small as they can be, in a temporary folder.

let folder: string;
const benchmarks = path.join('pyperformance', 'data-files', 'benchmarks');

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-pyperformance-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes files of the checkout; names are those below its folder of benchmarks. */
function write(files: Readonly<Record<string, string>>, place = benchmarks): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, place, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

const manifest = (rows: string, more = '') => `[benchmarks]\n\nname\tmetafile\n${rows}\n\n${more}`;
const metadata = (tool: string, project = 'dependencies = ["pyperf"]') =>
  `[project]\nname = "pyperformance_bm_x"\n${project}\n\n[tool.pyperformance]\n${tool}\n`;
const script = (name: string) => ({
  [`bm_${name}/pyproject.toml`]: metadata(`name = "${name}"`),
  [`bm_${name}/run_benchmark.py`]: 'pass\n',
});
const names = (group?: string) => readCheckout(folder, group).map(({ name }) => name);

describe('a checkout of pyperformance', () => {
  it('tells scripts, options, tags and requirements', () => {
    write({
      MANIFEST: manifest(
        '# a comment\nnbody\t<local> # beside it\ntree\t<local>\ntree_io\t<local:tree>\nmako\t<local>',
      ),
      ...script('nbody'),
      'bm_tree/pyproject.toml': metadata('name = "tree"\ntags = "asyncio, apps"\nextra_opts = ["none"]'),
      'bm_tree/bm_tree_io.toml': '[tool.pyperformance]\nname = "tree_io"\nextra_opts = ["io", "--fast"]\n',
      'bm_tree/run_benchmark.py': 'pass\n',
      ...script('mako'),
      'bm_mako/requirements.txt': '# locked\nmako==1.1.4\n  markupsafe[x] >= 2 # why\n-r other.txt\n\n',
    });
    const [nbody, tree, treeIo, mako] = readCheckout(folder);
    const at = (...parts: string[]) => path.join(folder, benchmarks, ...parts);
    expect(nbody).toMatchObject({ name: 'nbody', tags: [], extraOptions: [], requirements: [] });
    expect(nbody.script).toBe(at('bm_nbody', 'run_benchmark.py'));
    expect(tree).toMatchObject({ name: 'tree', tags: ['asyncio', 'apps'], extraOptions: ['none'] });
    // The variant inherits what it does not say.
    expect(treeIo).toMatchObject({ name: 'tree_io', tags: ['asyncio', 'apps'], extraOptions: ['io', '--fast'] });
    expect(treeIo.script).toBe(at('bm_tree', 'run_benchmark.py'));
    expect(mako.requirements).toEqual(['mako', 'markupsafe']);
  });

  it('takes what the metadata depends on before what the lock file adds', () => {
    write({
      MANIFEST: manifest('mako\t<local>'),
      'bm_mako/pyproject.toml': metadata('', 'dependencies = ["pyperf", "Mako >= 1"]'),
      'bm_mako/run_benchmark.py': '',
      'bm_mako/requirements.txt': 'mako==1.1.4\nmarkupsafe==2.0.1\n',
    });
    expect(readCheckout(folder)[0].requirements).toEqual(['Mako']);
  });

  it('follows inherits, runscript and datadir, each from the file that says it', () => {
    write({
      MANIFEST: manifest('one\tsome/one.toml\ntwo\tsome/two'),
      'some/one.toml': '[tool.pyperformance]\ninherits = "../shared"\n',
      'shared/base.toml': metadata('runscript = "bench.py"\ndatadir = "extra"\ntags = ["math"]'),
      'shared/bench.py': '',
      'shared/extra/numbers': '1',
      'some/two/pyproject.toml': metadata('inherits = ".."'),
      'some/base.toml': metadata('tags = ["apps"]'),
      'some/two/run_benchmark.py': '',
    });
    const [one, two] = readCheckout(folder);
    expect(one.script).toBe(path.join(folder, benchmarks, 'shared', 'bench.py'));
    expect(one.tags).toEqual(['math']);
    expect(two.tags).toEqual(['apps']);
    const before = [one, two].map(({ contentHash }) => contentHash);
    write({ 'shared/extra/numbers': '2' });
    const after = readCheckout(folder).map(({ contentHash }) => contentHash);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });

  it('tells the same script with other options from itself, and knows a change of its data', () => {
    write({
      MANIFEST: manifest('a\t<local>\nb\t<local:a>'),
      ...script('a'),
      'bm_a/bm_b.toml': '[tool.pyperformance]\nextra_opts = ["b"]\n',
      'bm_a/data/x': '1',
    });
    const [a, b] = readCheckout(folder).map(({ contentHash }) => contentHash);
    expect(a).not.toBe(b);
    write({ 'bm_a/__pycache__/x.pyc': '' });
    expect(readCheckout(folder)[0].contentHash).toBe(a);
    write({ 'bm_a/data/x': '2' });
    expect(readCheckout(folder)[0].contentHash).not.toBe(a);
  });

  it('finds a benchmark of a script again, as the script is now', () => {
    write({
      MANIFEST: manifest('a\t<local>'),
      ...script('a'),
      'bm_a/pyproject.toml': metadata('extra_opts = ["--fast"]'),
    });
    const stored = { ...fixture.benchmark('single', 'a_fft'), contentHash: 'before' };
    const source = { checkout: folder, script: 'a', task: 'fft' };
    const [{ contentHash }] = readCheckout(folder);
    expect(scriptAgain(stored, source)).toEqual({
      ...stored,
      contentHash,
      file: path.join(folder, benchmarks, 'bm_a', 'run_benchmark.py'),
      quick: false,
      runner: { file: launcher, options: ['--task', 'fft', '--arguments', '["--fast"]'] },
      source,
    });
    expect(() => scriptAgain(stored, { ...source, script: 'b' })).toThrow(/names no benchmark b/);
  });

  it('forms groups of tags, of lists, and of all but some', () => {
    const groups =
      '[groups]\nmath\n[group default]\n-b\n[group some]\nc\na\n[group more]\nsome\n-c\nb\n[group all_math]\nmath\nc\n';
    write({
      MANIFEST: manifest('a\t<local>\nb\t<local>\nc\t<local>', groups),
      ...script('a'),
      ...script('b'),
      ...script('c'),
      'bm_a/pyproject.toml': metadata('tags = ["math", "apps"]'),
    });
    expect(names()).toEqual(['a', 'c']);
    expect(names('all')).toEqual(['a', 'b', 'c']);
    expect(names('math')).toEqual(['a']);
    expect(names('apps')).toEqual(['a']);
    expect(names('some')).toEqual(['a', 'c']);
    expect(names('more')).toEqual(['a', 'b']);
    expect(names('all_math')).toEqual(['a', 'c']);
    expect(() => names('other')).toThrow(/no group other; there are all, all_math, apps, default, math, more, some/);
  });

  it('takes an empty default group for all', () => {
    write({ MANIFEST: manifest('a\t<local>', '[group default]\n[group empty]\n'), ...script('a') });
    expect(names()).toEqual(['a']);
    expect(names('empty')).toEqual([]);
  });

  it('reads what a manifest includes', () => {
    write({ MANIFEST: `[includes]\nmore/MANIFEST\n${manifest('a\t<local>')}`, ...script('a') });
    write({ MANIFEST: manifest('b\t<local>'), ...script('b') }, path.join(benchmarks, 'more'));
    expect(names()).toEqual(['b', 'a']);
  });

  it('takes the folder of benchmarks itself, and a project that names its manifests', () => {
    write({ MANIFEST: manifest('a\t<local>'), ...script('a') }, 'suite');
    write({ MANIFEST: manifest('b\t<local>'), ...script('b') }, 'other');
    expect(readCheckout(path.join(folder, 'suite')).map(({ name }) => name)).toEqual(['a']);
    const project = '[tool.pyperformance]\nmanifest = "suite/MANIFEST"\nmanifests = ["other/MANIFEST"]\n';
    writeFileSync(path.join(folder, 'pyproject.toml'), project);
    expect(names()).toEqual(['a', 'b']);
  });

  it('says what is wrong with a folder that is none', () => {
    expect(() => readCheckout(path.join(folder, 'none'))).toThrow(/there is no folder .*none/);
    expect(() => readCheckout(folder)).toThrow(/no checkout of pyperformance.*github\.com\/python\/pyperformance/);
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => readCheckout(path.join(folder, 'file'))).toThrow(/is a file/);
    writeFileSync(path.join(folder, 'pyproject.toml'), '[project]\nname = "x"\n');
    expect(() => readCheckout(folder)).toThrow(/no checkout of pyperformance/);
  });

  it.each([
    ['is empty', '', /MANIFEST: it names no benchmarks/],
    ['has no section', 'name\tmetafile\n', /MANIFEST:1: a section/],
    ['has an unknown section', `${manifest('a\t<local>')}[speed]\n`, /MANIFEST:6: unknown section \[speed\]/],
    ['has no header', '[benchmarks]\na\t<local>\n', /MANIFEST:2: .*header/],
    ['has a table without lines', '[benchmarks]\n', /MANIFEST:1: .*header/],
    ['has a row of one field', manifest('a'), /MANIFEST:4: a benchmark is a name, a tab and a metafile, not "a"/],
    ['has a row of three', manifest('a\t<local>\tb'), /MANIFEST:4: a benchmark is/],
    ['has a name that is a path', manifest('../a\t<local>'), /MANIFEST:4: "\.\.\/a" is no name/],
    ['has an unknown metafile', manifest('a\t<remote>'), /MANIFEST:4: unknown metafile <remote>/],
    ['names what is not there', manifest('b\t<local>'), /MANIFEST:4: there is no .*bm_b.*describe b/],
    ['names one twice', manifest('a\t<local>\na\t<local>'), /MANIFEST:5: .*a before, in .*MANIFEST:4/],
    ['includes what is not there', '[includes]\nmore\n', /MANIFEST:2: there is no .*more/],
    ['includes itself', '[includes]\nMANIFEST\n', /MANIFEST: it includes itself/],
    ['includes the default', '[includes]\n<default>\n', /MANIFEST:2: <default>/],
    ['has a group of strangers', manifest('a\t<local>', '[group default]\nz\n'), /MANIFEST:7: .*no group called z/],
    [
      'has a group within itself',
      manifest('a\t<local>', '[group default]\na\ndefault\n'),
      /:8: the group default holds itself/,
    ],
  ])('refuses a manifest that %s', (_, content, message) => {
    write({ MANIFEST: content, ...script('a') });
    expect(() => readCheckout(folder)).toThrow(message);
  });

  it.each([
    ['that is no TOML', '[tool.pyperformance]\nname = = 1\n', /pyproject\.toml:2:8: Unexpected token/],
    ['with a tool that is no table', 'tool = 1\n', /"tool" must be a table/],
    ['with options that are no list', metadata('extra_opts = "x"'), /"extra_opts" must be a list of texts/],
    ['with an empty option', metadata('extra_opts = [""]'), /"extra_opts"/],
    ['with tags that are numbers', metadata('tags = [1]'), /"tags" must be a list of texts/],
    ['with a name that is no text', metadata('name = 1'), /"name" must be a text/],
    ['with a script that is not there', metadata('runscript = "no.py"'), /there is no script .*no\.py/],
    ['with data that is not there', metadata('datadir = "no"'), /there is no folder .*no, which "datadir" names/],
    ['with a base that is not there', metadata('inherits = "../no.toml"'), /there is no .*no\.toml, from which/],
    ['that inherits from itself', metadata('inherits = "pyproject.toml"'), /inherits from itself/],
  ])('refuses metadata %s', (_, content, message) => {
    write({ MANIFEST: manifest('a\t<local>'), ...script('a'), 'bm_a/pyproject.toml': content });
    expect(() => readCheckout(folder)).toThrow(message);
    expect(() => readCheckout(folder)).toThrow(/bm_a/);
  });
});
