// gc: the collector as Python sees it. There are no generations: every collection is a full one.

import { Control, control } from '../layout/control';
import { GC_FINALIZED } from '../layout/object';
import { TF_GC, Type } from '../layout/type';
import { address, fromAddress, isPointer, NONE, NULL, ofBool, ofI32, ofInt, Word } from '../layout/word';
import { collect, setTriggers } from '../collector/collect';
import { isTracked, markFrozen, referents, referrers, trackedObjects } from '../collector/inspect';
import { release } from '../counting/counts';
import { arg } from '../eval/call';
import { errorSet, memoryError, raise } from '../eval/errors';
import { N_callbacks, N_collected, N_collections, N_garbage, N_uncollectable } from '../generated/names';
import { T_VALUE_ERROR } from '../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { COLLECTOR } from '../memory/tables';
import { dictSet, newDict } from '../objects/dict/core';
import { listAppend, newList } from '../objects/list/core';
import { asI32, setAttr, typeOf } from '../objects/protocol';
import { tuple3 } from '../objects/tuple';

/** @module gc
 * This module provides access to the garbage collector for reference cycles.
 *
 * enable() -- Enable automatic garbage collection.
 * disable() -- Disable automatic garbage collection.
 * isenabled() -- Returns true if automatic collection is enabled.
 * collect() -- Do a full collection right now.
 * get_count() -- Return the current collection counts.
 * get_stats() -- Return list of dictionaries containing per-generation stats.
 * set_debug() -- Set debugging flags.
 * get_debug() -- Get debugging flags.
 * set_threshold() -- Set the collection thresholds.
 * get_threshold() -- Return the current the collection thresholds.
 * get_objects() -- Return a list of all objects tracked by the collector.
 * is_tracked() -- Returns true if a given object is tracked.
 * is_finalized() -- Returns true if a given object has been already finalized.
 * get_referrers() -- Return the list of objects that refer to an object.
 * get_referents() -- Return the list of objects that an object refers to.
 * freeze() -- Freeze all tracked objects and ignore them for future collections.
 * unfreeze() -- Unfreeze all objects in the permanent generation.
 * get_freeze_count() -- Return the number of objects in the permanent generation. */

/** @exec gc */
export function gcExec(module: Word): i32 {
  const c = control();
  if (c.gcGarbage == NULL) c.gcGarbage = fromAddress(newList(0));
  if (c.gcCallbacks == NULL) c.gcCallbacks = fromAddress(newList(0));
  if (c.gcGarbage == NULL || c.gcCallbacks == NULL) return -1;
  if (setAttr(module, N_garbage, c.gcGarbage) != 0) return -1;
  return setAttr(module, N_callbacks, c.gcCallbacks);
}

/** @constant gc.DEBUG_STATS */
export function gcDebugStats(): Word { return ofI32(1); }
/** @constant gc.DEBUG_COLLECTABLE */
export function gcDebugCollectable(): Word { return ofI32(2); }
/** @constant gc.DEBUG_UNCOLLECTABLE */
export function gcDebugUncollectable(): Word { return ofI32(4); }
/** @constant gc.DEBUG_SAVEALL */
export function gcDebugSaveall(): Word { return ofI32(32); }
/** @constant gc.DEBUG_LEAK */
export function gcDebugLeak(): Word { return ofI32(38); }

/** @function gc.enable()
 * Enable automatic garbage collection. */
export function gcEnable(): Word {
  atomic.store<u32>(changetype<usize>(control()), 1, offsetof<Control>('gcEnabled'));
  return NONE;
}

/** @function gc.disable()
 * Disable automatic garbage collection. */
export function gcDisable(): Word {
  atomic.store<u32>(changetype<usize>(control()), 0, offsetof<Control>('gcEnabled'));
  return NONE;
}

/** @function gc.isenabled()
 * Returns true if automatic garbage collection is enabled. */
export function gcIsEnabled(): Word { return ofBool(control().gcEnabled != 0); }

/** @function gc.collect(generation=2)
 * Run the garbage collector.
 *
 * With no arguments, run a full collection.  The optional argument
 * may be an integer specifying which generation to collect.  A ValueError
 * is raised if the generation number is invalid.
 *
 * The number of unreachable objects is returned. */
export function gcCollect(generation: Word): Word {
  if (generation != NULL) {
    const n = asI32(generation);
    if (n == -1 && errorSet()) return NULL;
    if (n < 0 || n > 2) return raise(T_VALUE_ERROR, 'invalid generation');
  }
  return ofInt(collect(false));
}

/** @function gc.set_debug(flags, /)
 * Set the garbage collection debugging flags.
 *
 *   flags
 *     An integer that can have the following bits turned on:
 *       DEBUG_STATS - Print statistics during collection.
 *       DEBUG_COLLECTABLE - Print collectable objects found.
 *       DEBUG_UNCOLLECTABLE - Print unreachable but uncollectable objects
 *         found.
 *       DEBUG_SAVEALL - Save objects to gc.garbage rather than freeing them.
 *       DEBUG_LEAK - Debug leaking programs (everything but STATS).
 *
 * Debugging information is written to sys.stderr. */
export function gcSetDebug(flags: Word): Word {
  const n = asI32(flags);
  if (n == -1 && errorSet()) return NULL;
  control().gcDebug = <u32>n;
  return NONE;
}

/** @function gc.get_debug()
 * Get the garbage collection debugging flags. */
export function gcGetDebug(): Word { return ofI32(<i32>control().gcDebug); }

/** @function gc.set_threshold(threshold0, threshold1=10, threshold2=10, /)
 * set_threshold(threshold0, [threshold1, [threshold2]])
 * Set the collection thresholds (the collection frequency).
 *
 * Setting 'threshold0' to zero disables collection. */
export function gcSetThreshold(first: Word, second: Word, third: Word): Word {
  const a = asI32(first);
  if (a == -1 && errorSet()) return NULL;
  let b = <i32>load<u32>(COLLECTOR, 12);
  let c = <i32>load<u32>(COLLECTOR, 16);
  if (second != NULL) {
    b = asI32(second);
    if (b == -1 && errorSet()) return NULL;
  }
  if (third != NULL) {
    c = asI32(third);
    if (c == -1 && errorSet()) return NULL;
  }
  store<u32>(COLLECTOR, <u32>a, 8);
  store<u32>(COLLECTOR, <u32>b, 12);
  store<u32>(COLLECTOR, <u32>c, 16);
  setTriggers();
  return NONE;
}

/** @function gc.get_threshold()
 * Return the current collection thresholds. */
export function gcGetThreshold(): Word {
  return fromAddress(tuple3(
    ofI32(<i32>load<u32>(COLLECTOR, 8)), ofI32(<i32>load<u32>(COLLECTOR, 12)), ofI32(<i32>load<u32>(COLLECTOR, 16)),
  ));
}

/** @function gc.get_count()
 * Return a three-tuple of the current collection counts. */
export function gcGetCount(): Word {
  const grown = <i32>(control().liveObjects - load<u32>(COLLECTOR, 24));
  return fromAddress(tuple3(ofI32(grown > 0 ? grown : 0), ofI32(0), ofI32(0)));
}

function statistics(collections: u32, collected: u32): Word {
  const dict = newDict();
  if (!dict) return NULL;
  dictSet(dict, N_collections, ofInt(collections));
  dictSet(dict, N_collected, ofInt(collected));
  dictSet(dict, N_uncollectable, ofI32(0));
  return fromAddress(dict);
}

/** @function gc.get_stats()
 * Return a list of dictionaries containing per-generation statistics. */
export function gcGetStats(): Word {
  const list = newList(3);
  if (!list) return NULL;
  for (let i = 0; i < 3; i++) {
    const dict = i < 2 ? statistics(0, 0) : statistics(load<u32>(COLLECTOR, 4), load<u32>(COLLECTOR));
    if (dict == NULL || listAppend(list, dict) != 0) {
      release(dict);
      release(fromAddress(list));
      return NULL;
    }
    release(dict);
  }
  return fromAddress(list);
}

/** @function gc.get_objects(generation=None)
 * Return a list of objects tracked by the collector (excluding the list returned).
 *
 *   generation
 *     Generation to extract the objects from.
 *
 * If generation is not None, return only the objects tracked by the collector
 * that are in that generation. */
export function gcGetObjects(generation: Word): Word {
  if (generation != NULL && generation != NONE) {
    const n = asI32(generation);
    if (n == -1 && errorSet()) return NULL;
    if (n >= 3) return raise(T_VALUE_ERROR, 'generation parameter must be less than the number of available generations (3)');
    if (n < 0) return raise(T_VALUE_ERROR, 'generation parameter cannot be negative');
  }
  return trackedObjects();
}

/** @function gc.is_tracked(obj, /)
 * Returns true if the object is tracked by the garbage collector.
 *
 * Simple atomic objects will return false. */
export function gcIsTracked(object: Word): Word { return ofBool(isPointer(object) && isTracked(address(object))); }

/** @function gc.is_finalized(obj, /)
 * Returns true if the object has been already finalized by the GC. */
export function gcIsFinalized(object: Word): Word {
  return ofBool(
    isPointer(object) && (changetype<Type>(typeOf(object)).flags & TF_GC) != 0 &&
    (load<u8>(address(object), 15) & GC_FINALIZED) != 0,
  );
}

/** A raw block with the plain words of a raw call; 0: there are none, or no memory. */
function copyArguments(args: usize, nargs: i32): usize {
  const block = allocBlock(KIND_RAW, <usize>nargs << 3);
  for (let i = 0; block && i < nargs; i++) store<u64>(block + (<usize>i << 3), arg(args, i));
  return block;
}

/** @function gc.get_referrers(*objs)
 * Return the list of objects that directly refer to any of 'objs'. */
export function gcGetReferrers(args: usize, nargs: i32, kwnames: Word): Word {
  const objects = copyArguments(args, nargs);
  if (!objects) return memoryError();
  const list = referrers(objects, <u32>nargs);
  freeBlock(objects);
  return list;
}

/** @function gc.get_referents(*objs)
 * Return the list of objects that are directly referred to by 'objs'. */
export function gcGetReferents(args: usize, nargs: i32, kwnames: Word): Word {
  const objects = copyArguments(args, nargs);
  if (!objects) return memoryError();
  const list = referents(objects, <u32>nargs);
  freeBlock(objects);
  return list;
}

/** @function gc.freeze()
 * Freeze all current tracked objects and ignore them for future collections.
 *
 * This can be used before a POSIX fork() call to make the gc copy-on-write friendly.
 * Note: collection before a POSIX fork() call may free pages for future allocation
 * which can cause copy-on-write. */
export function gcFreeze(): Word {
  store<u32>(COLLECTOR, markFrozen(true), 20);
  return NONE;
}

/** @function gc.unfreeze()
 * Unfreeze all objects in the permanent generation.
 *
 * Put all objects in the permanent generation back into oldest generation. */
export function gcUnfreeze(): Word {
  store<u32>(COLLECTOR, markFrozen(false), 20);
  return NONE;
}

/** @function gc.get_freeze_count()
 * Return the number of objects in the permanent generation. */
export function gcGetFreezeCount(): Word { return ofInt(load<u32>(COLLECTOR, 20)); }
