// From tagged comments to the list of types, slots, methods and modules, checked for consistency.

import { type CallShape, callShape, parseSignature, textSignature } from './signature.js';
import { type FunctionHead, fail, type SourceFile, splitTop, type TaggedComment } from './source.js';

export interface TypeDeclaration {
  readonly comment: TaggedComment;
  readonly name: string;
  readonly constant: string;
  readonly module: string;
  readonly base: string | null;
  /** null: that of the base (16 for object). */
  readonly size: string | null;
  readonly itemSize: string;
  readonly flags: readonly string[];
  readonly attrs: boolean;
  readonly kind: string | null;
  /** Native module that shows it, or null. */
  readonly shownIn: string | null;
  readonly doc: string | null;
}

export interface Slot {
  readonly comment: TaggedComment;
  readonly type: TypeDeclaration;
  readonly slot: string;
  readonly target: FunctionHead;
}

export interface Callable {
  readonly comment: TaggedComment;
  readonly kind: 'method' | 'classmethod' | 'staticmethod' | 'function';
  /** Type, or name of the module. */
  readonly owner: TypeDeclaration | string;
  readonly name: string;
  readonly shape: CallShape;
  readonly signature: string;
  readonly target: FunctionHead;
  readonly doc: string | null;
}

export interface Property {
  readonly comment: TaggedComment;
  readonly type: TypeDeclaration;
  readonly name: string;
  get: { comment: TaggedComment; target: FunctionHead } | null;
  set: { comment: TaggedComment; target: FunctionHead } | null;
  doc: string | null;
  /** Shown as a member_descriptor: CPython keeps this attribute as a field. */
  member: boolean;
}

export interface ModuleDeclaration {
  readonly name: string;
  readonly doc: string | null;
  readonly functions: Callable[];
  readonly constants: { comment: TaggedComment; name: string; target: FunctionHead }[];
  readonly types: TypeDeclaration[];
  readonly exec: { comment: TaggedComment; target: FunctionHead }[];
}

export interface Declarations {
  /** Bases before derived types. */
  readonly types: readonly TypeDeclaration[];
  readonly slots: readonly Slot[];
  readonly callables: readonly Callable[];
  readonly properties: readonly Property[];
  readonly modules: readonly ModuleDeclaration[];
}

/** Types of module builtins that are attributes of the module; the exceptions are added by their base. */
const BUILTIN_TYPES = new Set(
  `bool bytearray bytes classmethod complex dict enumerate filter float frozenset int list map memoryview object
  property range reversed set slice staticmethod str super tuple type zip`.split(/\s+/),
);

/** `list` -> T_LIST, `OSError` -> T_OS_ERROR, `method-wrapper` -> T_METHOD_WRAPPER. */
export function typeConstant(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/\W/g, '_');
  return `T_${words.toUpperCase()}`;
}

const slotArity: Readonly<Record<string, number>> = (() => {
  const arity: Record<string, number> = {};
  const set = (count: number, names: string) => {
    for (const name of names.trim().split(/\s+/)) arity[name] = count;
  };
  set(
    1,
    `dealloc traverse clear finalize repr str hash iter iternext nb_negative nb_positive nb_absolute nb_invert nb_bool
    nb_int nb_float nb_index sq_length mp_length am_await am_aiter am_anext`,
  );
  set(2, 'getattro sq_concat sq_repeat sq_item sq_contains sq_inplace_concat sq_inplace_repeat mp_subscript');
  set(3, 'setattro richcompare descr_get descr_set nb_power nb_inplace_power sq_ass_item mp_ass_subscript');
  set(4, 'call init new');
  for (const name of `add subtract multiply remainder divmod lshift rshift and xor or floor_divide true_divide
    matrix_multiply`.split(/\s+/)) {
    arity[`nb_${name}`] = 2;
    if (name !== 'divmod') arity[`nb_inplace_${name}`] = 2;
  }
  for (const name of ['getbuffer', 'releasebuffer', 'am_send']) arity[name] = -1; // their signatures are their own
  return arity;
})();

function settings(comment: TaggedComment, words: readonly string[]): Map<string, string> {
  const known = ['base', 'size', 'itemsize', 'flags', 'module', 'attrs', 'weakref', 'kind', 'in', 'constant'];
  const map = new Map<string, string>();
  for (const word of words) {
    const [key] = word.split('=', 1);
    if (!known.includes(key)) fail(comment, `unknown setting '${word}' of a type`);
    map.set(key, word.slice(key.length + 1));
  }
  return map;
}

function readType(comment: TaggedComment, rest: string): TypeDeclaration {
  const [qualified, ...words] = splitTop(rest, ' ');
  const given = settings(comment, words);
  const dot = qualified.lastIndexOf('.');
  const name = qualified.slice(dot + 1);
  const module = given.get('module') ?? (dot > 0 ? qualified.slice(0, dot) : 'builtins');
  const flags = (given.get('flags') ?? '').split(',').filter(Boolean);
  if (given.has('weakref') && !flags.includes('WEAKREF')) flags.push('WEAKREF');
  const base = name === 'object' ? null : (given.get('base') ?? 'object');
  const shown = module === 'builtins' && (BUILTIN_TYPES.has(name) || flags.includes('EXCEPTION'));
  return {
    comment,
    name,
    constant: given.get('constant') ?? typeConstant(name),
    module,
    base,
    size: given.get('size') ?? null,
    itemSize: given.get('itemsize') ?? '0',
    flags,
    attrs: given.has('attrs'),
    kind: given.get('kind') ?? null,
    shownIn: given.get('in') ?? (shown ? 'builtins' : null),
    doc: comment.doc,
  };
}

function sortTypes(types: readonly TypeDeclaration[]): TypeDeclaration[] {
  const byName = new Map<string, TypeDeclaration>();
  for (const type of types) {
    const other = byName.get(type.name);
    if (other) fail(type.comment, `type ${type.name} is declared in ${other.comment.file.module}.ts too`);
    byName.set(type.name, type);
  }
  const sorted: TypeDeclaration[] = [];
  const state = new Map<TypeDeclaration, 'open' | 'done'>();
  const place = (type: TypeDeclaration) => {
    if (state.get(type) === 'done') return;
    if (state.get(type) === 'open') fail(type.comment, `type ${type.name} is its own base`);
    state.set(type, 'open');
    if (type.base !== null) {
      const base = byName.get(type.base);
      if (!base) fail(type.comment, `base ${type.base} of type ${type.name} is declared nowhere`);
      place(base);
    }
    state.set(type, 'done');
    sorted.push(type);
  };
  for (const type of types) place(type);
  return sorted;
}

const callSyntax = /^([\w.-]+)\.(\w+)\s*\(([\s\S]*)\)$/;

/** Splits `owner.name`. */
function ownerAndName(comment: TaggedComment, text: string): [string, string] {
  const dot = text.lastIndexOf('.');
  if (dot <= 0) fail(comment, `'${text}' is no OWNER.NAME`);
  return [text.slice(0, dot), text.slice(dot + 1)];
}

export function collect(files: readonly SourceFile[]): Declarations {
  const comments = files.flatMap((file) => file.comments);
  const unsorted: TypeDeclaration[] = [];
  for (const comment of comments) {
    for (const { tag, rest } of comment.tags) if (tag === 'type') unsorted.push(readType(comment, rest));
  }
  const types = sortTypes(unsorted);
  const typeByName = new Map(types.map((type) => [type.name, type]));
  const slots: Slot[] = [];
  const callables: Callable[] = [];
  const properties = new Map<string, Property>();
  const modules = new Map<string, ModuleDeclaration>();
  const moduleNamed = (name: string): ModuleDeclaration => {
    let module = modules.get(name);
    if (!module) modules.set(name, (module = { name, doc: null, functions: [], constants: [], types: [], exec: [] }));
    return module;
  };
  const typeNamed = (comment: TaggedComment, name: string): TypeDeclaration => {
    const type = typeByName.get(name) ?? typeByName.get(name.slice(name.lastIndexOf('.') + 1));
    if (!type) fail(comment, `no type ${name} is declared`);
    return type;
  };
  const targetOf = (comment: TaggedComment, tag: string): FunctionHead => {
    if (!comment.target) fail(comment, `@${tag} stands above no function`);
    if (!comment.target.exported) fail(comment, `function ${comment.target.name} of @${tag} is not exported`);
    return comment.target;
  };
  const takes = (comment: TaggedComment, target: FunctionHead, count: number, what: string) => {
    if (target.parameters.length !== count) {
      fail(comment, `${target.name} takes ${target.parameters.length} parameters, ${what} needs ${count}`);
    }
  };

  const callable = (comment: TaggedComment, kind: Callable['kind'], rest: string): Callable => {
    const match = callSyntax.exec(rest);
    if (!match) fail(comment, `'${rest}' is no OWNER.NAME(parameters)`);
    const [, owner, name, inside] = match;
    const target = targetOf(comment, kind);
    const self = kind === 'method' || kind === 'classmethod';
    let shape: CallShape;
    try {
      shape = callShape(parseSignature(inside), self);
    } catch (error) {
      fail(comment, `signature of ${owner}.${name}: ${(error as Error).message}`);
    }
    if (self && shape.maxArgs === 0 && !shape.raw) fail(comment, `${owner}.${name} has no parameter for self`);
    if (!shape.raw && shape.arity > 9) fail(comment, `${owner}.${name} has more than 9 parameters: use '*args'`);
    takes(comment, target, shape.raw ? 3 : shape.arity, shape.raw ? 'a raw function' : `${owner}.${name}`);
    if (target.returns !== 'Word' && target.returns !== 'u64') fail(comment, `${target.name} does not return a Word`);
    const first = kind === 'function' ? 'module' : kind === 'classmethod' ? 'type' : kind === 'method' ? 'self' : null;
    const given = comment.tags.find((tag) => tag.tag === 'signature')?.rest;
    return {
      comment,
      kind,
      owner: kind === 'function' ? owner : typeNamed(comment, owner),
      name,
      shape,
      signature: given ?? textSignature(inside, first, kind === 'function'),
      target,
      doc: comment.doc,
    };
  };

  for (const comment of comments) {
    for (const { tag, rest } of comment.tags) {
      switch (tag) {
        case 'type':
        case 'signature':
          break;
        case 'slot':
        case 'new':
        case 'init': {
          const [owner, slot] = tag === 'slot' ? ownerAndName(comment, rest) : [rest, tag];
          const target = targetOf(comment, tag);
          const arity = slotArity[slot];
          if (arity === undefined) fail(comment, `no slot is called ${slot}`);
          if (arity >= 0) takes(comment, target, arity, `slot ${slot}`);
          const type = typeNamed(comment, owner);
          if (slots.some((other) => other.type === type && other.slot === slot)) {
            fail(comment, `slot ${type.name}.${slot} is filled twice`);
          }
          slots.push({ comment, type, slot, target });
          break;
        }
        case 'method':
        case 'classmethod':
        case 'staticmethod':
          callables.push(callable(comment, tag, rest));
          break;
        case 'function': {
          const made = callable(comment, tag, rest);
          moduleNamed(made.owner as string).functions.push(made);
          break;
        }
        case 'getter':
        case 'member':
        case 'setter': {
          const [owner, name] = ownerAndName(comment, rest);
          const type = typeNamed(comment, owner);
          const target = targetOf(comment, tag);
          takes(comment, target, tag === 'setter' ? 2 : 1, `a ${tag}`);
          const key = `${type.name}.${name}`;
          let property = properties.get(key);
          if (!property)
            properties.set(key, (property = { comment, type, name, get: null, set: null, doc: null, member: false }));
          if (tag === 'member') property.member = true;
          if (tag !== 'setter') {
            property.get = { comment, target };
            property.doc = comment.doc;
          } else property.set = { comment, target };
          break;
        }
        case 'module': {
          const known = moduleNamed(rest);
          modules.set(rest, { ...known, doc: comment.doc });
          break;
        }
        case 'exec': {
          const target = targetOf(comment, tag);
          takes(comment, target, 1, '@exec');
          moduleNamed(rest).exec.push({ comment, target });
          break;
        }
        case 'constant': {
          const [owner, name] = ownerAndName(comment, rest);
          const target = targetOf(comment, tag);
          takes(comment, target, 0, '@constant');
          moduleNamed(owner).constants.push({ comment, name, target });
          break;
        }
        default:
          fail(comment, `unknown tag @${tag}`);
      }
    }
  }
  for (const type of types) if (type.shownIn) moduleNamed(type.shownIn).types.push(type);
  const sortedModules = [...modules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const module of sortedModules) {
    if (/\W/.test(module.name)) throw new Error(`native module '${module.name}': dotted names are not supported`);
  }
  return { types, slots, callables, properties: [...properties.values()], modules: sortedModules };
}
