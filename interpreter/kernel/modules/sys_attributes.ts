// sys: the attributes that are set when the module is made, from the configuration of the process.

import { control } from '../layout/control';
import { NONE, NULL, TRUE, Word, address, fromAddress, ofBool, ofFloat, ofI32, ofInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { N_cache_tag, N_hexversion, N_name, N_split, N_version } from '../generated/names';
import { NATIVE_MODULES } from '../generated/registry';
import { T_FROZENSET, T_SIMPLE_NAMESPACE } from '../generated/types';
import { call0, call1, callMethod0 } from '../eval/call';
import { errorSet } from '../eval/errors';
import { dictGetStr, dictSet, dictSetStr, newDict } from '../objects/dict/core';
import { intFromI64 } from '../objects/int/new';
import { listGet, listSize, listSnapshot, newList } from '../objects/list/core';
import { moduleDict } from '../objects/module';
import { setAttr } from '../objects/protocol';
import { charAt, strLength } from '../objects/str/access';
import { internText, newText } from '../objects/str/new';
import { sliceStr } from '../objects/str/slice';
import { newStruct, newStructType, structInit } from '../objects/structseq';
import { tuple3 } from '../objects/tuple';
import { configList, configNumber, configText } from '../process/config';
import { KEPT_ASYNCGEN_HOOKS, KEPT_FLAGS, KEPT_UNRAISABLE_ARGS, keep, kept } from '../process/kept';

/** Sets an attribute of the module; takes the value over. */
function set(dict: usize, name: string, value: Word): bool {
  if (value == NULL) return false;
  const key = internText(name);
  const status = key == NULL ? -1 : dictSetStr(dict, key, value);
  release(value);
  return status == 0;
}

/** The type of sys.flags, made once. */
function flagsType(): Word {
  if (kept(KEPT_FLAGS) == NULL) {
    const type = newStructType('sys', 'flags',
      'debug,inspect,interactive,optimize,dont_write_bytecode,no_user_site,no_site,ignore_environment,verbose,bytes_warning,quiet,hash_randomization,isolated,dev_mode,utf8_mode,warn_default_encoding,safe_path,int_max_str_digits;gil,nogil,thread_inherit_context',
      'sys.flags\n\nFlags provided through command line arguments or environment vars.');
    if (type == NULL || !keep(KEPT_FLAGS, type)) return NULL;
  }
  return kept(KEPT_FLAGS);
}

function flagsStruct(): Word {
  const type = flagsType();
  if (type == NULL) return NULL;
  const p = newStruct(type);
  if (p == 0) return NULL;
  structInit(p, 0, ofI32(configNumber('flag.debug', 0)));
  structInit(p, 1, ofI32(configNumber('flag.inspect', 0)));
  structInit(p, 2, ofI32(configNumber('flag.interactive', 0)));
  structInit(p, 3, ofI32(configNumber('flag.optimize', 0)));
  structInit(p, 4, ofI32(configNumber('flag.dont_write_bytecode', 0)));
  structInit(p, 5, ofI32(configNumber('flag.no_user_site', 0)));
  structInit(p, 6, ofI32(configNumber('flag.no_site', 0)));
  structInit(p, 7, ofI32(configNumber('flag.ignore_environment', 0)));
  structInit(p, 8, ofI32(configNumber('flag.verbose', 0)));
  structInit(p, 9, ofI32(configNumber('flag.bytes_warning', 0)));
  structInit(p, 10, ofI32(configNumber('flag.quiet', 0)));
  structInit(p, 11, ofI32(configNumber('flag.hash_randomization', 1)));
  structInit(p, 12, ofI32(configNumber('flag.isolated', 0)));
  structInit(p, 13, ofBool(configNumber('flag.dev_mode', 0) != 0));
  structInit(p, 14, ofI32(1));
  structInit(p, 15, ofI32(configNumber('flag.warn_default_encoding', 0)));
  structInit(p, 16, ofBool(configNumber('flag.safe_path', 0) != 0));
  structInit(p, 17, ofI32(configNumber('flag.int_max_str_digits', 4300)));
  structInit(p, 18, ofI32(<i32>control().gil));
  structInit(p, 19, ofBool(control().gil == 0));
  structInit(p, 20, ofI32(0));
  return fromAddress(p);
}

function versionInfo(): Word {
  const type = newStructType('sys', 'version_info', 'major,minor,micro,releaselevel,serial', 'sys.version_info\n\nVersion information as a named tuple.');
  if (type == NULL) return NULL;
  const p = newStruct(type);
  release(type);
  if (p == 0) return NULL;
  structInit(p, 0, ofI32(3));
  structInit(p, 1, ofI32(13));
  structInit(p, 2, ofI32(2));
  structInit(p, 3, newText('final'));
  structInit(p, 4, ofI32(0));
  return fromAddress(p);
}

function floatInfo(): Word {
  const type = newStructType('sys', 'float_info', 'max,max_exp,max_10_exp,min,min_exp,min_10_exp,dig,mant_dig,epsilon,radix,rounds',
    'sys.float_info\n\nA named tuple holding information about the float type.');
  if (type == NULL) return NULL;
  const p = newStruct(type);
  release(type);
  if (p == 0) return NULL;
  structInit(p, 0, ofFloat(f64.MAX_VALUE));
  structInit(p, 1, ofI32(1024));
  structInit(p, 2, ofI32(308));
  structInit(p, 3, ofFloat(2.2250738585072014e-308));
  structInit(p, 4, ofI32(-1021));
  structInit(p, 5, ofI32(-307));
  structInit(p, 6, ofI32(15));
  structInit(p, 7, ofI32(53));
  structInit(p, 8, ofFloat(2.220446049250313e-16));
  structInit(p, 9, ofI32(2));
  structInit(p, 10, ofI32(1));
  return fromAddress(p);
}

function intInfo(): Word {
  const type = newStructType('sys', 'int_info', 'bits_per_digit,sizeof_digit,default_max_str_digits,str_digits_check_threshold',
    "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.  The attributes are read only.");
  if (type == NULL) return NULL;
  const p = newStruct(type);
  release(type);
  if (p == 0) return NULL;
  structInit(p, 0, ofI32(32));
  structInit(p, 1, ofI32(4));
  structInit(p, 2, ofI32(4300));
  structInit(p, 3, ofI32(640));
  return fromAddress(p);
}

function hashInfo(): Word {
  const type = newStructType('sys', 'hash_info', 'width,modulus,inf,nan,imag,algorithm,hash_bits,seed_bits,cutoff',
    'hash_info\n\nA named tuple providing parameters used for computing hashes.');
  if (type == NULL) return NULL;
  const p = newStruct(type);
  release(type);
  if (p == 0) return NULL;
  structInit(p, 0, ofI32(64));
  structInit(p, 1, intFromI64(0x1fff_ffff_ffff_ffff));
  structInit(p, 2, ofI32(314159));
  structInit(p, 3, ofI32(0));
  structInit(p, 4, ofI32(1000003));
  structInit(p, 5, newText('siphash13'));
  structInit(p, 6, ofI32(64));
  structInit(p, 7, ofI32(128));
  structInit(p, 8, ofI32(0));
  return fromAddress(p);
}

function threadInfo(): Word {
  const type = newStructType('sys', 'thread_info', 'name,lock,version', 'sys.thread_info\n\nA named tuple holding information about the thread implementation.');
  if (type == NULL) return NULL;
  const p = newStruct(type);
  release(type);
  if (p == 0) return NULL;
  structInit(p, 0, newText('pthread'));
  structInit(p, 1, newText('semaphore'));
  structInit(p, 2, NONE);
  return fromAddress(p);
}

function implementation(info: Word): Word {
  const space = call0(<Word>T_SIMPLE_NAMESPACE);
  if (space == NULL) return NULL;
  const name = newText('gilpy');
  const ok = setAttr(space, N_name, name) == 0 && setAttr(space, N_cache_tag, NONE) == 0 && setAttr(space, N_version, info) == 0 &&
    setAttr(space, N_hexversion, ofInt(HEX_VERSION)) == 0;
  release(name);
  if (ok) return space;
  release(space);
  return NULL;
}

// @ts-ignore: decorator
@inline const HEX_VERSION: i64 = 0x030d02f0;

/** Tuple of the names in NATIVE_MODULES. */
function builtinModuleNames(): Word {
  const text = newText(NATIVE_MODULES);
  if (text == NULL) return NULL;
  const parts = callMethod0(text, N_split);
  release(text);
  if (parts == NULL) return NULL;
  const tuple = listSnapshot(parts);
  release(parts);
  return tuple;
}

/** -X options as a dict: True, or the text behind the equals sign. */
function xoptions(): Word {
  const list = configList('xoption');
  if (list == NULL) return NULL;
  const dict = newDict();
  const n = listSize(address(list));
  for (let i: u32 = 0; i < n; i++) {
    const option = listGet(address(list), i);
    const p = address(option);
    const size = strLength(p);
    let equals: u32 = 0;
    while (equals < size && charAt(p, equals) != 0x3d) equals++;
    const key = sliceStr(p, 0, equals);
    const value = equals < size ? sliceStr(p, equals + 1, size) : TRUE;
    if (key == NULL || value == NULL || dictSet(dict, key, value) != 0) return NULL;
    release(key);
    release(value);
    release(option);
  }
  release(list);
  return fromAddress(dict);
}

function textOr(key: string, fallback: string): Word {
  const text = configText(key);
  return text == NULL && !errorSet() ? newText(fallback) : text;
}

/** @exec sys */
export function sysExec(module: Word): i32 {
  const dict = moduleDict(module);
  control().sysDict = <Word>dict;
  if (control().sysModules == NULL) {
    const modules = newDict();
    if (modules == 0) return -1;
    control().sysModules = fromAddress(modules);
  }
  const info = versionInfo();
  if (info == NULL) return -1;
  const space = implementation(info);
  const hooks = newStructType('sys', 'asyncgen_hooks', 'firstiter,finalizer', 'asyncgen_hooks\n\nStruct sequence containing information about asynchronous\ngenerators hooks.');
  if (hooks == NULL || !keep(KEPT_ASYNCGEN_HOOKS, hooks)) return -1;
  const unraisable = newStructType('sys', 'UnraisableHookArgs', 'exc_type,exc_value,exc_traceback,err_msg,object',
    'UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.');
  if (unraisable == NULL || !keep(KEPT_UNRAISABLE_ARGS, own(unraisable))) return -1;
  const ok = set(dict, 'modules', own(control().sysModules)) &&
    set(dict, 'UnraisableHookArgs', unraisable) &&
    set(dict, 'version_info', info) &&
    set(dict, 'implementation', space) &&
    set(dict, 'float_info', floatInfo()) &&
    set(dict, 'int_info', intInfo()) &&
    set(dict, 'hash_info', hashInfo()) &&
    set(dict, 'thread_info', threadInfo()) &&
    set(dict, 'hexversion', ofInt(HEX_VERSION)) &&
    set(dict, 'api_version', ofI32(1013)) &&
    set(dict, 'maxsize', intFromI64(i64.MAX_VALUE)) &&
    set(dict, 'maxunicode', ofI32(0x10ffff)) &&
    set(dict, 'byteorder', newText('little')) &&
    set(dict, 'copyright', newText('')) &&
    set(dict, 'version', newText('3.13.2 (gilpy 0.1.0) [WebAssembly]')) &&
    set(dict, 'float_repr_style', newText('short')) &&
    set(dict, 'builtin_module_names', builtinModuleNames()) &&
    set(dict, 'meta_path', fromAddress(newList(0))) &&
    set(dict, 'path_hooks', fromAddress(newList(0))) &&
    set(dict, 'path_importer_cache', fromAddress(newDict())) &&
    set(dict, 'platlibdir', newText('lib')) &&
    set(dict, '_framework', newText('')) &&
    set(dict, '_git', fromAddress(tuple3(newText('gilpy'), newText(''), newText('')))) &&
    set(dict, 'abiflags', newText('')) &&
    set(dict, 'pycache_prefix', NONE) &&
    set(dict, 'dont_write_bytecode', TRUE) &&
    set(dict, '__stdin__', NONE) && set(dict, '__stdout__', NONE) && set(dict, '__stderr__', NONE) &&
    set(dict, 'stdin', NONE) && set(dict, 'stdout', NONE) && set(dict, 'stderr', NONE) &&
    alias(dict, '__displayhook__', 'displayhook') && alias(dict, '__excepthook__', 'excepthook') &&
    alias(dict, '__unraisablehook__', 'unraisablehook') && alias(dict, '__breakpointhook__', 'breakpointhook') &&
    namesOfLibrary(dict);
  return ok && configureSys(dict) ? 0 : -1;
}

/** Sets what is every process's own: a process that begins with a start-up image does it again. False: an error is set. */
export function configureSys(dict: usize): bool {
  control().pool3 = <u32>configNumber('flag.int_max_str_digits', 4300);
  return set(dict, 'flags', flagsStruct()) &&
    set(dict, 'path', configList('path')) &&
    set(dict, 'argv', configList('argv')) &&
    set(dict, 'orig_argv', configList('orig_argv')) &&
    set(dict, 'warnoptions', configList('warnoption')) &&
    set(dict, '_xoptions', xoptions()) &&
    set(dict, 'executable', textOr('executable', '')) &&
    set(dict, '_base_executable', textOr('executable', '')) &&
    set(dict, 'prefix', textOr('prefix', '')) &&
    set(dict, 'exec_prefix', textOr('prefix', '')) &&
    set(dict, 'base_prefix', textOr('prefix', '')) &&
    set(dict, 'base_exec_prefix', textOr('prefix', '')) &&
    set(dict, '_stdlib_dir', textOr('stdlib', '')) &&
    set(dict, 'platform', textOr('platform', 'linux'));
}

function alias(dict: usize, name: string, original: string): bool {
  return set(dict, name, dictGetStr(dict, internText(original)));
}

/** sys.stdlib_module_names: from the host, which knows the archive. */
function namesOfLibrary(dict: usize): bool {
  const text = textOr('stdlib_names', '');
  if (text == NULL) return false;
  const parts = callMethod0(text, N_split);
  release(text);
  if (parts == NULL) return false;
  const names = call1(<Word>T_FROZENSET, parts);
  release(parts);
  return set(dict, 'stdlib_module_names', names);
}
