// Numbers of the regular expression code that re._compiler emits (Python 3.13, _sre.MAGIC 20230612).

// @ts-ignore: decorator
@inline export const FAILURE: u32 = 0;
// @ts-ignore: decorator
@inline export const SUCCESS: u32 = 1;
// @ts-ignore: decorator
@inline export const ANY: u32 = 2;
// @ts-ignore: decorator
@inline export const ANY_ALL: u32 = 3;
// @ts-ignore: decorator
@inline export const ASSERT: u32 = 4;
// @ts-ignore: decorator
@inline export const ASSERT_NOT: u32 = 5;
// @ts-ignore: decorator
@inline export const AT: u32 = 6;
// @ts-ignore: decorator
@inline export const BRANCH: u32 = 7;
// @ts-ignore: decorator
@inline export const CATEGORY: u32 = 8;
// @ts-ignore: decorator
@inline export const CHARSET: u32 = 9;
// @ts-ignore: decorator
@inline export const BIGCHARSET: u32 = 10;
// @ts-ignore: decorator
@inline export const GROUPREF: u32 = 11;
// @ts-ignore: decorator
@inline export const GROUPREF_EXISTS: u32 = 12;
// @ts-ignore: decorator
@inline export const IN: u32 = 13;
// @ts-ignore: decorator
@inline export const INFO: u32 = 14;
// @ts-ignore: decorator
@inline export const JUMP: u32 = 15;
// @ts-ignore: decorator
@inline export const LITERAL: u32 = 16;
// @ts-ignore: decorator
@inline export const MARK: u32 = 17;
// @ts-ignore: decorator
@inline export const MAX_UNTIL: u32 = 18;
// @ts-ignore: decorator
@inline export const MIN_UNTIL: u32 = 19;
// @ts-ignore: decorator
@inline export const NOT_LITERAL: u32 = 20;
// @ts-ignore: decorator
@inline export const NEGATE: u32 = 21;
// @ts-ignore: decorator
@inline export const RANGE: u32 = 22;
// @ts-ignore: decorator
@inline export const REPEAT: u32 = 23;
// @ts-ignore: decorator
@inline export const REPEAT_ONE: u32 = 24;
// @ts-ignore: decorator
@inline export const SUBPATTERN: u32 = 25;
// @ts-ignore: decorator
@inline export const MIN_REPEAT_ONE: u32 = 26;
// @ts-ignore: decorator
@inline export const ATOMIC_GROUP: u32 = 27;
// @ts-ignore: decorator
@inline export const POSSESSIVE_REPEAT: u32 = 28;
// @ts-ignore: decorator
@inline export const POSSESSIVE_REPEAT_ONE: u32 = 29;
// @ts-ignore: decorator
@inline export const GROUPREF_IGNORE: u32 = 30;
// @ts-ignore: decorator
@inline export const IN_IGNORE: u32 = 31;
// @ts-ignore: decorator
@inline export const LITERAL_IGNORE: u32 = 32;
// @ts-ignore: decorator
@inline export const NOT_LITERAL_IGNORE: u32 = 33;
// @ts-ignore: decorator
@inline export const GROUPREF_LOC_IGNORE: u32 = 34;
// @ts-ignore: decorator
@inline export const IN_LOC_IGNORE: u32 = 35;
// @ts-ignore: decorator
@inline export const LITERAL_LOC_IGNORE: u32 = 36;
// @ts-ignore: decorator
@inline export const NOT_LITERAL_LOC_IGNORE: u32 = 37;
// @ts-ignore: decorator
@inline export const GROUPREF_UNI_IGNORE: u32 = 38;
// @ts-ignore: decorator
@inline export const IN_UNI_IGNORE: u32 = 39;
// @ts-ignore: decorator
@inline export const LITERAL_UNI_IGNORE: u32 = 40;
// @ts-ignore: decorator
@inline export const NOT_LITERAL_UNI_IGNORE: u32 = 41;
// @ts-ignore: decorator
@inline export const RANGE_UNI_IGNORE: u32 = 42;

/** "No upper bound" of a repeat. */
// @ts-ignore: decorator
@inline export const MAXREPEAT: u32 = 0xffffffff;
// @ts-ignore: decorator
@inline export const MAXGROUPS: u32 = 0x3fffffff;
// @ts-ignore: decorator
@inline export const SRE_MAGIC: u32 = 20230612;
