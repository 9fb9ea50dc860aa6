// posix: limits of the system, and calls that lib/_gilpy_posix.py makes.

import { NULL, Word, fromAddress, ofI32 } from '../layout/word';
import { release } from '../counting/counts';
import { T_STR, T_VALUE_ERROR } from '../generated/types';
import { errorSet, raise } from '../eval/errors';
import { dictGet, newDict } from '../objects/dict/core';
import { asI32, isInstance } from '../objects/protocol';
import { raiseErrno } from './os_error';
import { setConstants } from './posix';

// @ts-ignore: decorator
@external('host', 'cpuCount')
declare function hostCpuCount(): i32;

/** Names of sysconf() with their numbers, Linux's. */
const SYSCONF: string = 'SC_ARG_MAX 0;SC_CHILD_MAX 1;SC_CLK_TCK 2;SC_NGROUPS_MAX 3;SC_OPEN_MAX 4;SC_STREAM_MAX 5;SC_TZNAME_MAX 6;SC_PAGESIZE 30;SC_PAGE_SIZE 30;SC_SEM_NSEMS_MAX 32;SC_IOV_MAX 60;SC_NPROCESSORS_CONF 83;SC_NPROCESSORS_ONLN 84;SC_HOST_NAME_MAX 180;';

function sysconfNames(): usize {
  const dict = newDict();
  return dict != 0 && setConstants(dict, SYSCONF) ? dict : 0;
}

/** @constant posix.sysconf_names */
export function posixSysconfNames(): Word {
  const dict = sysconfNames();
  return dict == 0 ? NULL : fromAddress(dict);
}

function limit(number: i32): i32 {
  switch (number) {
    case 0: return 2097152;
    case 1: return 65536;
    case 2: return 100;
    case 3: return 65536;
    case 4: return 1024;
    case 5: return 16;
    case 6: return 6;
    case 30: return 4096;
    case 32: return 32000;
    case 60: return 1024;
    case 83: return hostCpuCount();
    case 84: return hostCpuCount();
    case 180: return 64;
    default: return -1;
  }
}

/** @function posix.sysconf(name, /)
 * Return an integer-valued system configuration variable. */
export function posixSysconf(name: Word): Word {
  let number: i32 = -1;
  if (isInstance(name, T_STR)) {
    const dict = sysconfNames();
    if (dict == 0) return NULL;
    const found = dictGet(dict, name);
    release(fromAddress(dict));
    if (found == NULL) return errorSet() ? NULL : raise(T_VALUE_ERROR, 'unrecognized configuration name');
    number = asI32(found);
  } else {
    number = asI32(name);
    if (number == -1 && errorSet()) return NULL;
  }
  const value = limit(number);
  return value < 0 ? raiseErrno(-22) : ofI32(value);
}
