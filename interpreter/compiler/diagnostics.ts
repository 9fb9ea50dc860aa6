import { PySyntaxError, type PySyntaxWarning } from './syntax-error.js';
import type { Position } from './tree.js';

/** Source that nests deeper than the compiler can follow: RecursionError in Python. */
export class CompilerRecursionError extends RangeError {
  constructor() {
    super('maximum recursion depth exceeded during compilation');
  }
}

/** Errors and warnings of one compilation, with source lines and character columns where the source is known. */
export class Diagnostics {
  readonly warnings: PySyntaxWarning[] = [];
  private lines: string[] | null = null;
  private readonly warned = new Set<string>();

  constructor(
    readonly filename: string,
    private readonly source: string | null,
  ) {}

  private line(number: number): string | null {
    if (this.source === null) return null;
    this.lines ??= this.source.split(/\r\n|\r|\n/);
    return this.lines[number - 1] ?? null;
  }

  /** Column from 1 in characters. */
  private column(line: number, byteOffset: number): number {
    const text = this.line(line);
    if (text === null) return byteOffset + 1;
    let bytes = 0;
    let characters = 0;
    for (const character of text) {
      if (bytes >= byteOffset) break;
      const point = character.codePointAt(0)!;
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      characters++;
    }
    return characters + 1;
  }

  /** A SyntaxError on the range of a node, to be thrown. */
  error(message: string, at: Position): PySyntaxError {
    const text = this.line(at.lineno);
    return new PySyntaxError(
      'SyntaxError',
      message,
      at.lineno,
      this.column(at.lineno, at.col_offset),
      at.end_lineno,
      this.column(at.end_lineno, at.end_col_offset),
      text === null ? null : `${text}\n`,
      this.filename,
    );
  }

  warn(message: string, at: Position): void {
    const key = `${at.lineno}:${at.col_offset}:${message}`;
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.warnings.push({
      category: 'SyntaxWarning',
      msg: message,
      lineno: at.lineno,
      offset: this.column(at.lineno, at.col_offset),
      end_lineno: at.end_lineno,
      end_offset: this.column(at.end_lineno, at.end_col_offset),
      text: this.line(at.lineno) ?? '',
    });
  }
}
