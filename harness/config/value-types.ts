// The kinds of value that a key of gil-lab.toml can have: what each accepts, in words and in code.

/** Where the values of a file are read from: its folder and the environment. */
export interface ValueContext {
  /** Folder that relative paths start from. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A value as the TOML file has it: plain text, numbers, true and false, dates, lists and tables of them. */
export type PlainValue =
  | string
  | number
  | boolean
  | Date
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

export interface ValueType<T> {
  /** What is allowed, as in "it must be ...". */
  readonly wanted: string;
  /** An example of it in TOML, for the documentation. */
  readonly example: string;
  /** The checked value, or a sentence that says what is wrong beyond its being of another kind. */
  read(value: PlainValue, context: ValueContext): { readonly value: T } | { readonly problem: string };
}

export type Read<T> = T extends ValueType<infer V> ? V : never;

const wrong = (type: { readonly wanted: string }) => ({ problem: `it must be ${type.wanted}` });

export const text: ValueType<string> = {
  wanted: 'a text in quotes that is not empty',
  example: '"text"',
  read: (value) => (typeof value === 'string' && value.trim() !== '' ? { value } : wrong(text)),
};

export function whole(least: number): ValueType<number> {
  const type: ValueType<number> = {
    wanted: `a whole number, ${least} or more`,
    example: String(least),
    read: (value) =>
      Number.isSafeInteger(value) && (value as number) >= least ? { value: value as number } : wrong(type),
  };
  return type;
}

export const positive: ValueType<number> = {
  wanted: 'a number above 0',
  example: '1.5',
  read: (value) => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? { value } : wrong(positive)),
};

export const flag: ValueType<boolean> = {
  wanted: 'true or false',
  example: 'true',
  read: (value) => (typeof value === 'boolean' ? { value } : wrong(flag)),
};

export function oneOf<const C extends readonly string[]>(choices: C): ValueType<C[number]> {
  const type: ValueType<C[number]> = {
    wanted: choices.length > 1 ? `one of ${choices.map((choice) => `"${choice}"`).join(', ')}` : `"${choices[0]}"`,
    example: `"${choices[0]}"`,
    read: (value) => (choices.includes(value as string) ? { value: value as string } : wrong(type)),
  };
  return type;
}

export function listOf<T>(item: ValueType<T>): ValueType<readonly T[]> {
  const type: ValueType<readonly T[]> = {
    wanted: `a list, in brackets, each item of it ${item.wanted}`,
    example: `[${item.example}]`,
    read(value, context) {
      if (!Array.isArray(value) || value.length === 0) return wrong(type);
      const items: T[] = [];
      for (const [index, one] of value.entries()) {
        const result = item.read(one, context);
        if ('problem' in result) return { problem: `item ${index + 1}: ${result.problem}` };
        items.push(result.value);
      }
      return { value: items };
    },
  };
  return type;
}

/** Whole numbers in rising order, each once. */
export const counts: ValueType<readonly number[]> = {
  wanted: 'a list of whole numbers, 1 or more, such as [1, 2, 4]',
  example: '[1, 2, 4]',
  read(value, context) {
    const result = listOf(whole(1)).read(value, context);
    return 'problem' in result ? wrong(counts) : { value: [...new Set(result.value)].sort((a, b) => a - b) };
  },
};

export const texts: ValueType<Readonly<Record<string, string>>> = {
  wanted: 'a table of texts, such as { NAME = "value" }',
  example: '{ NAME = "value" }',
  read(value) {
    if (typeof value !== 'object' || Array.isArray(value) || value instanceof Date) return wrong(texts);
    const other = Object.entries(value).find(([, one]) => typeof one !== 'string');
    if (other) return { problem: `${other[0]} must be a text: put its value in quotes` };
    return { value: value as Record<string, string> };
  },
};

/** Where a commit is shown, as a template. Only the path and what follows may depend on the commit. */
export const commitUrl: ValueType<string> = {
  wanted: 'an http or https address with {commit} in its path, in quotes',
  example: '"https://example.org/project/commit/{commit}"',
  read(value) {
    if (typeof value !== 'string' || !value.includes('{commit}')) return wrong(commitUrl);
    const of = (commit: string) => value.replaceAll('{commit}', commit);
    if (!['a', '0'].every((digit) => URL.canParse(of(digit.repeat(40))))) return wrong(commitUrl);
    const [one, other] = [new URL(of('a'.repeat(40))), new URL(of('0'.repeat(40)))];
    const web = ['http:', 'https:'].includes(one.protocol) && one.origin === other.origin;
    return web && !one.username && !one.password ? { value } : wrong(commitUrl);
  },
};

/** The same for each of several builds. */
export const commitUrls: ValueType<Readonly<Record<string, string>>> = {
  wanted: `a table with ${commitUrl.wanted}, for each name of a build`,
  example: `{ cpython-main = ${commitUrl.example} }`,
  read(value, context) {
    const result = texts.read(value, context);
    if ('problem' in result) return wrong(commitUrls);
    const other = Object.entries(result.value).find(([, one]) => 'problem' in commitUrl.read(one, context));
    return other ? { problem: `${other[0]} must be ${commitUrl.wanted}` } : result;
  },
};

/** A regression that is to set no exit code. */
export interface Muted {
  readonly benchmark: string;
  readonly build: string;
  readonly reason: string;
  /** The last day, as 2026-11-24; without it, for good. */
  readonly until?: string;
}

export const muted: ValueType<Muted> = {
  wanted: 'a table of texts with benchmark, build and reason, and a day such as "2026-11-24" as until where it ends',
  example: '{ benchmark = "single/nbody", build = "main", reason = "text" }',
  read(value, context) {
    const result = texts.read(value, context);
    if ('problem' in result) return wrong(muted);
    const { benchmark, build, reason, until, ...others } = result.value;
    const whole = [benchmark, build, reason].every((one) => one?.trim());
    const ends = until === undefined || (/^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(Date.parse(until)));
    if (!whole || !ends || Object.keys(others).length) return wrong(muted);
    return { value: { benchmark, build, reason, ...(until === undefined ? {} : { until }) } };
  },
};
