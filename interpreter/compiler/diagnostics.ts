import { PySyntaxError, type PySyntaxWarning } from './syntax-error.js';
import type { Position } from './tree.js';

/** Source that nests deeper than the compiler can follow: RecursionError in Python. */
export class CompilerRecursionError extends RangeError {
  constructor() {
    super('maximum recursion depth exceeded during compilation');
  }
}

/** Errors and warnings of one compilation. Columns of what the compiler itself reports are bytes, as in CPython. */
export class Diagnostics {
  readonly warnings: PySyntaxWarning[] = [];
  private lines: string[] | null = null;
  private readonly warned = new Set<string>();

  constructor(
    readonly filename: string,
    private readonly source: string | null,
  ) {}

  private line(number: number): string | null {
    // As CPython does: the line comes from the file, so there is none for `<string>`.
    if (this.source === null || /^<.*>$/.test(this.filename)) return null;
    this.lines ??= this.source.split(/\r\n|\r|\n/);
    return this.lines[number - 1] ?? null;
  }

  /** A SyntaxError on the range of a node, to be thrown. */
  error(message: string, at: Position): PySyntaxError {
    const text = this.line(at.lineno);
    return new PySyntaxError(
      'SyntaxError',
      message,
      at.lineno,
      at.col_offset + 1,
      at.end_lineno,
      at.end_col_offset + 1,
      text === null ? null : `${text}\n`,
      this.filename,
    );
  }

  /** A SyntaxError about a whole line. */
  lineError(message: string, at: Position): PySyntaxError {
    const { lineno, text } = this.error(message, at);
    return new PySyntaxError('SyntaxError', message, lineno, at.col_offset + 1, lineno, null, text, this.filename);
  }

  warn(message: string, at: Position): void {
    const key = `${at.lineno}:${at.col_offset}:${message}`;
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.warnings.push({
      category: 'SyntaxWarning',
      msg: message,
      lineno: at.lineno,
      offset: at.col_offset + 1,
      end_lineno: at.end_lineno,
      end_offset: at.end_col_offset + 1,
      text: this.line(at.lineno) ?? '',
    });
  }
}
