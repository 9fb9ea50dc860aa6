// time: clocks, sleeping; calendar functions from the host's time zone data.

import { NONE, NULL, Word, address, fromAddress, isInt, ofBool, ofFloat, ofI32, ofInt, toFloat, toInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { monotonicNs } from '../sync/clock';
import { INTERRUPTED, prepareSleep, sleepUntil } from '../sync/park';
import { takeSafePoint, yieldThread } from '../sync/world';
import {
  N_adjustable, N_implementation, N_monotonic, N_perf_counter, N_process_time, N_resolution, N_struct_time, N_thread_time,
  N_time,
} from '../generated/names';
import { T_OVERFLOW_ERROR, T_SIMPLE_NAMESPACE, T_STR, T_STRUCTSEQ, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { call0, call1, call2 } from '../eval/call';
import { errorSet, memoryError, raise, raisef } from '../eval/errors';
import { dictSetStr } from '../objects/dict/core';
import { intFromI64 } from '../objects/int/new';
import { moduleDict } from '../objects/module';
import { asF64, asI32, asI64, getAttr, isInstance, setAttr } from '../objects/protocol';
import { charAt, strLength } from '../objects/str/access';
import { builderChar, builderFinish, builderInt, builderLiteral, builderNew, builderText, builderWord } from '../objects/str/builder';
import { internText, newText, strEqual, strFromUtf8 } from '../objects/str/new';
import { newStruct, newStructType, structInit } from '../objects/structseq';
import { tuple2, tupleGet, tupleSize } from '../objects/tuple';
import { importModule } from '../process/import';
import { KEPT_STRUCT_TIME, keep, kept } from '../process/kept';
import { kernelFree, resultBytes, resultLength } from '../process/result';
import { raiseErrno } from './os_error';
import { setConstants } from './posix';

/** @module time
 * This module provides various functions to manipulate time values. */

// @ts-ignore: decorator
@external('host', 'realtimeNs')
declare function realtimeNs(): i64;
// @ts-ignore: decorator
@external('host', 'processNs')
declare function processNs(): i64;
// @ts-ignore: decorator
@external('host', 'threadNs')
declare function threadNs(): i64;
/** Seconds east of UTC and the zone's name at a time: a result block { i32 offset, i32 dst, name }. */
// @ts-ignore: decorator
@external('host', 'zoneAt')
declare function hostZoneAt(seconds: f64): usize;

/** @function time.time()
 * Return the current time in seconds since the Epoch. */
export function timeTime(): Word { return ofFloat(<f64>realtimeNs() / 1e9); }
/** @function time.time_ns()
 * Return the current time in nanoseconds since the Epoch. */
export function timeTimeNs(): Word { return intFromI64(realtimeNs()); }
/** @function time.monotonic()
 * Monotonic clock, cannot go backward. */
export function timeMonotonic(): Word { return ofFloat(<f64>monotonicNs() / 1e9); }
/** @function time.monotonic_ns()
 * Monotonic clock, cannot go backward, as nanoseconds. */
export function timeMonotonicNs(): Word { return intFromI64(monotonicNs()); }
/** @function time.perf_counter()
 * Performance counter for benchmarking. */
export function timePerfCounter(): Word { return ofFloat(<f64>monotonicNs() / 1e9); }
/** @function time.perf_counter_ns()
 * Performance counter for benchmarking as nanoseconds. */
export function timePerfCounterNs(): Word { return intFromI64(monotonicNs()); }
/** @function time.process_time()
 * Process time for profiling: sum of the kernel and user-space CPU time. */
export function timeProcess(): Word { return ofFloat(<f64>processNs() / 1e9); }
/** @function time.process_time_ns()
 * Process time for profiling as nanoseconds:
 * sum of the kernel and user-space CPU time. */
export function timeProcessNs(): Word { return intFromI64(processNs()); }
/** @function time.thread_time()
 * Thread time for profiling: sum of the kernel and user-space CPU time. */
export function timeThread(): Word { return ofFloat(<f64>threadNs() / 1e9); }
/** @function time.thread_time_ns()
 * Thread time for profiling as nanoseconds:
 * sum of the kernel and user-space CPU time. */
export function timeThreadNs(): Word { return intFromI64(threadNs()); }

/** @function time.sleep(object, /)
 * sleep(seconds)
 *
 * Delay execution for a given number of seconds.  The argument may be
 * a floating-point number for subsecond precision. */
export function timeSleep(object: Word): Word {
  let ns: f64;
  if (isInt(object)) ns = <f64>toInt(object) * 1e9;
  else {
    const seconds = asF64(object);
    if (seconds == -1.0 && errorSet()) return NULL;
    if (seconds != seconds) return raise(T_VALUE_ERROR, 'Invalid value NaN (not a number)');
    ns = Math.ceil(seconds * 1e9);
  }
  if (ns < 0) return raise(T_VALUE_ERROR, 'sleep length must be non-negative');
  if (ns >= 9.223372036854775e18) return raise(T_OVERFLOW_ERROR, 'timestamp too large to convert to C PyTime_t');
  const deadline = monotonicNs() + <i64>ns;
  if (ns == 0) {
    yieldThread();
    return NONE;
  }
  while (true) {
    prepareSleep();
    const result = sleepUntil(deadline);
    if (result == INTERRUPTED) {
      if (!takeSafePoint()) return NULL;
      continue;
    }
    if (monotonicNs() >= deadline) return NONE;
  }
}

// ---- calendar -----------------------------------------------------------------------------------------------------------

/** Days since 1970-01-01 of a proleptic Gregorian date. */
export function daysFromCivil(year: i64, month: i32, day: i32): i64 {
  const y = year - (month <= 2 ? 1 : 0);
  const era = (y >= 0 ? y : y - 399) / 400;
  const yoe = y - era * 400;
  const doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const doe = yoe * 365 + yoe / 4 - yoe / 100 + <i64>doy;
  return era * 146097 + doe - 719468;
}

/** A struct_time for seconds since the Epoch of a clock `offset` seconds east of UTC. */
function broken(seconds: i64, offset: i32, dst: i32, zone: Word): Word {
  const p = newStruct(kept(KEPT_STRUCT_TIME));
  if (p == 0) return NULL;
  const local = seconds + <i64>offset;
  let days = local / 86400;
  let rest = local % 86400;
  if (rest < 0) {
    rest += 86400;
    days--;
  }
  const z = days + 719468;
  const era = (z >= 0 ? z : z - 146096) / 146097;
  const doe = z - era * 146097;
  const yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const mp = (5 * doy + 2) / 153;
  const day = doy - (153 * mp + 2) / 5 + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  let weekday = (days + 3) % 7;
  if (weekday < 0) weekday += 7;
  structInit(p, 0, ofInt(year));
  structInit(p, 1, ofInt(month));
  structInit(p, 2, ofInt(day));
  structInit(p, 3, ofInt(rest / 3600));
  structInit(p, 4, ofInt(rest / 60 % 60));
  structInit(p, 5, ofInt(rest % 60));
  structInit(p, 6, ofInt(weekday));
  structInit(p, 7, ofInt(days - daysFromCivil(year, 1, 1) + 1));
  structInit(p, 8, ofI32(dst));
  structInit(p, 9, zone);
  structInit(p, 10, ofI32(offset));
  return fromAddress(p);
}

/** Seconds since the Epoch from an argument that may be missing or None. Check errorSet on -1. */
function secondsArgument(w: Word): i64 {
  if (w == NULL || w == NONE) return realtimeNs() / 1_000_000_000;
  if (isInt(w)) return toInt(w);
  const x = asF64(w);
  if (x == -1.0 && errorSet()) return -1;
  if (x != x) {
    raise(T_VALUE_ERROR, 'Invalid value NaN (not a number)');
    return -1;
  }
  const floor = Math.floor(x);
  if (floor < -6.7e16 || floor > 6.7e16) {
    raise(T_OVERFLOW_ERROR, 'timestamp out of range for platform time_t');
    return -1;
  }
  return <i64>floor;
}

/** @function time.gmtime(seconds=None, /)
 * gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,
 *                        tm_sec, tm_wday, tm_yday, tm_isdst)
 *
 * Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a.
 * GMT).  When 'seconds' is not passed in, convert the current time instead.
 *
 * If the platform supports the tm_gmtoff and tm_zone, they are available as
 * attributes only. */
export function timeGmtime(seconds: Word): Word {
  const n = secondsArgument(seconds);
  return n == -1 && errorSet() ? NULL : broken(n, 0, 0, newText('GMT'));
}

/** @function time.localtime(seconds=None, /)
 * localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,
 *                           tm_sec,tm_wday,tm_yday,tm_isdst)
 *
 * Convert seconds since the Epoch to a time tuple expressing local time.
 * When 'seconds' is not passed in, convert the current time instead. */
export function timeLocaltime(seconds: Word): Word {
  const n = secondsArgument(seconds);
  if (n == -1 && errorSet()) return NULL;
  const block = hostZoneAt(<f64>n);
  if (block == 0) return memoryError();
  const offset = load<i32>(resultBytes(block));
  const dst = load<i32>(resultBytes(block), 4);
  const zone = strFromUtf8(resultBytes(block) + 8, resultLength(block) - 8);
  kernelFree(block);
  return broken(n, offset, dst, zone);
}

/** Item of a time tuple as a number; check errorSet on -1. */
// @ts-ignore: decorator
@inline function item(tuple: Word, i: u32): i64 { return asI64(tupleGet(address(tuple), i)); }

/** Whether a word is a tuple of nine items; sets TypeError if not. */
function isTimeTuple(tuple: Word): bool {
  if (!isInstance(tuple, T_TUPLE)) {
    raise(T_TYPE_ERROR, 'Tuple or struct_time argument required');
    return false;
  }
  if (tupleSize(address(tuple)) < 9) {
    raise(T_TYPE_ERROR, 'time tuple must have exactly 9 items');
    return false;
  }
  return true;
}

/** @function time.mktime(tuple, /)
 * mktime(tuple) -> floating-point number
 *
 * Convert a time tuple in local time to seconds since the Epoch.
 * Note that mktime(gmtime(0)) will not generally return zero for most
 * time zones; instead the returned value will either be equal to that
 * of the timezone or altzone attributes on the time module. */
export function timeMktime(tuple: Word): Word {
  if (!isTimeTuple(tuple)) return NULL;
  let month = item(tuple, 1) - 1;
  let year = item(tuple, 0) + month / 12;
  month %= 12;
  if (month < 0) {
    month += 12;
    year--;
  }
  const days = daysFromCivil(year, <i32>month + 1, 1) + item(tuple, 2) - 1;
  const wall = days * 86400 + item(tuple, 3) * 3600 + item(tuple, 4) * 60 + item(tuple, 5);
  if (errorSet()) return NULL;
  // the offset at the wall clock's time, then at the time that it gives
  let seconds = wall;
  for (let i = 0; i < 2; i++) {
    const block = hostZoneAt(<f64>seconds);
    if (block == 0) return memoryError();
    seconds = wall - <i64>load<i32>(resultBytes(block));
    kernelFree(block);
  }
  return ofFloat(<f64>seconds);
}

const DAYS: string = 'MonTueWedThuFriSatSun';
const MONTHS: string = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** Appends a number with at least `width` digits. */
function digits(out: usize, n: i64, width: i32, pad: u32): void {
  let least: i64 = 1;
  for (let i = 1; i < width; i++) least *= 10;
  for (; least > 1 && n < least; least /= 10) builderChar(out, pad);
  builderInt(out, n);
}

function asc(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64, weekday: i64): Word {
  const out = builderNew();
  builderText(out, changetype<usize>(DAYS) + (<usize>weekday * 6), 3);
  builderChar(out, 0x20);
  builderText(out, changetype<usize>(MONTHS) + (<usize>(month - 1) * 6), 3);
  builderChar(out, 0x20);
  digits(out, day, 2, 0x20);
  builderChar(out, 0x20);
  digits(out, hour, 2, 0x30);
  builderChar(out, 0x3a);
  digits(out, minute, 2, 0x30);
  builderChar(out, 0x3a);
  digits(out, second, 2, 0x30);
  builderChar(out, 0x20);
  builderInt(out, year);
  return builderFinish(out);
}

function ascOf(tuple: Word): Word {
  const month = item(tuple, 1);
  const weekday = item(tuple, 6);
  if (errorSet()) return NULL;
  if (month < 0 || month > 12) return raise(T_VALUE_ERROR, 'month out of range');
  if (weekday < -1) return raise(T_VALUE_ERROR, 'day of week out of range');
  return asc(item(tuple, 0), month == 0 ? 1 : month, item(tuple, 2), item(tuple, 3), item(tuple, 4), item(tuple, 5), (weekday + 7) % 7);
}

/** @function time.asctime(tuple=None, /)
 * asctime([tuple]) -> string
 *
 * Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.
 * When the time tuple is not present, current time as returned by localtime()
 * is used. */
export function timeAsctime(tuple: Word): Word {
  const given = tuple == NULL ? timeLocaltime(NULL) : own(tuple);
  if (given == NULL || !isTimeTuple(given)) {
    release(given);
    return NULL;
  }
  const text = ascOf(given);
  release(given);
  return text;
}

/** @function time.ctime(seconds=None, /)
 * ctime(seconds) -> string
 *
 * Convert a time in seconds since the Epoch to a string in local time.
 * This is equivalent to asctime(localtime(seconds)). When the time tuple is
 * not present, current time as returned by localtime() is used. */
export function timeCtime(seconds: Word): Word {
  const tuple = timeLocaltime(seconds);
  if (tuple == NULL) return NULL;
  const text = ascOf(tuple);
  release(tuple);
  return text;
}

const DAY_NAMES: string = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday ';
const MONTH_NAMES: string = 'January February March April May June July August September October November December ';

/** Appends the n-th word of a list. */
function wordOf(out: usize, list: string, n: i64): void {
  let start: u32 = 0;
  for (let i: u32 = 0; ; i++) {
    if (load<u16>(changetype<usize>(list) + (i << 1)) != 0x20) continue;
    if (n-- == 0) {
      builderText(out, changetype<usize>(list) + (start << 1), i - start);
      return;
    }
    start = i + 1;
  }
}

/** ISO year and week of a date. */
function isoWeek(year: i64, yday: i64, weekday: i64, wantYear: bool): i64 {
  let y = year;
  let week = (yday - 1 - weekday + 10) / 7;
  if (week < 1) {
    y--;
    const days = daysFromCivil(year, 1, 1) - daysFromCivil(y, 1, 1);
    week = (yday - 1 + days - weekday + 10) / 7;
  } else if (week == 53) {
    const days = daysFromCivil(year + 1, 1, 1) - daysFromCivil(year, 1, 1);
    if (yday - 1 - weekday + 3 >= days) {
      y++;
      week = 1;
    }
  }
  return wantYear ? y : week;
}

/** @function time.strftime(format, tuple=None, /)
 * strftime(format[, tuple]) -> string
 *
 * Convert a time tuple to a string according to a format specification.
 * See the library reference manual for formatting codes. When the time tuple
 * is not present, current time as returned by localtime() is used. */
export function timeStrftime(format: Word, tuple: Word): Word {
  if (!isInstance(format, T_STR)) return raisef(T_TYPE_ERROR, 'strftime() argument 1 must be str, not %T', format);
  const t = tuple == NULL ? timeLocaltime(NULL) : own(tuple);
  if (t == NULL || !isTimeTuple(t)) {
    release(t);
    return NULL;
  }
  const year = item(t, 0);
  let month = item(t, 1);
  let day = item(t, 2);
  const hour = item(t, 3);
  const minute = item(t, 4);
  const second = item(t, 5);
  let weekday = item(t, 6);
  let yday = item(t, 7);
  if (!errorSet()) {
    if (month == 0) month = 1;
    if (day == 0) day = 1;
    if (yday == 0) yday = 1;
    if (month < 1 || month > 12) raise(T_VALUE_ERROR, 'month out of range');
    else if (day < 1 || day > 31) raise(T_VALUE_ERROR, 'day of month out of range');
    else if (hour < 0 || hour > 23) raise(T_VALUE_ERROR, 'hour out of range');
    else if (minute < 0 || minute > 59) raise(T_VALUE_ERROR, 'minute out of range');
    else if (second < 0 || second > 61) raise(T_VALUE_ERROR, 'seconds out of range');
    else if (weekday < -1) raise(T_VALUE_ERROR, 'day of week out of range');
    else if (yday < 1 || yday > 366) raise(T_VALUE_ERROR, 'day of year out of range');
  }
  if (errorSet()) {
    release(t);
    return NULL;
  }
  weekday = (weekday + 7) % 7;
  const sunday = (weekday + 1) % 7;
  const out = builderNew();
  const p = address(format);
  const n = strLength(p);
  for (let i: u32 = 0; i < n; i++) {
    let c = charAt(p, i);
    if (c != 0x25 || i + 1 == n) {
      builderChar(out, c);
      continue;
    }
    c = charAt(p, ++i);
    let pad = true;
    if (c == 0x2d && i + 1 < n) {
      pad = false;
      c = charAt(p, ++i);
    }
    const two = pad ? 2 : 1;
    switch (c) {
      case 0x25: builderChar(out, 0x25); break; // %%
      case 0x61: builderText(out, changetype<usize>(DAYS) + (<usize>weekday * 6), 3); break; // a
      case 0x41: wordOf(out, DAY_NAMES, weekday); break; // A
      case 0x62: case 0x68: builderText(out, changetype<usize>(MONTHS) + (<usize>(month - 1) * 6), 3); break; // b h
      case 0x42: wordOf(out, MONTH_NAMES, month - 1); break; // B
      case 0x63: { // c
        const text = asc(year, month, day, hour, minute, second, weekday);
        builderWord(out, text);
        release(text);
        break;
      }
      case 0x43: digits(out, year / 100, two, 0x30); break; // C
      case 0x64: digits(out, day, two, 0x30); break; // d
      case 0x65: digits(out, day, two, 0x20); break; // e
      case 0x44: case 0x78: // D x
        digits(out, month, 2, 0x30); builderChar(out, 0x2f); digits(out, day, 2, 0x30); builderChar(out, 0x2f); digits(out, year % 100, 2, 0x30);
        break;
      case 0x46: // F
        builderInt(out, year); builderChar(out, 0x2d); digits(out, month, 2, 0x30); builderChar(out, 0x2d); digits(out, day, 2, 0x30);
        break;
      case 0x48: digits(out, hour, two, 0x30); break; // H
      case 0x49: digits(out, hour % 12 == 0 ? 12 : hour % 12, two, 0x30); break; // I
      case 0x6a: digits(out, yday, pad ? 3 : 1, 0x30); break; // j
      case 0x6d: digits(out, month, two, 0x30); break; // m
      case 0x4d: digits(out, minute, two, 0x30); break; // M
      case 0x6e: builderChar(out, 0x0a); break; // n
      case 0x74: builderChar(out, 0x09); break; // t
      case 0x70: builderLiteral(out, hour < 12 ? 'AM' : 'PM'); break; // p
      case 0x50: builderLiteral(out, hour < 12 ? 'am' : 'pm'); break; // P
      case 0x72: // r
        digits(out, hour % 12 == 0 ? 12 : hour % 12, 2, 0x30); builderChar(out, 0x3a); digits(out, minute, 2, 0x30); builderChar(out, 0x3a);
        digits(out, second, 2, 0x30); builderLiteral(out, hour < 12 ? ' AM' : ' PM');
        break;
      case 0x52: digits(out, hour, 2, 0x30); builderChar(out, 0x3a); digits(out, minute, 2, 0x30); break; // R
      case 0x53: digits(out, second, two, 0x30); break; // S
      case 0x54: case 0x58: // T X
        digits(out, hour, 2, 0x30); builderChar(out, 0x3a); digits(out, minute, 2, 0x30); builderChar(out, 0x3a); digits(out, second, 2, 0x30);
        break;
      case 0x75: builderInt(out, weekday + 1); break; // u
      case 0x77: builderInt(out, sunday); break; // w
      case 0x55: digits(out, (yday - 1 + 7 - sunday) / 7, two, 0x30); break; // U
      case 0x57: digits(out, (yday - 1 + 7 - weekday) / 7, two, 0x30); break; // W
      case 0x56: digits(out, isoWeek(year, yday, weekday, false), two, 0x30); break; // V
      case 0x47: builderInt(out, isoWeek(year, yday, weekday, true)); break; // G
      case 0x67: digits(out, isoWeek(year, yday, weekday, true) % 100, two, 0x30); break; // g
      case 0x79: digits(out, year % 100 < 0 ? year % 100 + 100 : year % 100, two, 0x30); break; // y
      case 0x59: builderInt(out, year); break; // Y
      case 0x73: { // s
        const seconds = timeMktime(t);
        if (seconds != NULL) builderInt(out, <i64>toFloat(seconds));
        break;
      }
      case 0x7a: { // z
        const offset = tupleSize(address(t)) == 9 && isInstance(t, T_STRUCTSEQ) ? toInt(tupleGet(address(t), 10)) : 0;
        const minutes = (offset < 0 ? -offset : offset) / 60;
        builderChar(out, offset < 0 ? 0x2d : 0x2b);
        digits(out, minutes / 60, 2, 0x30);
        digits(out, minutes % 60, 2, 0x30);
        break;
      }
      case 0x5a: // Z
        if (isInstance(t, T_STRUCTSEQ) && isInstance(tupleGet(address(t), 9), T_STR)) builderWord(out, tupleGet(address(t), 9));
        break;
      default:
        builderChar(out, 0x25);
        builderChar(out, c);
    }
  }
  release(t);
  return builderFinish(out);
}

/** @function time.strptime(data_string, format='%a %b %d %H:%M:%S %Y', /)
 * strptime(string, format) -> struct_time
 *
 * Parse a string to a time tuple according to a format specification. */
export function timeStrptime(text: Word, format: Word): Word {
  const module = importModule(internText('_strptime'));
  if (module == NULL) return NULL;
  const parse = getAttr(module, internText('_strptime_time'));
  release(module);
  if (parse == NULL) return NULL;
  const result = format == NULL ? call1(parse, text) : call2(parse, text, format);
  release(parse);
  return result;
}

/** @function time.tzset()
 * tzset()
 *
 * Initialize, or reinitialize, the local timezone to the value stored in
 * os.environ['TZ']. */
export function timeTzset(): Word { return NONE; }

/** @function time.get_clock_info(name, /)
 * get_clock_info(name: str) -> dict
 *
 * Get information of the specified clock. */
export function timeClockInfo(name: Word): Word {
  if (!isInstance(name, T_STR)) return raisef(T_TYPE_ERROR, 'get_clock_info() argument 1 must be str, not %T', name);
  const p = address(name);
  const wall = strEqual(p, address(N_time));
  if (!wall && !strEqual(p, address(N_monotonic)) && !strEqual(p, address(N_perf_counter)) && !strEqual(p, address(N_process_time)) && !strEqual(p, address(N_thread_time))) {
    return raise(T_VALUE_ERROR, 'unknown clock');
  }
  const info = call0(<Word>T_SIMPLE_NAMESPACE);
  if (info == NULL) return NULL;
  const how = newText('process.hrtime');
  const ok = setAttr(info, N_implementation, how) == 0 && setAttr(info, N_monotonic, ofBool(!wall)) == 0 &&
    setAttr(info, N_adjustable, ofBool(wall)) == 0 && setAttr(info, N_resolution, ofFloat(1e-9)) == 0;
  release(how);
  if (ok) return info;
  release(info);
  return NULL;
}

/** @exec time */
export function timeExec(module: Word): i32 {
  const dict = moduleDict(module);
  const type = newStructType('time', 'struct_time', 'tm_year,tm_mon,tm_mday,tm_hour,tm_min,tm_sec,tm_wday,tm_yday,tm_isdst;tm_zone,tm_gmtoff',
    'The time value as returned by gmtime(), localtime(), and strptime(), and\naccepted by asctime(), mktime() and strftime().  May be considered as a\nsequence of 9 integers.');
  if (type == NULL || !keep(KEPT_STRUCT_TIME, type)) return -1;
  if (dictSetStr(dict, N_struct_time, type) != 0) return -1;
  // January and July of this year tell the zone's two offsets
  const now = realtimeNs() / 1_000_000_000;
  const year = 1970 + now / 31556952;
  const january = hostZoneAt(<f64>(daysFromCivil(year, 1, 1) * 86400));
  const july = hostZoneAt(<f64>(daysFromCivil(year, 7, 1) * 86400));
  if (january == 0 || july == 0) return -1;
  const winter = load<i32>(resultBytes(january));
  const summer = load<i32>(resultBytes(july));
  const first = winter <= summer ? january : july;
  const second = winter <= summer ? july : january;
  const names = tuple2(strFromUtf8(resultBytes(first) + 8, resultLength(first) - 8), strFromUtf8(resultBytes(second) + 8, resultLength(second) - 8));
  const ok = dictSetStr(dict, internText('timezone'), ofI32(-load<i32>(resultBytes(first)))) == 0 &&
    dictSetStr(dict, internText('altzone'), ofI32(-load<i32>(resultBytes(second)))) == 0 &&
    dictSetStr(dict, internText('daylight'), ofI32(winter != summer ? 1 : 0)) == 0 &&
    dictSetStr(dict, internText('tzname'), fromAddress(names)) == 0 &&
    setConstants(dict, 'CLOCK_REALTIME 0;CLOCK_MONOTONIC 1;CLOCK_PROCESS_CPUTIME_ID 2;CLOCK_THREAD_CPUTIME_ID 3;CLOCK_MONOTONIC_RAW 4;CLOCK_BOOTTIME 7;');
  release(fromAddress(names));
  kernelFree(january);
  kernelFree(july);
  return ok ? 0 : -1;
}

function clockOf(id: Word): i64 {
  const n = asI32(id);
  if (n == -1 && errorSet()) return -1;
  if (n == 0) return realtimeNs();
  if (n == 2) return processNs();
  if (n == 3) return threadNs();
  if (n == 1 || n == 4 || n == 7) return monotonicNs();
  raiseErrno(-22);
  return -1;
}

/** @function time.clock_gettime(clk_id, /)
 * Return the time of the specified clock clk_id as a float. */
export function timeClockGettime(id: Word): Word {
  const ns = clockOf(id);
  return ns == -1 && errorSet() ? NULL : ofFloat(<f64>ns / 1e9);
}
/** @function time.clock_gettime_ns(clk_id, /)
 * Return the time of the specified clock clk_id as nanoseconds (int). */
export function timeClockGettimeNs(id: Word): Word {
  const ns = clockOf(id);
  return ns == -1 && errorSet() ? NULL : intFromI64(ns);
}
/** @function time.clock_getres(clk_id, /)
 * Return the resolution (precision) of the specified clock clk_id. */
export function timeClockGetres(id: Word): Word {
  const ns = clockOf(id);
  return ns == -1 && errorSet() ? NULL : ofFloat(1e-9);
}
