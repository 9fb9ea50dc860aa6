// str: isalpha, isdigit, isspace ... and isidentifier.

import { address, FALSE, ofBool, TRUE, Word } from '../../layout/word';
import { UC_ALPHA, UC_DECIMAL, UC_DIGIT, UC_NUMERIC, UC_PRINTABLE, UC_SPACE, UC_XID_CONTINUE, UC_XID_START } from '../../generated/unicode';
import { ctype } from '../unicode/ctype';
import { charAt, strIsAscii, strLength } from './access';

/** Not empty, and every code point has one of the flags. */
function all(self: Word, flags: u32): Word {
  const p = address(self), n = strLength(p);
  for (let i: u32 = 0; i < n; i++) if (!(ctype(charAt(p, i)) & flags)) return FALSE;
  return ofBool(n != 0);
}

/** @method str.isalpha(self, /)
 * Return True if the string is an alphabetic string, False otherwise.
 *
 * A string is alphabetic if all characters in the string are alphabetic and there
 * is at least one character in the string. */
export function str_isalpha(self: Word): Word { return all(self, UC_ALPHA); }
/** @method str.isalnum(self, /)
 * Return True if the string is an alpha-numeric string, False otherwise.
 *
 * A string is alpha-numeric if all characters in the string are alpha-numeric and
 * there is at least one character in the string. */
export function str_isalnum(self: Word): Word { return all(self, UC_ALPHA | UC_DECIMAL | UC_DIGIT | UC_NUMERIC); }
/** @method str.isdecimal(self, /)
 * Return True if the string is a decimal string, False otherwise.
 *
 * A string is a decimal string if all characters in the string are decimal and
 * there is at least one character in the string. */
export function str_isdecimal(self: Word): Word { return all(self, UC_DECIMAL); }
/** @method str.isdigit(self, /)
 * Return True if the string is a digit string, False otherwise.
 *
 * A string is a digit string if all characters in the string are digits and there
 * is at least one character in the string. */
export function str_isdigit(self: Word): Word { return all(self, UC_DIGIT); }
/** @method str.isnumeric(self, /)
 * Return True if the string is a numeric string, False otherwise.
 *
 * A string is numeric if all characters in the string are numeric and there is at
 * least one character in the string. */
export function str_isnumeric(self: Word): Word { return all(self, UC_NUMERIC); }
/** @method str.isspace(self, /)
 * Return True if the string is a whitespace string, False otherwise.
 *
 * A string is whitespace if all characters in the string are whitespace and there
 * is at least one character in the string. */
export function str_isspace(self: Word): Word { return all(self, UC_SPACE); }
/** @method str.isprintable(self, /)
 * Return True if all characters in the string are printable, False otherwise.
 *
 * A character is printable if repr() may use it in its output. */
export function str_isprintable(self: Word): Word {
  return strLength(address(self)) ? all(self, UC_PRINTABLE) : TRUE;
}
/** @method str.isascii(self, /)
 * Return True if all characters in the string are ASCII, False otherwise.
 *
 * ASCII characters have code points in the range U+0000-U+007F.
 * Empty string is ASCII too. */
export function str_isascii(self: Word): Word { return ofBool(strIsAscii(address(self))); }

/** Whether a str is a valid identifier (keywords included). */
export function isIdentifier(p: usize): bool {
  const n = strLength(p);
  if (!n) return false;
  const c = charAt(p, 0);
  if (c != 0x5f && !(ctype(c) & UC_XID_START)) return false;
  for (let i: u32 = 1; i < n; i++) if (!(ctype(charAt(p, i)) & UC_XID_CONTINUE)) return false;
  return true;
}

/** @method str.isidentifier(self, /)
 * Return True if the string is a valid Python identifier, False otherwise.
 *
 * Call keyword.iskeyword(s) to test whether string s is a reserved identifier,
 * such as "def" or "class". */
export function str_isidentifier(self: Word): Word { return ofBool(isIdentifier(address(self))); }
