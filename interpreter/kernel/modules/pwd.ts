// pwd: the user that the process belongs to. Other entries of the databases can not be read through the host.

import { NULL, Word, address, fromAddress, toInt } from '../layout/word';
import { release } from '../counting/counts';
import { N_split } from '../generated/names';
import { T_INT, T_KEY_ERROR, T_STR, T_TYPE_ERROR } from '../generated/types';
import { call1, callMethod1 } from '../eval/call';
import { errorSet, raisef } from '../eval/errors';
import { dictSetStr } from '../objects/dict/core';
import { listAppend, listGet, newList } from '../objects/list/core';
import { moduleDict } from '../objects/module';
import { asI64, isInstance } from '../objects/protocol';
import { internText, newText, strEqual } from '../objects/str/new';
import { newStruct, newStructType, structInit } from '../objects/structseq';
import { tupleGet } from '../objects/tuple';
import { KEPT_PASSWD, keep, kept } from '../process/kept';
import { resultText } from '../process/result';

/** @module pwd
 * This module provides access to the Unix password database. */

// @ts-ignore: decorator
@external('host', 'userInfo')
declare function hostUserInfo(): usize;

/** The fields of the current user: list of str. NULL with an error. */
function userFields(): Word {
  const text = resultText(hostUserInfo());
  if (text == NULL) return NULL;
  const line = newText('\n');
  const fields = callMethod1(text, N_split, line);
  release(line);
  release(text);
  return fields;
}

function userEntry(): Word {
  const fields = userFields();
  if (fields == NULL) return NULL;
  const p = newStruct(kept(KEPT_PASSWD));
  if (p == 0) return NULL;
  for (let i: u32 = 0; i < 7; i++) {
    const text = listGet(address(fields), i);
    if (i == 2 || i == 3) {
      structInit(p, i, call1(<Word>T_INT, text));
      release(text);
    } else structInit(p, i, text);
  }
  release(fields);
  return fromAddress(p);
}

/** @function pwd.getpwuid(uidobj, /)
 * Return the password database entry for the given numeric user ID. */
export function pwdGetpwuid(uid: Word): Word {
  const entry = userEntry();
  if (entry == NULL) return NULL;
  const n = asI64(uid);
  if (n == -1 && errorSet()) return NULL;
  if (toInt(tupleGet(address(entry), 2)) == n) return entry;
  release(entry);
  return raisef(T_KEY_ERROR, 'getpwuid(): uid not found: %S', uid);
}

/** @function pwd.getpwnam(name, /)
 * Return the password database entry for the given user name. */
export function pwdGetpwnam(name: Word): Word {
  if (!isInstance(name, T_STR)) return raisef(T_TYPE_ERROR, 'getpwnam() argument must be str, not %T', name);
  const entry = userEntry();
  if (entry == NULL) return NULL;
  if (strEqual(address(tupleGet(address(entry), 0)), address(name))) return entry;
  release(entry);
  return raisef(T_KEY_ERROR, 'getpwnam(): name not found: %R', name);
}

/** @function pwd.getpwall()
 * Return a list of all available password database entries, in arbitrary order. */
export function pwdGetpwall(): Word {
  const entry = userEntry();
  const list = entry == NULL ? 0 : newList(1);
  if (list == 0) return NULL;
  listAppend(list, entry);
  release(entry);
  return fromAddress(list);
}

/** @exec pwd */
export function pwdExec(module: Word): i32 {
  const type = newStructType('pwd', 'struct_passwd', 'pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell', 'pwd.struct_passwd: Results from getpw*() routines.');
  if (type == NULL || !keep(KEPT_PASSWD, type)) return -1;
  return dictSetStr(moduleDict(module), internText('struct_passwd'), type);
}
