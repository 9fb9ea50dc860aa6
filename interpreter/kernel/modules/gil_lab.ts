// gil_lab: looking into the running interpreter, for its tests.

import { census, pageCensus } from '../collector/census';
import { fromAddress, NULL, ofInt, Word } from '../layout/word';
import {
  checkHeap, fault, FAULT_COUNT, FAULT_DANGLING, FAULT_FREE_LIST, FAULT_MUTEX, faultAt, faultFrom, faults, holder0, holder1, holder2, objects, references,
  unexplained,
} from '../collector/check';
import { collect } from '../collector/collect';
import { refcount, release } from '../counting/counts';
import { memoryError, raisef } from '../eval/errors';
import { T_RUNTIME_ERROR } from '../generated/types';
import { isObjectAddress } from '../collector/walk';
import { listAppend, newList } from '../objects/list/core';
import { tuple3 } from '../objects/tuple';

/** @module gil_lab
 * Looking into the running interpreter.
 *
 * check_heap() -- Compare the heap with its headers; RuntimeError names the first fault.
 * census() -- What lies on the heap, by type.
 * pages() -- What its pages hold, by kind and size of their blocks.
 * live_objects() -- Collect, then count the objects in use. */

function noteType(list: usize, holder: usize): void {
  if (holder) listAppend(list, fromAddress(load<u32>(holder)));
}

/** @function gil_lab.check_heap()
 * Compare what refers to what with the reference counts, for the whole heap, with all threads stopped.
 *
 * Returns (objects, references, references held by native code only). Raises RuntimeError for the first fault. */
export function gilLabCheckHeap(): Word {
  if (!checkHeap()) return memoryError();
  if (faults == 0) return tuple3(ofInt(objects), ofInt(references), ofInt(unexplained));
  const at = ofInt(faultAt);
  const n = ofInt(faults);
  const holder = isObjectAddress(faultFrom) ? <Word>fromAddress(faultFrom) : NULL;
  if (fault == FAULT_COUNT) {
    const list = newList(0);
    if (!list) return NULL;
    noteType(list, holder0);
    noteType(list, holder1);
    noteType(list, holder2);
    const types = fromAddress(list);
    const count = ofInt(refcount(faultAt));
    const r = raisef(T_RUNTIME_ERROR, 'object at %d of type %T: count %d, but referred to more often, by %R ...', at, fromAddress(faultAt), count, types);
    release(types);
    return r;
  }
  if (fault == FAULT_DANGLING) {
    if (holder != NULL) return raisef(T_RUNTIME_ERROR, 'object of type %T refers to %d, which is no object in use (faults: %d)', holder, at, n);
    return raisef(T_RUNTIME_ERROR, 'reference to %d, which is no object in use (faults: %d)', at, n);
  }
  if (fault == FAULT_FREE_LIST) return raisef(T_RUNTIME_ERROR, 'the free list of a page is wrong at %d (faults: %d)', at, n);
  if (fault == FAULT_MUTEX) return raisef(T_RUNTIME_ERROR, 'object at %d of type %T: its mutex is taken by nobody (faults: %d)', at, fromAddress(faultAt), n);
  return raisef(T_RUNTIME_ERROR, 'object at %d has no type (faults: %d)', at, n);
}

/** @function gil_lab.live_objects()
 * Collect, then return the number of objects in use. */
export function gilLabLiveObjects(): Word {
  collect(false);
  if (!checkHeap()) return memoryError();
  return ofInt(objects);
}

/** @function gil_lab.census()
 * List of (type, objects, bytes) for all objects in use. */
export function gilLabCensus(): Word {
  return census();
}

/** @function gil_lab.pages()
 * List of (kind, bytes of a block, pages, blocks in use): kind 0 objects, 1 keys, 2 arrays, 3 others. */
export function gilLabPages(): Word {
  return pageCensus();
}
