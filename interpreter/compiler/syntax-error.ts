/** What a front-end error becomes in Python: the name of a built-in exception class. */
export type SyntaxErrorType =
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  | '_IncompleteInputError'
  | 'MemoryError'
  | 'UnicodeEncodeError'
  | 'ValueError'
  | 'TypeError'
  | 'SystemError';

/**
 * A SyntaxError as data. `lineno` and `offset` count from 1, `offset` and `end_offset` in characters (code points); `null`
 * where CPython leaves the attribute unset, and 0 or -1 where it reports "unknown". `text` is the offending source line.
 */
export class PySyntaxError extends Error {
  constructor(
    readonly type: SyntaxErrorType,
    readonly msg: string,
    readonly lineno: number | null,
    readonly offset: number | null,
    readonly end_lineno: number | null,
    readonly end_offset: number | null,
    readonly text: string | null,
    readonly filename = '<string>',
  ) {
    super(msg);
    this.name = type;
  }
}

/** A warning to be issued with `warnings.warn_explicit`; when it is turned into an error, the range becomes the SyntaxError's. */
export interface PySyntaxWarning {
  category: 'SyntaxWarning' | 'DeprecationWarning';
  msg: string;
  lineno: number;
  /** From 1, in characters. */
  offset: number;
  end_lineno: number;
  end_offset: number;
  /** The source line. */
  text: string;
}
