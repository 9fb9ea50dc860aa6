import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SuiteError } from '../suites.js';

/** A line of the table of benchmarks. */
export interface ManifestEntry {
  readonly name: string;
  /** Path of the file with its metadata. */
  readonly metadata: string;
  /** Where the entry stands, as file:line. */
  readonly place: string;
}

/** A line of a group: a benchmark or another group, put in or taken out. */
export interface GroupLine {
  readonly name: string;
  readonly exclude: boolean;
  readonly place: string;
}

/** What manifests hold, with those that they include. */
export interface Manifest {
  readonly files: readonly string[];
  readonly entries: readonly ManifestEntry[];
  /** By name of the group; without a line, the group is the benchmarks with that tag. */
  readonly groups: ReadonlyMap<string, readonly GroupLine[]>;
}

interface Line {
  readonly text: string;
  readonly place: string;
}

interface Section {
  readonly name: string;
  readonly place: string;
  readonly lines: Line[];
}

/**
 * Reads manifests of pyperformance as one, in the format that its doc/custom_benchmarks.rst describes: sections in brackets,
 * `#` for comments; `[benchmarks]` is a table of name, tab and metafile, `[groups]` names groups made of tags, a
 * `[group X]` lists its members, `[includes]` other manifests. Throws SuiteError with file and line.
 */
export function readManifest(...files: readonly string[]): Manifest {
  const entries: ManifestEntry[] = [];
  const groups = new Map<string, GroupLine[]>();
  for (const file of files) collect(file, [], entries, groups);
  const seen = new Map<string, ManifestEntry>();
  for (const entry of entries) {
    const before = seen.get(entry.name);
    if (before) fail(entry.place, `there is a benchmark called ${entry.name} before, in ${before.place}`);
    seen.set(entry.name, entry);
  }
  if (!entries.length) fail(files.join(', '), 'it names no benchmarks');
  return { files, entries, groups };
}

/**
 * The entries of a group, in the manifest's order. `all` is all of them, and so is `default` where no `[group default]`
 * with members says otherwise; a group without members is the benchmarks that have its name as a tag. An exclusion takes
 * out what is in by then; where it comes first, all are in. Throws SuiteError for a group that is unknown.
 */
export function groupEntries(
  manifest: Manifest,
  group: string,
  tags: (entry: ManifestEntry) => readonly string[],
): readonly ManifestEntry[] {
  const byName = new Map(manifest.entries.map((entry) => [entry.name, entry]));
  const members = (name: string, above: readonly string[]): Set<ManifestEntry> => {
    if (name === 'all') return new Set(manifest.entries);
    const lines = manifest.groups.get(name) ?? [];
    if (!lines.length) {
      const tagged = manifest.entries.filter((entry) => name === 'default' || tags(entry).includes(name));
      if (!tagged.length && !manifest.groups.has(name)) unknown(name);
      return new Set(tagged);
    }
    const result = new Set<ManifestEntry>(lines[0].exclude ? manifest.entries : []);
    for (const line of lines) {
      if ([...above, name].includes(line.name)) fail(line.place, `the group ${line.name} holds itself`);
      const entry = byName.get(line.name);
      if (!entry && !manifest.groups.has(line.name) && line.name !== 'all') {
        fail(line.place, `there is no benchmark and no group called ${line.name}`);
      }
      for (const one of entry ? [entry] : members(line.name, [...above, name])) {
        if (line.exclude) result.delete(one);
        else result.add(one);
      }
    }
    return result;
  };
  const unknown = (name: string): never => {
    const known = new Set(['all', 'default', ...manifest.groups.keys(), ...manifest.entries.flatMap(tags)]);
    fail(manifest.files.join(', '), `there is no group ${name}; there are ${[...known].sort().join(', ')}`);
  };
  const wanted = members(group, []);
  return manifest.entries.filter((entry) => wanted.has(entry));
}

function collect(
  file: string,
  above: readonly string[],
  entries: ManifestEntry[],
  groups: Map<string, GroupLine[]>,
): void {
  if (above.includes(file)) fail(file, 'it includes itself');
  const folder = path.dirname(file);
  for (const section of sections(file)) {
    if (section.name === 'includes') {
      for (const { text, place } of section.lines) {
        if (text === '<default>')
          fail(place, '<default> stands for the manifest of an installed pyperformance: name its file');
        const included = path.resolve(folder, text);
        if (!existsSync(included)) fail(place, `there is no ${included}`);
        collect(included, [...above, file], entries, groups);
      }
    } else if (section.name === 'benchmarks') {
      entries.push(...table(section, folder));
    } else if (section.name === 'groups') {
      for (const { text, place } of section.lines) {
        checkName(text, place);
        if (!groups.has(text)) groups.set(text, []);
      }
    } else if (section.name.startsWith('group ')) {
      const name = section.name.slice('group '.length).trim();
      checkName(name, section.place);
      const members = section.lines.map(({ text, place }) => {
        const member = text.replace(/^[+-]/, '');
        checkName(member, place);
        return { name: member, exclude: text.startsWith('-'), place };
      });
      groups.set(name, [...(groups.get(name) ?? []), ...members]);
    } else {
      fail(section.place, `unknown section [${section.name}]`);
    }
  }
}

function sections(file: string): Section[] {
  const result: Section[] = [];
  let number = 0;
  for (const raw of readText(file).split(/\r?\n/)) {
    const place = `${file}:${++number}`;
    const text = raw.replace(/#.*/, '').trim();
    if (!text) continue;
    const header = /^\[(.*)\]$/.exec(text);
    if (header) result.push({ name: header[1].trim(), place, lines: [] });
    else if (result.length) result.at(-1)!.lines.push({ text, place });
    else fail(place, 'a section such as [benchmarks] must come first');
  }
  return result;
}

function table({ lines, place }: Section, folder: string): ManifestEntry[] {
  const [header, ...rows] = lines;
  if (header?.text !== 'name\tmetafile') {
    fail(header?.place ?? place, 'the table of benchmarks must begin with its header, name, tab, metafile');
  }
  return rows.map((row) => {
    const [name, metafile, ...more] = row.text.split('\t').map((field) => field.trim());
    if (!metafile || more.length) fail(row.place, `a benchmark is a name, a tab and a metafile, not "${row.text}"`);
    checkName(name, row.place);
    return { name, metadata: metadataFile(name, metafile, folder, row.place), place: row.place };
  });
}

/** `<local>` is bm_NAME/pyproject.toml beside the manifest, `<local:BASE>` bm_BASE/bm_NAME.toml, all else a path. */
function metadataFile(name: string, metafile: string, folder: string, place: string): string {
  const local = /^<local(?::(.+))?>$/.exec(metafile);
  if (metafile.startsWith('<') && !local)
    fail(place, `unknown metafile ${metafile}; there are <local> and <local:NAME>`);
  const given = local
    ? path.join(folder, `bm_${local[1] ?? name}`, local[1] ? `bm_${name}.toml` : 'pyproject.toml')
    : path.resolve(folder, metafile);
  const file = existsSync(given) && statSync(given).isDirectory() ? path.join(given, 'pyproject.toml') : given;
  if (!existsSync(file)) fail(place, `there is no ${file}, which is to describe ${name}`);
  return file;
}

function checkName(name: string, place: string): void {
  if (!/^\w[\w.-]*$/.test(name)) fail(place, `"${name}" is no name: letters, digits, _, . and - make one`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SuiteError(`${file}: ${(error as Error).message}`);
  }
}

function fail(place: string, problem: string): never {
  throw new SuiteError(`${place}: ${problem}`);
}
