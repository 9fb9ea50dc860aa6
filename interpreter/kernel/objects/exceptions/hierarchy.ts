// The hierarchy of the builtin exceptions: declarations only.

import { Exception } from '../../layout/exception';

/** @type BaseException base=object size=offsetof<Exception>() flags=BASE,GC,WEAKREF,EXCEPTION attrs=dict
 * Common base class for all exceptions. */
/** @type Exception base=BaseException size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Common base class for all non-exit exceptions. */
/** @type BaseExceptionGroup base=BaseException size=offsetof<Exception>() flags=BASE,EXCEPTION
 * A combination of multiple unrelated exceptions. */
/** @type GeneratorExit base=BaseException size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Request that a generator exit. */
/** @type KeyboardInterrupt base=BaseException size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Program interrupted by user. */
/** @type SystemExit base=BaseException size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Request to exit from the interpreter. */
/** @type ArithmeticError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for arithmetic errors. */
/** @type FloatingPointError base=ArithmeticError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Floating-point operation failed. */
/** @type OverflowError base=ArithmeticError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Result too large to be represented. */
/** @type ZeroDivisionError base=ArithmeticError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Second argument to a division or modulo operation was zero. */
/** @type AssertionError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Assertion failed. */
/** @type AttributeError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Attribute not found. */
/** @type BufferError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Buffer error. */
/** @type EOFError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Read beyond end of file. */
/** @type ImportError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Import can't find module, or can't find name in module. */
/** @type ModuleNotFoundError base=ImportError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Module not found. */
/** @type LookupError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for lookup errors. */
/** @type IndexError base=LookupError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Sequence index out of range. */
/** @type KeyError base=LookupError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Mapping key not found. */
/** @type MemoryError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Out of memory. */
/** @type NameError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Name not found globally. */
/** @type UnboundLocalError base=NameError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Local name referenced but not bound to a value. */
/** @type OSError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for I/O related errors. */
/** @type BlockingIOError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * I/O operation would block. */
/** @type ChildProcessError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Child process error. */
/** @type ConnectionError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Connection error. */
/** @type BrokenPipeError base=ConnectionError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Broken pipe. */
/** @type ConnectionAbortedError base=ConnectionError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Connection aborted. */
/** @type ConnectionRefusedError base=ConnectionError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Connection refused. */
/** @type ConnectionResetError base=ConnectionError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Connection reset. */
/** @type FileExistsError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * File already exists. */
/** @type FileNotFoundError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * File not found. */
/** @type InterruptedError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Interrupted by signal. */
/** @type IsADirectoryError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Operation doesn't work on directories. */
/** @type NotADirectoryError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Operation only works on directories. */
/** @type PermissionError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Not enough permissions. */
/** @type ProcessLookupError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Process not found. */
/** @type TimeoutError base=OSError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Timeout expired. */
/** @type ReferenceError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Weak ref proxy used after referent went away. */
/** @type RuntimeError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Unspecified run-time error. */
/** @type NotImplementedError base=RuntimeError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Method or function hasn't been implemented yet. */
/** @type PythonFinalizationError base=RuntimeError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Operation blocked during Python finalization. */
/** @type RecursionError base=RuntimeError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Recursion limit exceeded. */
/** @type StopAsyncIteration base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Signal the end from iterator.__anext__(). */
/** @type StopIteration base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Signal the end from iterator.__next__(). */
/** @type SyntaxError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Invalid syntax. */
/** @type IndentationError base=SyntaxError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Improper indentation. */
/** @type TabError base=IndentationError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Improper mixture of spaces and tabs. */
/** @type _IncompleteInputError base=SyntaxError flags=BASE,EXCEPTION
 * incomplete input. */
/** @type SystemError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Internal error in the Python interpreter.
 *
 * Please report this to the Python maintainer, along with the traceback,
 * the Python version, and the hardware/OS platform and version. */
/** @type TypeError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Inappropriate argument type. */
/** @type ValueError base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Inappropriate argument value (of correct type). */
/** @type UnicodeError base=ValueError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Unicode related error. */
/** @type UnicodeDecodeError base=UnicodeError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Unicode decoding error. */
/** @type UnicodeEncodeError base=UnicodeError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Unicode encoding error. */
/** @type UnicodeTranslateError base=UnicodeError size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Unicode translation error. */
/** @type Warning base=Exception size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warning categories. */
/** @type BytesWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about bytes and buffer related problems, mostly
 * related to conversion from str or comparing to str. */
/** @type DeprecationWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about deprecated features. */
/** @type EncodingWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about encodings. */
/** @type FutureWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about constructs that will change semantically
 * in the future. */
/** @type ImportWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about probable mistakes in module imports */
/** @type PendingDeprecationWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about features which will be deprecated
 * in the future. */
/** @type ResourceWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about resource usage. */
/** @type RuntimeWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about dubious runtime behavior. */
/** @type SyntaxWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about dubious syntax. */
/** @type UnicodeWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings about Unicode and conversion related problems, mostly
 * related to Unicode. */
/** @type UserWarning base=Warning size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Base class for warnings generated by user code. */
