import { didYouMean } from '../nearest.js';
import {
  type BuildShapeName,
  buildKeys,
  buildShapes,
  type Key,
  labKeys,
  laterNightlyKeys,
  nightlyKeys,
  reportKeys,
  type Values,
} from './keys.js';
import { isTable, type LocatedTable, type Place, plain } from './toml.js';
import type { ValueContext } from './value-types.js';

/** A mistake in the file. */
export interface Problem extends Place {
  /** The key with its section, such as builds.main.ref. */
  readonly key: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
}

export type BuildValues = Values<typeof buildKeys> & { readonly shape: BuildShapeName };

export interface ValidatedConfiguration {
  readonly lab: Values<typeof labKeys>;
  readonly builds: ReadonlyMap<string, BuildValues>;
  readonly nightly: Values<typeof nightlyKeys>;
  readonly report: Values<typeof reportKeys>;
}

/** Names that a build can have: they stand in file names, tables and on command lines. */
export const buildName = /^[A-Za-z0-9][\w.+-]*$/;

const sectionNames = ['lab', 'builds', 'nightly', 'report'] as const;

/** Checks a whole file; all mistakes are found at once, in the order of their lines. */
export function validate(root: LocatedTable, context: ValueContext) {
  return new Validation(context).run(root);
}

class Validation {
  private readonly context: ValueContext;
  private readonly problems: Problem[] = [];

  constructor(context: ValueContext) {
    this.context = context;
  }

  run(root: LocatedTable): { readonly configuration: ValidatedConfiguration; readonly problems: readonly Problem[] } {
    let lab: Values<typeof labKeys> = {};
    let nightly: Values<typeof nightlyKeys> = {};
    let report: Values<typeof reportKeys> = {};
    const builds = new Map<string, BuildValues>();
    for (const [name, { place, value }] of root.entries) {
      if (!(sectionNames as readonly string[]).includes(name)) {
        // A key of [lab] that stands before its section's head is the likeliest of mistakes.
        const advice = name in labKeys ? `; "${name}" belongs under [lab]` : didYouMean(name, sectionNames);
        const sections = sectionNames.map((section) => `[${section}]`).join(', ');
        this.problem(place, name, `there is no such section: there are ${sections}${advice}`);
      } else if (!isTable(value)) this.problem(place, name, `it must be a section: [${name}]`);
      else if (name === 'lab') lab = this.values(value, 'lab', labKeys);
      else if (name === 'nightly') nightly = this.nightly(value);
      else if (name === 'report') report = this.values(value, 'report', reportKeys);
      else for (const [build, values] of this.builds(value)) builds.set(build, values);
    }
    const known = [...builds.keys(), ...ownBuildNames];
    const named: [string, string, readonly string[]][] = [
      ['lab', 'builds', lab.builds ?? []],
      ['nightly', 'builds', nightly.builds ?? []],
      ['nightly', 'base', nightly.base === undefined ? [] : [nightly.base]],
    ];
    for (const [section, key, names] of named) {
      for (const name of names) {
        if (known.includes(name)) continue;
        const place = (root.entries.get(section)!.value as LocatedTable).entries.get(key)!.valuePlace;
        const what = `there is no build "${name}": there are ${known.join(', ')}`;
        this.problem(place, `${section}.${key}`, what + didYouMean(name, known));
      }
    }
    const problems = this.problems.sort((a, b) => a.line - b.line || a.column - b.column);
    return { configuration: { lab, builds, nightly, report }, problems };
  }

  private problem({ line, column }: Place, key: string, message: string): void {
    this.problems.push({ line, column, key, message });
  }

  /** Reads the keys of one section; those that are wrong are left out. */
  private values<K extends Readonly<Record<string, Key<unknown>>>>(
    table: LocatedTable,
    section: string,
    keys: K,
  ): Values<K> {
    const found: Record<string, unknown> = {};
    for (const [name, { place, valuePlace, value }] of table.entries) {
      const key = `${section}.${name}`;
      if (!Object.hasOwn(keys, name)) {
        const known = Object.keys(keys);
        this.problem(place, key, `there is no such key${didYouMean(name, known) || `: there are ${known.join(', ')}`}`);
        continue;
      }
      const result = keys[name].type.read(plain(value), this.context);
      if ('problem' in result) this.problem(valuePlace, key, result.problem);
      else found[name] = result.value;
    }
    return found as Values<K>;
  }

  private nightly(table: LocatedTable): Values<typeof nightlyKeys> {
    const entries = [...table.entries];
    const later = entries.filter(([name]) => (laterNightlyKeys as readonly string[]).includes(name));
    for (const [name, { place }] of later) this.problem(place, `nightly.${name}`, notYet);
    const rest = new Map(entries.filter((entry) => !later.includes(entry)));
    return this.values({ place: table.place, entries: rest }, 'nightly', nightlyKeys);
  }

  private builds(table: LocatedTable): [string, BuildValues][] {
    return [...table.entries].flatMap(([name, { place, value }]): [string, BuildValues][] => {
      const key = `builds.${name}`;
      if (!buildName.test(name)) {
        this.problem(place, key, "a build's name has letters, digits and _ . + - only, a letter or digit first");
        return [];
      }
      if (ownBuildNames.includes(name)) {
        this.problem(
          place,
          key,
          `the name is taken: ${ownBuildNames.join(' and ')} are this checkout's own interpreter`,
        );
        return [];
      }
      if (!isTable(value)) {
        this.problem(place, key, `it must be a section: [builds.${name}]`);
        return [];
      }
      const shape = this.shape(value, key);
      const values = this.values(value, key, buildKeys);
      return shape ? [[name, { ...values, shape }]] : [];
    });
  }

  /** What the keys of a build make it; whatever does not go with that is a mistake, as is what it lacks. */
  private shape(table: LocatedTable, key: string): BuildShapeName | null {
    const names = Object.keys(buildShapes) as BuildShapeName[];
    const shape = names.find((name) => table.entries.has(name));
    if (!shape) {
      this.problem(table.place, key, `it does not say what it is: it must have one of ${names.sort().join(', ')}`);
      return null;
    }
    const { title } = buildShapes[shape];
    const required: readonly string[] = buildShapes[shape].required;
    const optional: readonly string[] = buildShapes[shape].optional;
    const missing = required.filter((name) => !table.entries.has(name));
    if (missing.length) this.problem(table.place, key, `${missing.join(' and ')} missing: it is ${title}`);
    for (const [name, { place }] of table.entries) {
      if (!Object.hasOwn(buildKeys, name) || required.includes(name) || optional.includes(name)) continue;
      const allowed = [...required, ...optional].join(', ');
      this.problem(
        place,
        `${key}.${name}`,
        `it does not go with ${shape}, which makes this ${title}: that takes ${allowed}`,
      );
    }
    return missing.length ? null : shape;
  }
}

/** Names of this checkout's interpreter without and with its GIL; no other build may have them. */
export const ownBuildNames: readonly string[] = ['gilpy', 'gilpy-gil'];

const notYet = 'it is kept for a later gil-lab: take it out';
