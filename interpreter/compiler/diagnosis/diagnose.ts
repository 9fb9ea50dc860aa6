import type { ParseInput } from '../parser/parse.js';
import { PySyntaxError } from '../syntax-error.js';
import { Token } from '../tokens/token-types.js';
import { Tokenizer } from '../tokens/tokenizer.js';
import { expressionGrammar } from './expressions.js';
import { compileGrammar } from './peg.js';
import { PASS_ENDS, Recognizer, type Rule } from './recognizer.js';
import { statementGrammar } from './statements.js';

/** `compile()` flags. */
const DONT_IMPLY_DEDENT = 0x200;
const ALLOW_INCOMPLETE_INPUT = 0x4000;

/** Rules whose first result at a place counts, whether mistakes were being diagnosed there or not. */
const SHARED = new Set([
  'simple_stmt',
  'block',
  'closed_pattern',
  'star_pattern',
  'type_param',
  'expression',
  'star_expression',
  'disjunction',
  'bitwise_or',
  'await_primary',
  'primary',
  't_primary',
  'strings',
  'arguments',
  'star_target',
  'target_with_star_atom',
  'del_target',
  'invalid_named_expression',
]);

const MATCHES = Symbol('matches');

const START = { exec: 'file', eval: 'eval', single: 'interactive', func_type: 'func_type' } as const;

let compiled: Map<string, Rule> | null = null;

function grammar(): Map<string, Rule> {
  if (compiled === null) {
    const rules: Map<string, Rule> = compileGrammar(
      { ...expressionGrammar((name) => rules.get(name)!), ...statementGrammar },
      SHARED,
    );
    compiled = rules;
  }
  return compiled;
}

/**
 * Finds out what is wrong with a source that the parser refuses. `skip` tokens before the statement where it failed are
 * known to be right.
 *
 * The order of CPython's own attempts is followed, since its messages depend on it: a first pass finds how far the
 * source is well-formed, a second one tries the rules that describe mistakes, and where neither that nor the tokenizer
 * has anything to say it is "invalid syntax" at the last token of the first pass.
 */
export function diagnose(input: ParseInput, skip: number): PySyntaxError {
  const tokenizer = new Tokenizer(input.source, { filename: input.filename });
  const { flags, mode, lookupName, maxDigits } = input;
  const single = mode === 'single';
  const implyDedents = (flags & DONT_IMPLY_DEDENT) === 0;
  const rule = grammar().get(START[mode])!;
  let recognizer: Recognizer | null = null;
  try {
    recognizer = new Recognizer(tokenizer, lookupName, maxDigits, single, implyDedents, skip);
    return run(recognizer, rule, (flags & ALLOW_INCOMPLETE_INPUT) !== 0);
  } catch (error) {
    if (error instanceof PySyntaxError) return error;
    if (!(error instanceof RangeError)) throw error;
    const msg = 'Parser stack overflowed - Python source too complex to parse';
    return new PySyntaxError('MemoryError', msg, null, null, null, null, null, input.filename);
  }
}

function run(recognizer: Recognizer, rule: Rule, allowIncomplete: boolean): PySyntaxError {
  const first = attempt(recognizer, rule);
  if (first === MATCHES) {
    // All is well to this parser: it was what follows the statement, or the parsers disagree.
    const isSingle = rule === grammar().get(START.single);
    return recognizer.errorHere(
      isSingle ? 'multiple statements found while compiling a single statement' : 'invalid syntax',
    );
  }
  if (allowIncomplete && recognizer.tokenizer.reachedEnd) {
    return recognizer.errorHere('incomplete input', '_IncompleteInputError');
  }
  if (first !== null) return recognizer.tokenizerFailed ? first : (laterError(recognizer) ?? first);
  const last = recognizer.lastToken();
  recognizer.restart();
  const second = attempt(recognizer, rule);
  if (second !== null && second !== MATCHES)
    return recognizer.tokenizerFailed ? second : (laterError(recognizer) ?? second);
  if (last.type === Token.INDENT) return recognizer.indentationError('unexpected indent');
  if (last.type === Token.DEDENT) return recognizer.indentationError('unexpected unindent');
  const generic = recognizer.errorAt(last, 'invalid syntax');
  return laterError(recognizer) ?? generic;
}

/** One pass: the error that it raises, or whether the rule matches. */
function attempt(recognizer: Recognizer, rule: Rule): PySyntaxError | typeof MATCHES | null {
  try {
    return rule(recognizer) === undefined ? null : MATCHES;
  } catch (error) {
    if (error === PASS_ENDS) return null;
    if (error instanceof PySyntaxError) return error;
    throw error;
  }
}

/** A mistake of the tokenizer in the rest of the source: outside of f-strings it takes precedence over the parser's. */
function laterError(recognizer: Recognizer): PySyntaxError | null {
  const { tokenizer } = recognizer;
  const line = recognizer.tokens.length === 0 ? 0 : recognizer.lastToken().lineno;
  try {
    for (;;) {
      const type = tokenizer.next();
      if (type === Token.ENDMARKER) return null;
      if (type === Token.ERRORTOKEN) break;
    }
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    if (!tokenizer.failedSoftly) return tokenizer.insideFString ? null : error;
  }
  if (tokenizer.insideFString) return null;
  return tokenizer.level > 0 && line > tokenizer.openBracketLine() ? tokenizer.unclosedBracket() : null;
}
