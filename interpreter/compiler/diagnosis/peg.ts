import { Token, terminalType } from '../tokens/token-types.js';
import { PASS_ENDS, type Piece, type Recognizer, type Rule, type Value } from './recognizer.js';

/**
 * A parsing expression grammar as text. An alternative is a sequence of
 *
 * - `'if'`, `NAME`: a token; `"match"`: a NAME with this text; `word`: a rule;
 * - `x?`, `[x]`: optional; `x*`, `x+`: repeated; `','.x+`: repeated with separators; `(x | y)`: a choice;
 * - `&x`, `!x`: x does or does not follow; `&&':'`: a token that must follow, or "expected ':'" is raised;
 * - `~`: no other alternative is tried once this point is passed; `a=x`: x is given to the action as `a`.
 *
 * An alternative that begins with the marker `%` takes part only when mistakes are diagnosed.
 */
export type Captures = Record<string, Piece>;

/** Makes the result of an alternative; `null`: the rule fails here without trying its other alternatives. */
export type Action = (captures: Captures, recognizer: Recognizer, start: number) => Value | null;

/** An alternative: its text, or its text and either an action or the kind of the node to make. */
export type Alternative = string | readonly [text: string, action: Action | string];

export type Grammar = Record<string, Rule | readonly Alternative[]>;

/** What an absent optional gives. */
export const NOTHING: Piece = { kind: 'nothing', lineno: 0, col: 0, endLineno: 0, endCol: 0 };

type Part = (recognizer: Recognizer) => Value;
/** An alternative at work: `null` stops the rule. */
type Choice = (recognizer: Recognizer) => Value | null;

const CUT: Part = () => NOTHING;
const LEXEME = /\s*(?:('[^']*'|"[^"]*")|([A-Za-z_]+)|(&&|[()[\]?*+.|&!~=%]))/y;

/** Compiles a grammar into rules by name. `shared` rules keep one result for both settings of `diagnosing`. */
export function compileGrammar(grammar: Grammar, shared: ReadonlySet<string>): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  let ids = 0;
  for (const [name, source] of Object.entries(grammar)) {
    const id = ids;
    ids += 2;
    let body: Rule | null = typeof source === 'function' ? source : null;
    const isShared = shared.has(name);
    rules.set(name, (recognizer) => {
      body ??= new RuleCompiler(rules).choice(source as readonly Alternative[]);
      return recognizer.remember(isShared || !recognizer.diagnosing ? id : id + 1, body);
    });
  }
  return rules;
}

class RuleCompiler {
  private text = '';
  private lexemes: string[] = [];
  private at = 0;

  constructor(private readonly rules: ReadonlyMap<string, Rule>) {}

  choice(alternatives: readonly Alternative[]): Rule {
    return choose(
      alternatives.map((alternative) => {
        const [text, action] = typeof alternative === 'string' ? [alternative, undefined] : alternative;
        this.read(text);
        const choice = this.sequence(action);
        if (this.at < this.lexemes.length) throw new Error(`grammar: ${this.lexemes[this.at]} in ${text}`);
        return choice;
      }),
    );
  }

  private read(text: string): void {
    this.text = text;
    this.lexemes = [];
    this.at = 0;
    LEXEME.lastIndex = 0;
    const end = text.trimEnd().length;
    while (LEXEME.lastIndex < end) {
      const match = LEXEME.exec(text);
      if (match === null) throw new Error(`grammar: ${text}`);
      this.lexemes.push(match[0].trim());
    }
  }

  private accept(lexeme: string): boolean {
    if (this.lexemes[this.at] !== lexeme) return false;
    this.at++;
    return true;
  }

  private sequence(action: Action | string | undefined): Choice {
    const diagnosing = this.accept('%');
    const parts: Part[] = [];
    const names: (string | null)[] = [];
    for (;;) {
      const lexeme = this.lexemes[this.at];
      if (lexeme === undefined || lexeme === ')' || lexeme === ']' || lexeme === '|') break;
      if (this.accept('~')) {
        parts.push(CUT);
        names.push(null);
        continue;
      }
      if (this.lexemes[this.at + 1] === '=') {
        this.at += 2;
        names.push(lexeme);
      } else names.push(null);
      parts.push(this.part());
    }
    return sequence(parts, names, diagnosing, action);
  }

  private part(): Part {
    if (this.accept('&')) return follows(this.part());
    if (this.accept('!')) return doesNotFollow(this.part());
    if (this.accept('&&')) return forced(this.lexemes[this.at++]!.slice(1, -1));
    const atom = this.atom();
    if (this.accept('?')) return optional(atom);
    if (this.accept('*')) return repeated(atom, 0);
    if (this.accept('+')) return repeated(atom, 1);
    if (this.accept('.')) {
      const element = this.atom();
      this.at++;
      return separated(atom, element);
    }
    return atom;
  }

  private atom(): Part {
    const lexeme = this.lexemes[this.at++]!;
    if (lexeme === '(' || lexeme === '[') {
      const choices: Choice[] = [];
      do choices.push(this.sequence(undefined));
      while (this.accept('|'));
      this.at++;
      const rule = choose(choices);
      return lexeme === '[' ? optional(rule) : rule;
    }
    if (lexeme.startsWith('"')) {
      const word = lexeme.slice(1, -1);
      return (recognizer) => {
        const token = recognizer.peek();
        if (token.type !== Token.NAME || token.text !== word) return undefined;
        recognizer.mark++;
        return token;
      };
    }
    if (lexeme === 'NAME') return (recognizer) => nameNode(recognizer);
    if (lexeme.startsWith("'") || /^[A-Z]/.test(lexeme)) {
      const type = terminalType(lexeme.startsWith("'") ? lexeme.slice(1, -1) : lexeme);
      return (recognizer) => recognizer.take(type);
    }
    const rule = this.rules.get(lexeme);
    if (rule === undefined) throw new Error(`grammar: no rule ${lexeme} in ${this.text}`);
    return rule;
  }
}

function nameNode(recognizer: Recognizer): Value {
  const token = recognizer.take(Token.NAME);
  return token === undefined ? undefined : { ...token, kind: 'Name' };
}

function choose(choices: readonly Choice[]): Rule {
  return (recognizer) => {
    const start = recognizer.mark;
    for (const choice of choices) {
      const value = choice(recognizer);
      if (value === null) break;
      if (value !== undefined) return value;
      recognizer.mark = start;
    }
    recognizer.mark = start;
    return undefined;
  };
}

function sequence(
  parts: readonly Part[],
  names: readonly (string | null)[],
  diagnosing: boolean,
  action: Action | string | undefined,
): Choice {
  const consuming = parts.filter((part) => part !== CUT && !lookaheads.has(part));
  const only = consuming.length === 1 ? consuming[0] : undefined;
  return (recognizer) => {
    if (diagnosing && !recognizer.diagnosing) return undefined;
    const start = recognizer.mark;
    const captures: Captures = {};
    let cut = false;
    let result: Value;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      if (part === CUT) {
        cut = true;
        continue;
      }
      const value = part(recognizer);
      if (value === undefined) return cut ? null : undefined;
      if (part === only) result = value;
      const name = names[i];
      if (name !== null && name !== undefined) captures[name] = value as Piece;
    }
    if (typeof action === 'function') return action(captures, recognizer, start);
    if (action !== undefined) return recognizer.node(action, start, captures as unknown as Partial<Piece>);
    if (only !== undefined) return result;
    return recognizer.mark === start ? NOTHING : recognizer.node('span', start);
  };
}

const lookaheads = new WeakSet<Part>();

function lookahead(part: Part): Part {
  lookaheads.add(part);
  return part;
}

function follows(part: Part): Part {
  return lookahead((recognizer) => {
    const start = recognizer.mark;
    const value = part(recognizer);
    recognizer.mark = start;
    return value === undefined ? undefined : NOTHING;
  });
}

function doesNotFollow(part: Part): Part {
  return lookahead((recognizer) => {
    const start = recognizer.mark;
    const value = part(recognizer);
    recognizer.mark = start;
    return value === undefined ? NOTHING : undefined;
  });
}

function forced(spelling: string): Part {
  const type = terminalType(spelling);
  return (recognizer) => {
    const token = recognizer.take(type);
    if (token !== undefined) return token;
    // The first pass only stops here: the second one may know better.
    throw recognizer.secondPass ? recognizer.errorAt(recognizer.peek(), `expected '${spelling}'`) : PASS_ENDS;
  };
}

function optional(part: Part): Part {
  return (recognizer) => {
    const start = recognizer.mark;
    const value = part(recognizer);
    if (value !== undefined) return value;
    recognizer.mark = start;
    return NOTHING;
  };
}

function repeated(part: Part, minimum: number): Part {
  return (recognizer) => {
    const values: Value[] = [];
    for (;;) {
      const start = recognizer.mark;
      const value = part(recognizer);
      if (value === undefined || recognizer.mark === start) {
        recognizer.mark = start;
        return values.length < minimum ? undefined : values;
      }
      values.push(value);
    }
  };
}

function separated(separator: Part, element: Part): Part {
  return (recognizer) => {
    const first = element(recognizer);
    if (first === undefined) return undefined;
    const values: Value[] = [first];
    for (;;) {
      const start = recognizer.mark;
      const value = separator(recognizer) === undefined ? undefined : element(recognizer);
      if (value === undefined) {
        recognizer.mark = start;
        return values;
      }
      values.push(value);
    }
  };
}
