// The instruction set, declared once. Everything else about opcodes is generated from this table: the kernel's enum,
// the compiler's emitter, the disassembler, the reference page.
//
// An instruction is one 64-bit word, little-endian:
//
//    0..7   opcode
//    8..15  flags   (KILL_*: the operand is a temporary that dies here; INPLACE, NEGATE: variants)
//   16..31  a
//   32..47  b
//   48..63  c
//   32..63  d = b and c together, signed: far jumps, constant numbers
//
// Operand kinds: 'dst' a register written, 'src' a register read, 'reg' a register that is the base of a group or both
// read and written: the field holds register * 8. 'name' an index into the code's names, 'const' an index into its
// constants, 'jump' a distance in words from the instruction *after this one with its cache words*, 'imm' a signed
// number, 'count' an unsigned one. `words`: words that follow (inline caches, zero at first; or 'ext': operand words).
//
// Registers: locals first (CPython's co_varnames order), then cells that are no parameters, then free variables, then
// constants hoisted out of loops and temporaries. In code without CO_OPTIMIZED (module, class, exec) register 0 holds
// the mapping of its local names. A temporary that dies without being killed by its reader is released by CLEAR.
// Reading an operand costs no count: a register lends it.

export type OperandKind = 'dst' | 'src' | 'reg' | 'name' | 'const' | 'jump' | 'imm' | 'count' | '-';

export interface Instruction {
  readonly name: string;
  readonly a: OperandKind;
  readonly b: OperandKind;
  readonly c: OperandKind;
  /** Operand b and c together as one signed 32-bit field d. */
  readonly d?: OperandKind;
  /** Words behind the instruction. */
  readonly words: number;
  readonly meaning: string;
}

/** Flag bits of an instruction (bits 8..15). */
export const KILL_A = 1 << 8;
export const KILL_B = 1 << 9;
export const KILL_C = 1 << 10;
/** In-place form of a binary operation. */
export const INPLACE = 1 << 11;
/** Conditional jump taken when the condition is false. */
export const NEGATE = 1 << 12;
/** FOR_ITER: an UNPACK of the item into two registers, its only use, comes next. */
export const PAIR = 1 << 13;

/** Bytes of a register in an operand field. */
export const REGISTER_SCALE = 8;
/** Highest register number that an operand can name. */
export const MAX_REGISTER = 8190;
/** Words of a frame header; a call is built at `base`: base+0 function of a method call or 0, base+1 callable, base+4 self, base+5 first argument. */
export const CALL_ARGS = 5;
export const CALL_SELF = 4;
export const CALL_CALLABLE = 1;

const rows: Instruction[] = [];
function row(name: string, a: OperandKind, b: OperandKind, c: OperandKind, meaning: string, words = 0): void {
  rows.push({ name, a, b, c, words, meaning });
}
function wide(name: string, a: OperandKind, d: OperandKind, meaning: string, words = 0): void {
  rows.push({ name, a, b: '-', c: '-', d, words, meaning });
}

// ---- moves ----------------------------------------------------------------------------------------------------------
row('NOP', '-', '-', '-', 'nothing');
wide('LOAD_CONST', 'dst', 'const', 'R[a] := K[d], borrowed');
row('MOVE', 'dst', 'src', '-', 'R[a] := R[b]; with KILL_B the reference moves, else it is counted');
row('BORROW', 'dst', 'src', '-', 'R[a] := R[b] borrowed: b must outlive a (arguments of a call)');
row('CLEAR', 'reg', 'count', '-', 'release R[a] .. R[a+b-1] and leave them empty');
row('UNBIND', 'reg', 'count', '-', 'R[a] .. R[a+b-1] := unbound, without a release (function entry)');
row('CHECK_BOUND', 'src', 'name', '-', 'UnboundLocalError naming names[b] if R[a] is unbound');
row('DELETE_LOCAL', 'reg', 'name', '-', 'release R[a], R[a] := unbound; UnboundLocalError if it was');
row('SWAP', 'reg', 'reg', '-', 'R[a], R[b] := R[b], R[a]');

// ---- cells ----------------------------------------------------------------------------------------------------------
row('MAKE_CELL', 'reg', 'count', '-', 'R[a] := cell holding R[a] if b is 1 (a parameter), else an empty cell');
row('COPY_FREE', 'reg', 'count', '-', "R[a] .. R[a+b-1] := cells of the function's closure, borrowed");
row(
  'LOAD_CELL',
  'dst',
  'src',
  'name',
  'R[a] := contents of cell R[b]; NameError/UnboundLocalError naming names[c] if empty',
);
row('STORE_CELL', 'src', 'src', '-', 'contents of cell R[a] := R[b]');
row('DELETE_CELL', 'src', 'name', '-', 'empty cell R[a]; error naming names[b] if it was');
row(
  'LOAD_CELL_OR_LOCALS',
  'dst',
  'src',
  'name',
  'R[a] := mapping R[0][names[c]] if there, else contents of cell R[b] (class bodies)',
);
row(
  'LOAD_DICT_OR_CELL',
  'dst',
  'src',
  'name',
  'R[a] := R[a] as a mapping [names[c]] if there, else contents of cell R[b] (annotation scopes in classes)',
);
row('LOAD_DICT_OR_GLOBAL', 'dst', 'src', 'name', 'R[a] := mapping R[b][names[c]] if there, else the global or builtin');

// ---- names ----------------------------------------------------------------------------------------------------------
row('LOAD_GLOBAL', 'dst', '-', 'name', 'R[a] := global, else builtin names[c]; NameError', 2);
row('STORE_GLOBAL', 'src', '-', 'name', 'global names[c] := R[a]', 1);
row('DELETE_GLOBAL', '-', '-', 'name', 'delete global names[c]; NameError');
row('LOAD_NAME', 'dst', '-', 'name', 'R[a] := R[0][names[c]], else global, else builtin; NameError', 2);
row('STORE_NAME', 'src', '-', 'name', 'R[0][names[c]] := R[a]', 1);
row('DELETE_NAME', '-', '-', 'name', 'delete R[0][names[c]]; NameError');
row('LOAD_LOCALS', 'dst', '-', '-', 'R[a] := the mapping of local names');
row(
  'LOAD_COMMON',
  'dst',
  'count',
  '-',
  'R[a] := 0: __build_class__ of the builtins, 1: AssertionError, 2: NotImplementedError',
);

// ---- attributes and items -------------------------------------------------------------------------------------------
row('LOAD_ATTR', 'dst', 'src', 'name', 'R[a] := R[b].names[c]', 1);
row('STORE_ATTR', 'src', 'src', 'name', 'R[a].names[c] := R[b]', 1);
row('DELETE_ATTR', 'src', '-', 'name', 'delete R[a].names[c]');
row(
  'LOAD_METHOD',
  'reg',
  'src',
  'name',
  'look up R[b].names[c] for a call at base a: R[a] := function, R[a+4] := R[b]; or R[a] := 0, R[a+1] := callable',
  1,
);
row(
  'LOAD_SUPER_ATTR',
  'dst',
  'reg',
  'name',
  'R[a] := super(R[b+1], R[b+2]).names[c], R[b] being the global `super` (checked: if it is another callable, it is called, without arguments if KILL_C says that the source has none); the group dies',
);
row(
  'LOAD_SUPER_METHOD',
  'reg',
  'reg',
  'name',
  'the same for a call at base a, as LOAD_METHOD leaves it; the group at b (a+5) dies',
);
row('GET_ITEM', 'dst', 'src', 'src', 'R[a] := R[b][R[c]]');
row('GET_ITEM_I', 'dst', 'src', 'imm', 'R[a] := R[b][c]');
row('SET_ITEM', 'src', 'src', 'src', 'R[a][R[b]] := R[c]');
row('DELETE_ITEM', 'src', 'src', '-', 'delete R[a][R[b]]');
row('BUILD_SLICE', 'dst', 'reg', 'count', 'R[a] := slice(R[b], R[b+1][, R[b+2] if c is 3]); the group dies');
row('GET_SLICE', 'dst', 'src', 'reg', 'R[a] := R[b][R[c]:R[c+1]]; the group at c dies');
row('SET_SLICE', 'src', 'reg', 'src', 'R[a][R[b]:R[b+1]] := R[c]; the group at b dies');

// ---- arithmetic (with INPLACE: the in-place form) ---------------------------------------------------------------------
for (const name of [
  'ADD',
  'SUB',
  'MUL',
  'TRUE_DIV',
  'FLOOR_DIV',
  'MOD',
  'POW',
  'MAT_MUL',
  'LSHIFT',
  'RSHIFT',
  'AND',
  'OR',
  'XOR',
])
  row(name, 'dst', 'src', 'src', `R[a] := R[b] ${name} R[c]`);
row('ADD_I', 'dst', 'src', 'imm', 'R[a] := R[b] + c');
row('SUB_I', 'dst', 'src', 'imm', 'R[a] := R[b] - c');
row('MUL_I', 'dst', 'src', 'imm', 'R[a] := R[b] * c');
row('FLOOR_DIV_I', 'dst', 'src', 'imm', 'R[a] := R[b] // c');
row('MOD_I', 'dst', 'src', 'imm', 'R[a] := R[b] % c');
row('LSHIFT_I', 'dst', 'src', 'imm', 'R[a] := R[b] << c');
row('RSHIFT_I', 'dst', 'src', 'imm', 'R[a] := R[b] >> c');
row('AND_I', 'dst', 'src', 'imm', 'R[a] := R[b] & c');
row('NEG', 'dst', 'src', '-', 'R[a] := -R[b]');
row('POS', 'dst', 'src', '-', 'R[a] := +R[b]');
row('INVERT', 'dst', 'src', '-', 'R[a] := ~R[b]');
row('NOT', 'dst', 'src', '-', 'R[a] := not R[b]');
row('TO_BOOL', 'dst', 'src', '-', 'R[a] := bool(R[b])');

// ---- comparison -----------------------------------------------------------------------------------------------------
for (const name of ['LT', 'LE', 'EQ', 'NE', 'GT', 'GE']) row(name, 'dst', 'src', 'src', `R[a] := R[b] ${name} R[c]`);
row('IS', 'dst', 'src', 'src', 'R[a] := R[b] is R[c]; with NEGATE: is not');
row('IN', 'dst', 'src', 'src', 'R[a] := R[b] in R[c]; with NEGATE: not in');

// ---- jumps ----------------------------------------------------------------------------------------------------------
wide('JUMP', '-', 'jump', 'go d words on');
wide('JUMP_BACK', '-', 'jump', 'go d (< 0) words on; safe point');
wide('JUMP_IF', 'src', 'jump', 'if R[a] is true go d words on; with NEGATE: if false');
wide('JUMP_IF_NONE', 'src', 'jump', 'if R[a] is None go d words on; with NEGATE: if it is not');
for (const name of ['LT', 'LE', 'EQ', 'NE', 'GT', 'GE'])
  row(`JUMP_${name}`, 'src', 'src', 'jump', `if R[a] ${name} R[b] is true go c words on; with NEGATE: if false`);
for (const name of ['LT', 'LE', 'EQ', 'NE', 'GT', 'GE'])
  row(`JUMP_${name}_I`, 'src', 'imm', 'jump', `if R[a] ${name} b is true go c words on; with NEGATE: if false`);
row('JUMP_IS', 'src', 'src', 'jump', 'if R[a] is R[b] go c words on; with NEGATE: is not');
row('JUMP_IN', 'src', 'src', 'jump', 'if R[a] in R[b] go c words on; with NEGATE: not in');

// ---- iteration ------------------------------------------------------------------------------------------------------
row('GET_ITER', 'dst', 'src', '-', 'R[a] := iter(R[b])');
row(
  'FOR_ITER',
  'dst',
  'src',
  'jump',
  'R[a] := next(R[b]), or go c words on when it is exhausted (R[b] is left to CLEAR); PAIR: UNPACK into two comes next',
  1,
);
row('GET_YIELD_FROM_ITER', 'dst', 'src', '-', 'R[a] := R[b] if it may be delegated to as it is, else iter(R[b])');
row('UNPACK', 'reg', 'src', 'count', 'R[a] .. R[a+c-1] := the c items of R[b] (old words are released); ValueError');
row(
  'UNPACK_EX',
  'reg',
  'src',
  'count',
  'c = before | after << 8: R[a].. := items before, list of the rest, items after',
);

// ---- building -------------------------------------------------------------------------------------------------------
row('BUILD_TUPLE', 'dst', 'reg', 'count', 'R[a] := tuple of the c words at b; they die');
row('BUILD_LIST', 'dst', 'reg', 'count', 'R[a] := list of the c words at b; they die');
row('BUILD_SET', 'dst', 'reg', 'count', 'R[a] := set of the c words at b; they die');
row('BUILD_MAP', 'dst', 'reg', 'count', 'R[a] := dict of c pairs at b (key, value, key, ...); they die');
row('LIST_APPEND', 'src', 'src', '-', 'append R[b] to the list R[a] (comprehensions)');
row('SET_ADD', 'src', 'src', '-', 'add R[b] to the set R[a]');
row('MAP_ADD', 'src', 'src', 'src', 'R[a][R[b]] := R[c] (dict comprehension)');
row('LIST_EXTEND', 'src', 'src', '-', 'extend the list R[a] by the iterable R[b]');
row('SET_UPDATE', 'src', 'src', '-', 'update the set R[a] from R[b]');
row('DICT_UPDATE', 'src', 'src', '-', 'update the dict R[a] from the mapping R[b] ({**x})');
row(
  'DICT_MERGE',
  'src',
  'src',
  'src',
  'the same for call keywords: a key that is there already is TypeError; R[c] is the callable, for the message',
);
row('LIST_TO_TUPLE', 'dst', 'src', '-', 'R[a] := tuple(list R[b])');
row(
  'ARGS_TUPLE',
  'dst',
  'src',
  'src',
  'R[a] := tuple(R[b]), where R[b] is the only `*args` of a call of R[c] (its error message)',
);
row('FORMAT', 'dst', 'src', 'src', 'R[a] := format(R[b], R[c])');
row('FORMAT_SIMPLE', 'dst', 'src', '-', "R[a] := format(R[b], '')");
row('CONVERT', 'dst', 'src', 'count', 'R[a] := c = 1: str(R[b]), 2: repr, 3: ascii');
row('BUILD_STRING', 'dst', 'reg', 'count', 'R[a] := concatenation of the c strings at b; they die');

// ---- calls (see CALL_ARGS; every word of the group dies) ----------------------------------------------------------------
row(
  'CALL',
  'dst',
  'reg',
  'count',
  'R[a] := call at base b with c arguments; KILL_A: the group was made by LOAD_METHOD or LOAD_SUPER_METHOD (base+0 decides), else the callable is in base+1',
  1,
);
row(
  'CALL_KW',
  'dst',
  'reg',
  'count',
  'the same; c counts positional and keyword arguments, the extra word is the constant number of the tuple of names',
  1,
);
row('CALL_EX', 'dst', 'reg', 'count', 'R[a] := R[b+1](*R[b+5], **R[b+6] if c is 1); R[b+5] is a tuple', 1);
row(
  'MAKE_FUNCTION',
  'dst',
  'reg',
  'count',
  'R[a] := function of code K[extra word]; group at b: [defaults tuple][kwdefaults dict][annotations tuple or dict][closure tuple] as bits 0..3 of c say; bit 4: may be deferred (module or class level); it dies',
  1,
);
row(
  'MAKE_CLOSURE_TUPLE',
  'dst',
  'reg',
  'count',
  'R[a] := tuple of the cells in the c registers listed in order at b (copied there by BORROW)',
);
row('RETURN', 'src', '-', '-', 'return R[a]; no other temporary is alive here');
row(
  'RETURN_GENERATOR',
  '-',
  '-',
  '-',
  "first instruction of a generator's body, behind its prologue: make the generator, coroutine or async generator from this frame and return it",
);
row(
  'YIELD',
  'dst',
  'src',
  'count',
  "yield R[b]; R[a] := what is sent; c = 1: an async generator's own value (wrapped); 2: a delegated value (yield from / await), SEND stands right before",
);
row(
  'SEND',
  'dst',
  'src',
  'src',
  "R[a] := next value of delegate R[b] being sent R[c]; when it returns: R[a] := its result and go on at the extra word's distance",
  1,
);
row(
  'GET_AWAITABLE',
  'dst',
  'src',
  'count',
  'R[a] := awaitable iterator of R[b]; c = 1: from __aenter__, 2: from __aexit__ (messages)',
);
row('GET_AITER', 'dst', 'src', '-', 'R[a] := R[b].__aiter__(), checked');
row('GET_ANEXT', 'dst', 'src', '-', 'R[a] := awaitable of R[b].__anext__()');
row('END_ASYNC_FOR', 'src', '-', '-', 'R[a] is an exception: go on if it is StopAsyncIteration, else raise it again');
row(
  'CLEANUP_THROW',
  'dst',
  'src',
  '-',
  'R[b] is an exception thrown into a delegation: if StopIteration R[a] := its value, else raise it again',
);

// ---- exceptions -----------------------------------------------------------------------------------------------------
row('RAISE', 'src', 'src', 'count', 'c = 0: re-raise the handled exception; 1: raise R[a]; 2: raise R[a] from R[b]');
row(
  'RERAISE',
  'src',
  '-',
  '-',
  'raise the exception R[a] again, its traceback kept; KILL_C: a frame that it leaves shows the line where it was raised first',
);
row('PUSH_HANDLED', 'dst', 'src', '-', 'R[a] := handled exception (or None), handled := R[b]');
row('POP_HANDLED', 'src', '-', '-', 'handled := R[a], which dies');
row(
  'MATCH_EXCEPTION',
  'dst',
  'src',
  'src',
  'R[a] := whether exception R[b] matches class or tuple R[c]; TypeError if those are no exception classes',
);
row(
  'MATCH_GROUP',
  'reg',
  'src',
  'src',
  'except*: R[a], R[a+1] := rest, match of exception R[b] split by R[c] (None each if empty)',
);
row(
  'RERAISE_STAR',
  'dst',
  'src',
  'src',
  'except*: R[a] := exception to raise from original R[b] and list of raised and unhandled R[c], or None',
);
row(
  'WITH_ENTER',
  'reg',
  'src',
  'count',
  'R[a] := bound __exit__ of R[b], R[a+1] := result of __enter__(); c = 1: __aexit__ and __aenter__()',
);
row(
  'WITH_EXIT',
  'dst',
  'src',
  'src',
  'R[a] := R[b](type, value, traceback) of exception R[c], or R[b](None, None, None) if R[c] is None',
);

// ---- match ----------------------------------------------------------------------------------------------------------
row('MATCH_SEQUENCE', 'dst', 'src', '-', 'R[a] := whether R[b] is a sequence for patterns');
row('MATCH_MAPPING', 'dst', 'src', '-', 'R[a] := whether R[b] is a mapping for patterns');
row('GET_LEN', 'dst', 'src', '-', 'R[a] := len(R[b])');
row(
  'MATCH_KEYS',
  'dst',
  'src',
  'src',
  'R[a] := tuple of the values in mapping R[b] of the keys in tuple R[c], or None if one is missing',
);
row(
  'MATCH_CLASS',
  'dst',
  'reg',
  'count',
  'R[a] := tuple of attributes of subject R[b] as class R[b+1] with c positional patterns and keyword names tuple R[b+2], or None; the group dies',
);

// ---- imports, classes, the rest -----------------------------------------------------------------------------------------
row('IMPORT_NAME', 'dst', 'reg', 'name', 'R[a] := __import__(names[c], fromlist R[b+1], level R[b]); the group dies');
row('IMPORT_FROM', 'dst', 'src', 'name', 'R[a] := attribute names[c] of module R[b], or its submodule; ImportError');
row('IMPORT_STAR', 'src', '-', '-', 'bring the public names of module R[a] into R[0]');
row('SETUP_ANNOTATIONS', '-', '-', '-', 'make __annotations__ in R[0] unless it is there');
row(
  'INTRINSIC',
  'dst',
  'reg',
  'count',
  'R[a] := intrinsic function c of the group at b (INTRINSICS tells its size); it dies',
);
row('PRINT_EXPR', 'src', '-', '-', 'sys.displayhook(R[a])');

/** Numbers of INTRINSIC with the size of their operand group. */
export const INTRINSICS = [
  {
    name: 'STOP_ITERATION_ERROR',
    operands: 1,
    meaning:
      'generator body raised StopIteration / StopAsyncIteration R[b]: the RuntimeError to raise instead, else R[b] itself',
  },
  { name: 'TYPEVAR', operands: 1, meaning: 'TypeVar(name)' },
  { name: 'TYPEVAR_WITH_BOUND', operands: 2, meaning: 'TypeVar(name, evaluate_bound function)' },
  { name: 'TYPEVAR_WITH_CONSTRAINTS', operands: 2, meaning: 'TypeVar(name, evaluate_constraints function)' },
  { name: 'PARAMSPEC', operands: 1, meaning: 'ParamSpec(name)' },
  { name: 'TYPEVARTUPLE', operands: 1, meaning: 'TypeVarTuple(name)' },
  { name: 'SET_TYPEPARAM_DEFAULT', operands: 2, meaning: 'type parameter with its default evaluator set' },
  { name: 'SUBSCRIPT_GENERIC', operands: 1, meaning: 'typing.Generic[type parameters tuple]' },
  { name: 'TYPEALIAS', operands: 3, meaning: 'TypeAliasType(name, type parameters or None, evaluate function)' },
  { name: 'SET_FUNCTION_TYPE_PARAMS', operands: 2, meaning: 'function with __type_params__ set' },
  { name: 'ASYNC_GEN_WRAP', operands: 1, meaning: 'reserved' },
] as const;

export const INSTRUCTIONS: readonly Instruction[] = rows;
export const OPCODES: Readonly<Record<string, number>> = Object.fromEntries(rows.map((r, i) => [r.name, i]));
