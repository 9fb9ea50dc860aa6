// CPython's test files that gilpy is measured by.

export const FILES: readonly string[] = `
  grammar bool int long float complex list tuple dict set range slice bytes str fstring format string_literals iter
  enumerate generators genexps listcomps dictcomps setcomps coroutines asyncgen exceptions baseexception raise
  except_star exception_group with contextlib class descr super property decorators subclassinit metaclass scope global
  keywordonlyarg positional_only_arg extcall call unpack unpack_ex augassign binop compare contains richcmp
  named_expressions patma type_params builtin isinstance itertools functools collections operator heapq bisect math re
  json struct copy enum dataclasses weakref threading thread queue memoryio
`
  .trim()
  .split(/\s+/)
  .map((name) => `test_${name}`);
