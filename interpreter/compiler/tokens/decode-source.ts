import { PySyntaxError } from '../syntax-error.js';

/** What `decodeSource` gives: text with `\n` line ends, and the encoding that the source declared (or `null`). */
export interface DecodedSource {
  text: string;
  encoding: string | null;
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/** The line ends of every platform become `\n`. */
export function normaliseNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/**
 * Decodes Python source (PEP 263): a byte order mark, a `coding` comment in the first two lines, else UTF-8.
 * Throws PySyntaxError for bytes that do not decode, an unknown encoding or a cookie that contradicts the mark.
 */
export function decodeSource(source: Uint8Array, filename: string): DecodedSource {
  const hasMark = source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf;
  const bytes = hasMark ? source.subarray(3) : source;
  const cookie = findCookie(bytes);
  const encoding = cookie === null ? null : normaliseEncoding(cookie);
  // CPython compares the cookie itself here: `utf8` is refused after a mark.
  if (hasMark && cookie !== null && !/^utf[-_]8(?:[-_]|$)/i.test(cookie))
    throw locationless(`encoding problem: ${cookie} with BOM`, filename, 0, -1);
  if (encoding === null || encoding === 'utf-8')
    return { text: decodeUtf8(bytes, filename), encoding: hasMark || encoding !== null ? 'utf-8' : null };
  return { text: normaliseNewlines(decodeWith(bytes, encoding, cookie!, filename)), encoding };
}

function findCookie(bytes: Uint8Array): string | null {
  let start = 0;
  for (let line = 0; line < 2 && start < bytes.length; line++) {
    let end = start;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
    const text = latin1(bytes.subarray(start, end));
    const match = COOKIE.exec(text);
    if (match !== null) return match[1]!;
    if (!BLANK.test(text)) return null;
    start = bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : end + 1;
  }
  return null;
}

function normaliseEncoding(name: string): string {
  const lower = name.toLowerCase().replaceAll('_', '-');
  if (lower === 'utf-8' || lower.startsWith('utf-8-') || lower === 'utf8') return 'utf-8';
  if (/^(latin-1|latin1|iso-8859-1|iso-latin-1|l1|8859|iso8859-1|cp819)(-|$)/.test(lower)) return 'iso-8859-1';
  if (/^(ascii|us-ascii|646|ansi-x3\.4-1968)$/.test(lower)) return 'ascii';
  return lower;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

/** What cp1252 has in 0x80-0x9f (`\0`: nothing); Node 20's own decoder takes these for Latin-1. */
const CP1252_HIGH = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';

function decodeCp1252(bytes: Uint8Array, cookie: string, filename: string): string {
  return latin1(bytes).replace(/[\x80-\x9f]/g, (char) => {
    const decoded = CP1252_HIGH[char.charCodeAt(0) - 0x80]!;
    if (decoded === '\0') throw locationless(`encoding problem: ${cookie}`, filename, 0, -1);
    return decoded;
  });
}

function decodeWith(bytes: Uint8Array, encoding: string, cookie: string, filename: string): string {
  if (encoding === 'iso-8859-1') return latin1(bytes);
  if (encoding === 'ascii') {
    const bad = bytes.findIndex((byte) => byte >= 128);
    if (bad < 0) return latin1(bytes);
    const byte = bytes[bad]!.toString(16);
    throw locationless(
      `(unicode error) 'ascii' codec can't decode byte 0x${byte} in position ${bad}: ordinal not in range(128)`,
      filename,
      0,
      -1,
    );
  }
  if (encoding === 'cp1252' || encoding === 'windows-1252') return decodeCp1252(bytes, cookie, filename);
  let decoder: { decode(input: Uint8Array): string };
  try {
    decoder = new TextDecoder(webLabel(encoding), { fatal: true, ignoreBOM: true });
  } catch {
    throw locationless(`unknown encoding: ${cookie}`, filename, 0, -1);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw locationless(`encoding problem: ${cookie}`, filename, 0, -1);
  }
}

/** Python's codec names that the encoding standard spells differently. */
function webLabel(encoding: string): string {
  const compact = encoding.replace(/^cp(\d+)$/, 'windows-$1').replace(/^iso(\d+)/, 'iso-$1');
  return compact === 'windows-932' || compact === 'mbcs' ? 'shift_jis' : compact === 'windows-949' ? 'euc-kr' : compact;
}

function decodeUtf8(bytes: Uint8Array, filename: string): string {
  try {
    return normaliseNewlines(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw utf8Error(bytes, filename);
  }
}

/** Finds the first malformed sequence, as Python's UTF-8 decoder reports it. */
function utf8Error(bytes: Uint8Array, filename: string): PySyntaxError {
  let i = 0;
  let line = 1;
  let lineStart = 0;
  let reason = 'invalid start byte';
  let end = 1;
  scan: while (i < bytes.length) {
    const lead = bytes[i]!;
    if (lead === 10) {
      line++;
      lineStart = i + 1;
    }
    if (lead < 0x80) {
      i++;
      continue;
    }
    const length = lead >= 0xf5 || lead < 0xc2 ? 0 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (length === 0) break;
    for (let k = 1; k < length; k++) {
      if (i + k >= bytes.length) {
        reason = 'unexpected end of data';
        end = bytes.length - i;
        break scan;
      }
      const next = bytes[i + k]!;
      const low = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
      const high = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
      if (next < low || next > high) {
        reason = 'invalid continuation byte';
        end = k;
        break scan;
      }
    }
    i += length;
  }
  const where =
    end === 1
      ? `byte 0x${bytes[i]!.toString(16).padStart(2, '0')} in position ${i - lineStart}`
      : `bytes in position ${i - lineStart}-${i - lineStart + end - 1}`;
  let lineEnd = bytes.indexOf(10, i);
  if (lineEnd < 0) lineEnd = bytes.length;
  const text = `${new TextDecoder('utf-8').decode(bytes.subarray(lineStart, lineEnd))}\n`;
  const msg = `(unicode error) 'utf-8' codec can't decode ${where}: ${reason}`;
  const offset = new TextDecoder('utf-8').decode(bytes.subarray(lineStart, i)).length + 1;
  return new PySyntaxError('SyntaxError', msg, line, offset, line, -1, text, filename);
}

function locationless(msg: string, filename: string, lineno: number | null, offset: number | null): PySyntaxError {
  return new PySyntaxError('SyntaxError', msg, lineno, offset, null, null, null, filename);
}
