// Modules _md5, _sha1, _sha2, _sha3, _blake2: the types of hash objects and what makes them.

import { address, fromAddress, NONE, NULL, ofInt, Word } from '../../layout/word';
import { Type } from '../../layout/type';
import {
  T_BLAKE2B, T_BLAKE2S, T_OVERFLOW_ERROR, T_VALUE_ERROR, T_MD5, T_SHA1, T_SHA224_TYPE, T_SHA256_TYPE, T_SHA384_TYPE, T_SHA512_TYPE,
} from '../../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { release } from '../../counting/counts';
import { errorSet, memoryError, raise } from '../../eval/errors';
import { parseArgs } from '../../eval/arguments';
import { asI64, indexI64, truth } from '../../objects/protocol';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';
import { newBytes } from '../../objects/bytes/new';
import { BYTES_DATA } from '../../layout/text';
import { hexText } from '../../objects/bytes/convert';
import { dictSetStr } from '../../objects/dict/core';
import { internText, newText } from '../../objects/str/new';
import { absorb, copyHash, finish, Hash, hash, HASH_BLAKE2B, HASH_BLAKE2S, HASH_SHAKE, newHash, update } from './hash';

/** @module _md5 */
/** @module _sha1 */
/** @module _sha2 */
/** @module _sha3 */
/** @module _blake2 */

/** @type _md5.md5 base=object size=offsetof<Hash>() flags=DISALLOW_NEW */
/** @type _sha1.sha1 base=object size=offsetof<Hash>() flags=DISALLOW_NEW */
/** @type _sha2.SHA224Type base=object size=offsetof<Hash>() flags=DISALLOW_NEW in=_sha2 */
/** @type _sha2.SHA256Type base=object size=offsetof<Hash>() flags=DISALLOW_NEW in=_sha2 */
/** @type _sha2.SHA384Type base=object size=offsetof<Hash>() flags=DISALLOW_NEW in=_sha2 */
/** @type _sha2.SHA512Type base=object size=offsetof<Hash>() flags=DISALLOW_NEW in=_sha2 */
/** @type _sha3.sha3_224 base=object size=offsetof<Hash>() in=_sha3
 * sha3_224([data], *, usedforsecurity=True) -> SHA-3 hash object
 *
 * Return a new SHA-3 hash object. */
/** @type _sha3.sha3_256 base=object size=offsetof<Hash>() in=_sha3
 * sha3_256([data], *, usedforsecurity=True) -> SHA-3 hash object
 *
 * Return a new SHA-3 hash object. */
/** @type _sha3.sha3_384 base=object size=offsetof<Hash>() in=_sha3
 * sha3_384([data], *, usedforsecurity=True) -> SHA-3 hash object
 *
 * Return a new SHA-3 hash object. */
/** @type _sha3.sha3_512 base=object size=offsetof<Hash>() in=_sha3
 * sha3_512([data], *, usedforsecurity=True) -> SHA-3 hash object
 *
 * Return a new SHA-3 hash object. */
/** @type _sha3.shake_128 base=object size=offsetof<Hash>() in=_sha3
 * shake_128([data], *, usedforsecurity=True) -> SHA-3 hash object
 *
 * Return a new SHA-3 hash object. */
/** @type _sha3.shake_256 base=object size=offsetof<Hash>() in=_sha3
 * shake_256([data], *, usedforsecurity=True) -> SHA-3 hash object
 *
 * Return a new SHA-3 hash object. */
/** @type _blake2.blake2b base=object size=offsetof<Hash>() in=_blake2
 * Return a new BLAKE2b hash object. */
/** @type _blake2.blake2s base=object size=offsetof<Hash>() in=_blake2
 * Return a new BLAKE2s hash object. */

/** @constant _md5.MD5Type */
export function md5Type(): Word { return fromAddress(T_MD5); }
/** @constant _sha1.SHA1Type */
export function sha1Type(): Word { return fromAddress(T_SHA1); }
/** @constant _sha3.implementation */
export function sha3Implementation(): Word { return newText('gilpy'); }

/** @slot _md5.md5.dealloc
 * @slot _sha1.sha1.dealloc
 * @slot _sha2.SHA224Type.dealloc
 * @slot _sha2.SHA256Type.dealloc
 * @slot _sha2.SHA384Type.dealloc
 * @slot _sha2.SHA512Type.dealloc
 * @slot _sha3.sha3_224.dealloc
 * @slot _sha3.sha3_256.dealloc
 * @slot _sha3.sha3_384.dealloc
 * @slot _sha3.sha3_512.dealloc
 * @slot _sha3.shake_128.dealloc
 * @slot _sha3.shake_256.dealloc
 * @slot _blake2.blake2b.dealloc
 * @slot _blake2.blake2s.dealloc */
export function hash_dealloc(p: usize): void {
  freeBlock(changetype<Hash>(p).state);
  freeObject(p);
}

// ---- makers ----------------------------------------------------------------------------------------------------------------------

function make(type: u32, kind: u32, data: Word): Word {
  const self = newHash(type, kind);
  if (self == NULL || data == NULL || update(self, data)) return self;
  release(self);
  return NULL;
}

/** @function _md5.md5(string=b'', *, usedforsecurity=True)
 * Return a new MD5 hash object; optionally initialized with a string. */
export function hash_md5(string: Word, usedForSecurity: Word): Word { return make(T_MD5, 0, string); }
/** @function _sha1.sha1(string=b'', *, usedforsecurity=True)
 * Return a new SHA1 hash object; optionally initialized with a string. */
export function hash_sha1(string: Word, usedForSecurity: Word): Word { return make(T_SHA1, 1, string); }
/** @function _sha2.sha224(string=b'', *, usedforsecurity=True)
 * Return a new SHA-224 hash object; optionally initialized with a string. */
export function hash_sha224(string: Word, usedForSecurity: Word): Word { return make(T_SHA224_TYPE, 2, string); }
/** @function _sha2.sha256(string=b'', *, usedforsecurity=True)
 * Return a new SHA-256 hash object; optionally initialized with a string. */
export function hash_sha256(string: Word, usedForSecurity: Word): Word { return make(T_SHA256_TYPE, 3, string); }
/** @function _sha2.sha384(string=b'', *, usedforsecurity=True)
 * Return a new SHA-384 hash object; optionally initialized with a string. */
export function hash_sha384(string: Word, usedForSecurity: Word): Word { return make(T_SHA384_TYPE, 4, string); }
/** @function _sha2.sha512(string=b'', *, usedforsecurity=True)
 * Return a new SHA-512 hash object; optionally initialized with a string. */
export function hash_sha512(string: Word, usedForSecurity: Word): Word { return make(T_SHA512_TYPE, 5, string); }

function makeSha3(kind: u32, type: Word, name: string, args: usize, nargs: i32, kwnames: Word): Word {
  const out = allocBlock(KIND_RAW, 16);
  if (!out) return memoryError();
  const r: Word = parseArgs(args, nargs, kwnames, name, out) ? make(<u32>address(type), kind, load<u64>(out)) : NULL;
  freeBlock(out);
  return r;
}
/** @new _sha3.sha3_224 */
export function sha3_224_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return makeSha3(6, type, 'sha3_224(data=0, /, *, usedforsecurity=0)', args, nargs, kwnames);
}
/** @new _sha3.sha3_256 */
export function sha3_256_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return makeSha3(7, type, 'sha3_256(data=0, /, *, usedforsecurity=0)', args, nargs, kwnames);
}
/** @new _sha3.sha3_384 */
export function sha3_384_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return makeSha3(8, type, 'sha3_384(data=0, /, *, usedforsecurity=0)', args, nargs, kwnames);
}
/** @new _sha3.sha3_512 */
export function sha3_512_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return makeSha3(9, type, 'sha3_512(data=0, /, *, usedforsecurity=0)', args, nargs, kwnames);
}
/** @new _sha3.shake_128 */
export function shake_128_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return makeSha3(10, type, 'shake_128(data=0, /, *, usedforsecurity=0)', args, nargs, kwnames);
}
/** @new _sha3.shake_256 */
export function shake_256_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return makeSha3(11, type, 'shake_256(data=0, /, *, usedforsecurity=0)', args, nargs, kwnames);
}

// ---- BLAKE2 ------------------------------------------------------------------------------------------------------------------------

/** A new object of either kind; `signature` names it in messages. */
function newBlake(type: Word, kind: u32, signature: string, args: usize, nargs: i32, kwnames: Word): Word {
  const out = allocBlock(KIND_RAW, 13 * 8);
  if (!out) return memoryError();
  const r: Word = parseArgs(args, nargs, kwnames, signature, out) ? makeBlake(<u32>address(type), kind, out) : NULL;
  freeBlock(out);
  return r;
}

/** @new _blake2.blake2b */
export function blake2b_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return newBlake(
    type, HASH_BLAKE2B,
    'blake2b(data=0, /, *, digest_size=0, key=0, salt=0, person=0, fanout=0, depth=0, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=0, usedforsecurity=0)',
    args, nargs, kwnames,
  );
}
/** @constant _blake2.BLAKE2B_MAX_DIGEST_SIZE
 * @constant _blake2.BLAKE2B_MAX_KEY_SIZE */
export function blake2bMaxSize(): Word { return ofInt(64); }
/** @constant _blake2.BLAKE2B_SALT_SIZE
 * @constant _blake2.BLAKE2B_PERSON_SIZE */
export function blake2bSaltSize(): Word { return ofInt(16); }
/** @new _blake2.blake2s */
export function blake2s_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return newBlake(
    type, HASH_BLAKE2S,
    'blake2s(data=0, /, *, digest_size=0, key=0, salt=0, person=0, fanout=0, depth=0, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=0, usedforsecurity=0)',
    args, nargs, kwnames,
  );
}
/** @constant _blake2.BLAKE2S_MAX_DIGEST_SIZE
 * @constant _blake2.BLAKE2S_MAX_KEY_SIZE */
export function blake2sMaxSize(): Word { return ofInt(32); }
/** @constant _blake2.BLAKE2S_SALT_SIZE
 * @constant _blake2.BLAKE2S_PERSON_SIZE */
export function blake2sSaltSize(): Word { return ofInt(8); }

/** The sizes as attributes of a type. */
function setSizes(type: usize, digest: i64, salt: i64): bool {
  const dict = address(changetype<Type>(type).dict);
  return dictSetStr(dict, internText('MAX_DIGEST_SIZE'), ofInt(digest)) == 0
    && dictSetStr(dict, internText('MAX_KEY_SIZE'), ofInt(digest)) == 0
    && dictSetStr(dict, internText('SALT_SIZE'), ofInt(salt)) == 0
    && dictSetStr(dict, internText('PERSON_SIZE'), ofInt(salt)) == 0;
}

/** @exec _blake2 */
export function blakeExec(module: Word): i32 {
  return setSizes(T_BLAKE2B, 64, 16) && setSizes(T_BLAKE2S, 32, 8) ? 0 : -1;
}

/** A number parameter in least..most; -1 with an error set. */
function parameter(w: Word, missing: i64, least: i64, most: i64, message: string): i64 {
  if (w == NULL) return missing;
  const n = asI64(w);
  if (n == -1 && errorSet()) return -1;
  if (n >= least && n <= most) return n;
  raise(T_VALUE_ERROR, message);
  return -1;
}

/** Copies the bytes of a parameter (at most `most`) to `to`; how many, -1 with an error set. */
function bytesParameter(w: Word, to: usize, most: u32, message: string): i32 {
  if (w == NULL) return 0;
  const b = getBuffer(w);
  if (!b) return -1;
  const n = changetype<Buffer>(b).size;
  if (n <= most) memory.copy(to, changetype<Buffer>(b).data, n);
  else raise(T_VALUE_ERROR, message);
  bufferRelease(b);
  return n <= most ? <i32>n : -1;
}

/** The parameter block is mixed into the initial state; a key is the first block of the data. */
function makeBlake(type: u32, kind: u32, words: usize): Word {
  const big = kind == HASH_BLAKE2B;
  const block = allocBlock(KIND_RAW, 64 + 128);
  if (!block) return memoryError();
  memory.fill(block, 0, 64 + 128);
  const self = newHash(type, kind);
  const size = self == NULL ? -1 : fillParameters(words, block, block + 64, big);
  const last = size < 0 ? -1 : load<u64>(words, 88) == NULL ? 0 : truth(load<u64>(words, 88));
  let ok = last >= 0;
  if (ok) {
    const h = hash(self);
    h.digestSize = load<u8>(block);
    h.lastNode = last;
    for (let i: u32 = 0, n: u32 = big ? 64 : 32; i < n; i += 8) store<u64>(h.state + i, load<u64>(h.state + i) ^ load<u64>(block + i));
    if (size > 0) absorb(h, block + 64, h.blockSize);
    const data = load<u64>(words);
    ok = data == NULL || update(self, data);
  }
  freeBlock(block);
  if (ok) return self;
  release(self);
  return NULL;
}

/** Writes the parameter block at `p` and the key at `key`; the length of the key, -1 with an error set. */
function fillParameters(words: usize, p: usize, key: usize, big: bool): i32 {
  const most: u32 = big ? 64 : 32;
  const digest = parameter(load<u64>(words, 8), most, 1, most, big ? 'digest_size must be between 1 and 64 bytes' : 'digest_size must be between 1 and 32 bytes');
  if (digest < 0) return -1;
  const salt = big ? bytesParameter(load<u64>(words, 24), p + 32, 16, 'maximum salt length is 16 bytes') : bytesParameter(load<u64>(words, 24), p + 16, 8, 'maximum salt length is 8 bytes');
  if (salt < 0) return -1;
  const person = big ? bytesParameter(load<u64>(words, 32), p + 48, 16, 'maximum person length is 16 bytes') : bytesParameter(load<u64>(words, 32), p + 24, 8, 'maximum person length is 8 bytes');
  if (person < 0) return -1;
  const fanout = parameter(load<u64>(words, 40), 1, 0, 255, 'fanout must be between 0 and 255');
  if (fanout < 0) return -1;
  const depth = parameter(load<u64>(words, 48), 1, 1, 255, 'depth must be between 1 and 255');
  if (depth < 0) return -1;
  const leaf = parameter(load<u64>(words, 56), 0, 0, 0xffff_ffff, 'leaf_size is too large');
  if (leaf < 0) return -1;
  const offset = parameter(load<u64>(words, 64), 0, 0, big ? i64.MAX_VALUE : 0xffff_ffff_ffff, 'node_offset is too large');
  if (offset < 0) return -1;
  const nodeDepth = parameter(load<u64>(words, 72), 0, 0, 255, 'node_depth must be between 0 and 255');
  if (nodeDepth < 0) return -1;
  const inner = parameter(load<u64>(words, 80), 0, 0, most, big ? 'inner_size must be between 0 and is 64' : 'inner_size must be between 0 and is 32');
  if (inner < 0) return -1;
  const keySize = bytesParameter(load<u64>(words, 16), key, most, big ? 'maximum key length is 64 bytes' : 'maximum key length is 32 bytes');
  if (keySize < 0) return -1;
  store<u8>(p, <u8>digest);
  store<u8>(p, <u8>keySize, 1);
  store<u8>(p, <u8>fanout, 2);
  store<u8>(p, <u8>depth, 3);
  store<u32>(p, <u32>leaf, 4);
  store<u64>(p, offset, 8);
  store<u8>(p + (big ? 16 : 14), <u8>nodeDepth);
  store<u8>(p + (big ? 17 : 15), <u8>inner);
  return keySize;
}

// ---- methods -----------------------------------------------------------------------------------------------------------------------

/** @method _md5.md5.update(self, obj, /)
 * @method _sha1.sha1.update(self, obj, /)
 * @method _sha2.SHA224Type.update(self, obj, /)
 * @method _sha2.SHA256Type.update(self, obj, /)
 * @method _sha2.SHA384Type.update(self, obj, /)
 * @method _sha2.SHA512Type.update(self, obj, /)
 * @method _sha3.sha3_224.update(self, obj, /)
 * @method _sha3.sha3_256.update(self, obj, /)
 * @method _sha3.sha3_384.update(self, obj, /)
 * @method _sha3.sha3_512.update(self, obj, /)
 * @method _sha3.shake_128.update(self, obj, /)
 * @method _sha3.shake_256.update(self, obj, /)
 * @method _blake2.blake2b.update(self, obj, /)
 * @method _blake2.blake2s.update(self, obj, /)
 * Update this hash object's state with the provided string. */
export function hash_update(self: Word, data: Word): Word { return update(self, data) ? NONE : NULL; }

/** @method _md5.md5.copy(self, /)
 * @method _sha1.sha1.copy(self, /)
 * @method _sha2.SHA224Type.copy(self, /)
 * @method _sha2.SHA256Type.copy(self, /)
 * @method _sha2.SHA384Type.copy(self, /)
 * @method _sha2.SHA512Type.copy(self, /)
 * @method _sha3.sha3_224.copy(self, /)
 * @method _sha3.sha3_256.copy(self, /)
 * @method _sha3.sha3_384.copy(self, /)
 * @method _sha3.sha3_512.copy(self, /)
 * @method _sha3.shake_128.copy(self, /)
 * @method _sha3.shake_256.copy(self, /)
 * @method _blake2.blake2b.copy(self, /)
 * @method _blake2.blake2s.copy(self, /)
 * Return a copy of the hash object. */
export function hash_copy(self: Word): Word { return copyHash(self); }

/** The first n bytes of the digest as it is now. */
function digest(self: Word, n: u32): Word {
  const copy = copyHash(self);
  if (copy == NULL) return NULL;
  const p = newBytes(n);
  if (p) finish(hash(copy), p + BYTES_DATA, n);
  release(copy);
  return fromAddress(p);
}
function hexDigest(self: Word, n: u32): Word {
  const bytes = digest(self, n);
  if (bytes == NULL) return NULL;
  const text = hexText(address(bytes) + BYTES_DATA, n, NULL, NULL);
  release(bytes);
  return text;
}

/** @method _md5.md5.digest(self, /)
 * @method _sha1.sha1.digest(self, /)
 * @method _sha2.SHA224Type.digest(self, /)
 * @method _sha2.SHA256Type.digest(self, /)
 * @method _sha2.SHA384Type.digest(self, /)
 * @method _sha2.SHA512Type.digest(self, /)
 * @method _sha3.sha3_224.digest(self, /)
 * @method _sha3.sha3_256.digest(self, /)
 * @method _sha3.sha3_384.digest(self, /)
 * @method _sha3.sha3_512.digest(self, /)
 * @method _blake2.blake2b.digest(self, /)
 * @method _blake2.blake2s.digest(self, /)
 * Return the digest value as a bytes object. */
export function hash_digest(self: Word): Word { return digest(self, hash(self).digestSize); }

/** @method _md5.md5.hexdigest(self, /)
 * @method _sha1.sha1.hexdigest(self, /)
 * @method _sha2.SHA224Type.hexdigest(self, /)
 * @method _sha2.SHA256Type.hexdigest(self, /)
 * @method _sha2.SHA384Type.hexdigest(self, /)
 * @method _sha2.SHA512Type.hexdigest(self, /)
 * @method _sha3.sha3_224.hexdigest(self, /)
 * @method _sha3.sha3_256.hexdigest(self, /)
 * @method _sha3.sha3_384.hexdigest(self, /)
 * @method _sha3.sha3_512.hexdigest(self, /)
 * @method _blake2.blake2b.hexdigest(self, /)
 * @method _blake2.blake2s.hexdigest(self, /)
 * Return the digest value as a string of hexadecimal digits. */
export function hash_hexdigest(self: Word): Word { return hexDigest(self, hash(self).digestSize); }

/** The length that a digest of SHAKE is asked for; -1 with an error set. */
function askedLength(length: Word): i64 {
  const n = indexI64(length, T_OVERFLOW_ERROR);
  if (n == -1 && errorSet()) return -1;
  if (n >= 0 && n < 1 << 29) return n;
  raise(T_VALUE_ERROR, n < 0 ? 'value must be positive' : 'length is too large');
  return -1;
}
/** @method _sha3.shake_128.digest(self, length, /)
 * @method _sha3.shake_256.digest(self, length, /)
 * Return the digest value as a bytes object. */
export function shake_digest(self: Word, length: Word): Word {
  const n = askedLength(length);
  return n < 0 ? NULL : digest(self, <u32>n);
}
/** @method _sha3.shake_128.hexdigest(self, length, /)
 * @method _sha3.shake_256.hexdigest(self, length, /)
 * Return the digest value as a string of hexadecimal digits. */
export function shake_hexdigest(self: Word, length: Word): Word {
  const n = askedLength(length);
  return n < 0 ? NULL : hexDigest(self, <u32>n);
}

/** @getter _md5.md5.digest_size
 * @getter _sha1.sha1.digest_size
 * @getter _sha2.SHA224Type.digest_size
 * @getter _sha2.SHA256Type.digest_size
 * @getter _sha2.SHA384Type.digest_size
 * @getter _sha2.SHA512Type.digest_size
 * @getter _sha3.sha3_224.digest_size
 * @getter _sha3.sha3_256.digest_size
 * @getter _sha3.sha3_384.digest_size
 * @getter _sha3.sha3_512.digest_size
 * @getter _sha3.shake_128.digest_size
 * @getter _sha3.shake_256.digest_size
 * @getter _blake2.blake2b.digest_size
 * @getter _blake2.blake2s.digest_size */
export function hash_digest_size(self: Word): Word { return ofInt(hash(self).digestSize); }

/** @getter _md5.md5.block_size
 * @getter _sha1.sha1.block_size
 * @getter _sha2.SHA224Type.block_size
 * @getter _sha2.SHA256Type.block_size
 * @getter _sha2.SHA384Type.block_size
 * @getter _sha2.SHA512Type.block_size
 * @getter _sha3.sha3_224.block_size
 * @getter _sha3.sha3_256.block_size
 * @getter _sha3.sha3_384.block_size
 * @getter _sha3.sha3_512.block_size
 * @getter _sha3.shake_128.block_size
 * @getter _sha3.shake_256.block_size
 * @getter _blake2.blake2b.block_size
 * @getter _blake2.blake2s.block_size */
export function hash_block_size(self: Word): Word { return ofInt(hash(self).blockSize); }

/** @getter _md5.md5.name
 * @getter _sha1.sha1.name
 * @getter _sha2.SHA224Type.name
 * @getter _sha2.SHA256Type.name
 * @getter _sha2.SHA384Type.name
 * @getter _sha2.SHA512Type.name
 * @getter _sha3.sha3_224.name
 * @getter _sha3.sha3_256.name
 * @getter _sha3.sha3_384.name
 * @getter _sha3.sha3_512.name
 * @getter _sha3.shake_128.name
 * @getter _sha3.shake_256.name
 * @getter _blake2.blake2b.name
 * @getter _blake2.blake2s.name */
export function hash_name(self: Word): Word {
  switch (hash(self).kind) {
    case 0: return newText('md5');
    case 1: return newText('sha1');
    case 2: return newText('sha224');
    case 3: return newText('sha256');
    case 4: return newText('sha384');
    case 5: return newText('sha512');
    case 6: return newText('sha3_224');
    case 7: return newText('sha3_256');
    case 8: return newText('sha3_384');
    case 9: return newText('sha3_512');
    case 10: return newText('shake_128');
    case 11: return newText('shake_256');
    case 12: return newText('blake2b');
    default: return newText('blake2s');
  }
}

/** @getter _sha3.sha3_224._capacity_bits
 * @getter _sha3.sha3_256._capacity_bits
 * @getter _sha3.sha3_384._capacity_bits
 * @getter _sha3.sha3_512._capacity_bits
 * @getter _sha3.shake_128._capacity_bits
 * @getter _sha3.shake_256._capacity_bits */
export function sha3_capacity(self: Word): Word { return ofInt(1600 - 8 * <i64>hash(self).blockSize); }
/** @getter _sha3.sha3_224._rate_bits
 * @getter _sha3.sha3_256._rate_bits
 * @getter _sha3.sha3_384._rate_bits
 * @getter _sha3.sha3_512._rate_bits
 * @getter _sha3.shake_128._rate_bits
 * @getter _sha3.shake_256._rate_bits */
export function sha3_rate(self: Word): Word { return ofInt(8 * <i64>hash(self).blockSize); }
/** @getter _sha3.sha3_224._suffix
 * @getter _sha3.sha3_256._suffix
 * @getter _sha3.sha3_384._suffix
 * @getter _sha3.sha3_512._suffix
 * @getter _sha3.shake_128._suffix
 * @getter _sha3.shake_256._suffix */
export function sha3_suffix(self: Word): Word {
  const p = newBytes(1);
  if (p) store<u8>(p, hash(self).kind < HASH_SHAKE ? 0x06 : 0x1f, BYTES_DATA);
  return fromAddress(p);
}
