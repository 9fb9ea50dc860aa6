import path from 'node:path';
import { BuildError, type BuildRequest, parseCommand } from '../builds.js';
import type { BuildValues } from '../config/validate.js';
import { buildName } from '../config/validate.js';

interface Named {
  readonly name: string;
  /** Environment variables that the Python runs with. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Which gilpy of a source tree. */
interface GilpyChoice {
  readonly gil: boolean;
  /** Variant of its kernel, as interpreter/tools/variants.ts names them. */
  readonly variant: string;
}

/** Any Python by its command: nothing to build. */
export interface PythonSpecification extends Named {
  readonly shape: 'python';
  readonly command: readonly string[];
}

/** This checkout's interpreter. */
export interface GilpySpecification extends Named, GilpyChoice {
  readonly shape: 'gilpy';
}

/** This repository at a git ref. */
export interface RefSpecification extends Named, GilpyChoice {
  readonly shape: 'ref';
  readonly ref: string;
}

/** A working tree of this repository, built in place. */
export interface WorktreeSpecification extends Named, GilpyChoice {
  readonly shape: 'worktree';
  readonly folder: string;
}

/** Another git repository at a ref, built by a shell command. */
export interface RepositorySpecification extends Named {
  readonly shape: 'repository';
  /** URL or absolute path. */
  readonly address: string;
  readonly ref: string;
  readonly build: string;
  /** Path of the built Python inside the repository. */
  readonly python: string;
}

/** A build as it was asked for, before anything was done about it. */
export type BuildSpecification =
  | PythonSpecification
  | GilpySpecification
  | RefSpecification
  | WorktreeSpecification
  | RepositorySpecification;

const defaultVariant = 'release';

/** The builds that need no configuration: this checkout's interpreter without and with its GIL. */
export const ownSpecifications: readonly GilpySpecification[] = [
  { name: 'gilpy', shape: 'gilpy', gil: false, variant: defaultVariant, environment: {} },
  { name: 'gilpy-gil', shape: 'gilpy', gil: true, variant: defaultVariant, environment: {} },
];

/** A section [builds.NAME] of a configuration; a program with a relative path is in the configuration's folder. */
export function fromConfiguration(name: string, values: BuildValues, folder: string): BuildSpecification {
  const { shape, env: environment = {}, gilpy = 'nogil', variant = defaultVariant } = values;
  const choice = { gil: gilpy === 'gil', variant };
  switch (shape) {
    case 'python': {
      const request = parseCommand(name, values.python!);
      const [program, ...rest] = request.command;
      const command = [/[/\\]/.test(program) ? path.resolve(folder, program) : program, ...rest];
      return { name, shape, command, environment: { ...request.environment, ...environment } };
    }
    case 'gilpy':
      return { name, shape, ...choice, environment };
    case 'ref':
      return { name, shape, ref: values.ref!, ...choice, environment };
    case 'worktree':
      return { name, shape, folder: values.worktree!, ...choice, environment };
    case 'repository': {
      const { ref, build, python, repository } = values as Required<BuildValues>;
      return { name, shape, address: repository, ref, build, python, environment };
    }
  }
}

/** Shapes that NAME=SHAPE:REST can have, with what the rest is. */
export const inlineShapes = {
  ref: 'a branch, tag or commit of this repository',
  worktree: 'the path of a working tree of this repository',
  python: 'a command that runs a Python',
} as const;

/**
 * Reads NAME=ref:REF, NAME=worktree:PATH or NAME=python:COMMAND; null for a text that has no NAME=.
 * @throws BuildError for one that has, and is none of these.
 */
export function parseInline(text: string): BuildSpecification | null {
  const match = /^([^=\s]*)=(.*)$/s.exec(text);
  if (!match) return null;
  const [, name, definition] = match;
  const [, shape, rest] = /^(\w+):(.+)$/s.exec(definition) ?? [];
  if (!buildName.test(name) || !(shape in inlineShapes)) {
    const shapes = Object.keys(inlineShapes).map((one) => `NAME=${one}:...`);
    throw new BuildError(`"${text}" is no build: write ${shapes.join(', ')}, or a name from gil-lab.toml`);
  }
  const choice = { gil: false, variant: defaultVariant, environment: {} };
  if (shape === 'ref') return { name, shape, ref: rest, ...choice };
  if (shape === 'worktree') return { name, shape, folder: path.resolve(rest), ...choice };
  return { shape: 'python', ...parseCommand(name, rest) };
}

/** A git ref of this repository under a name made of it. */
export function fromRef(ref: string): RefSpecification {
  const name = ref.replace(/[^\w.+-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'ref';
  return { name, shape: 'ref', ref, gil: false, variant: defaultVariant, environment: {} };
}

/** What a specification says, in a few words. */
export function inWords(specification: BuildSpecification): string {
  const choice = ({ gil, variant }: GilpyChoice) =>
    `gilpy ${gil ? 'with' : 'without'} its GIL${variant === defaultVariant ? '' : `, ${variant}`}`;
  switch (specification.shape) {
    case 'python':
      return specification.command.join(' ');
    case 'gilpy':
      return `${choice(specification)}, this checkout`;
    case 'ref':
      return `${choice(specification)}, at ${specification.ref}`;
    case 'worktree':
      return `${choice(specification)}, in ${specification.folder}`;
    case 'repository':
      return `${specification.address} at ${specification.ref}`;
  }
}

/** The request for a gilpy whose source tree lies, built, in `root`. */
export function gilpyRequest(specification: Named & GilpyChoice, root: string): BuildRequest {
  const { name, gil, variant, environment } = specification;
  return {
    name,
    command: [process.execPath, path.join(root, ...gilpyProgram), '-X', `gil=${gil ? 1 : 0}`],
    environment: variant === defaultVariant ? environment : { ...environment, GILPY_VARIANT: variant },
    source: path.join(root, 'interpreter'),
  };
}

/** Path of gilpy's program inside a built tree. */
export const gilpyProgram = ['dist', 'interpreter', 'host', 'gilpy.js'] as const;

export { defaultVariant };
