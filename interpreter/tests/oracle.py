"""Check that CPython 3.13 prints what the behaviour programs expect, or write the expectations of new programs.

    python3.13 interpreter/tests/oracle.py [PATH ...]           check all programs, or those under PATH
    python3.13 interpreter/tests/oracle.py --write PATH ...     write the expectations into programs that have none

A program says what it prints in comments `# expect: TEXT`, one for each line of output, in order; the text is the rest
of the line, and `# expect:` alone is an empty line. A program that ends in an uncaught exception says so in one
comment `# expect-error: TYPE: MESSAGE`, the last line of its standard error; its exit status is then 1, else 0.

--write runs the program here and puts each line of output behind the top-level statement that printed it: at the end
of its line where the statement is one line and printed one, else in lines of their own below. What it wrote is to be
read before it is believed.
"""

import ast
import io
import os
import re
import subprocess
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECT = re.compile(r'# expect:(?: (.*))?$')
EXPECT_ERROR = re.compile(r'# expect-error: (.*)$')
TIME_LIMIT = 60
WIDTH = 120


def programs(paths):
    """All programs under the paths, sorted; those in `fixtures` folders are imported by others and are left out."""
    found = []
    for path in paths:
        if path.endswith('.py'):
            found.append(path)
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if name not in ('fixtures', '__pycache__'))
            found.extend(os.path.join(folder, name) for name in files if name.endswith('.py'))
    return sorted(path for path in found if os.path.abspath(path) != os.path.abspath(__file__))


def expectations(source):
    """The expected lines of output and the expected last line of an error, or None."""
    lines, error = [], None
    for line in source.split('\n'):
        match = EXPECT.search(line)
        if match:
            lines.append(match.group(1) or '')
        match = EXPECT_ERROR.search(line)
        if match:
            error = match.group(1)
    return lines, error


def check(path):
    """The reason why the program and its expectations disagree, or None."""
    with open(path, encoding='utf-8') as file:
        lines, error = expectations(file.read())
    if not lines and error is None:
        return 'expects nothing'
    process = subprocess.run(
        [sys.executable, path], capture_output=True, encoding='utf-8', timeout=TIME_LIMIT, env=environment()
    )
    printed = process.stdout.split('\n')
    if printed.pop() != '':
        return 'the last line of output is not ended'
    for number, (found, expected) in enumerate(zip(printed, lines), 1):
        if found != expected:
            return 'line %d is\n    %s\n  expected\n    %s\n%s' % (number, found, expected, process.stderr)
    if len(printed) != len(lines):
        return 'printed %d lines, expected %d\n%s' % (len(printed), len(lines), process.stderr)
    stderr = process.stderr.rstrip('\n').split('\n')
    if error is None:
        if process.returncode != 0 or process.stderr:
            return 'exit status %d\n%s' % (process.returncode, process.stderr)
    elif process.returncode != 1 or stderr[-1] != error:
        return 'exit status %d, last line of error\n    %s\n  expected\n    %s' % (process.returncode, stderr[-1], error)
    return None


def environment():
    return dict(os.environ, PYTHONIOENCODING='utf-8', PYTHONDONTWRITEBYTECODE='1')


class Recorder(io.TextIOBase):
    """Standard output that remembers, for every piece of text, the line of the program at top level."""

    def __init__(self, path):
        self.path = path
        self.pieces = []
        self.last = 1

    def writable(self):
        return True

    def write(self, text):
        if threading.current_thread() is threading.main_thread():
            frame = sys._getframe()
            while frame is not None:
                if frame.f_code.co_filename == self.path and frame.f_code.co_name == '<module>':
                    self.last = frame.f_lineno
                frame = frame.f_back
        self.pieces.append((self.last, text))
        return len(text)


def record(path):
    """The source, the pieces of output with their top-level lines, and the uncaught exception with its line."""
    with open(path, encoding='utf-8') as file:
        source = file.read()
    sys.path.insert(0, os.path.dirname(path))
    sys.argv = [path]
    recorder = Recorder(path)
    main = type(sys)('__main__')
    main.__file__ = path
    main.__builtins__ = __builtins__
    sys.modules['__main__'] = main
    stdout, sys.stdout = sys.stdout, recorder
    failure = None
    try:
        exec(compile(source, path, 'exec', dont_inherit=True), main.__dict__)
    except SystemExit:
        pass
    except BaseException as error:
        text = str(error)
        traceback = error.__traceback__
        while traceback.tb_frame.f_code.co_filename != path:
            traceback = traceback.tb_next
        name = type(error).__qualname__
        if type(error).__module__ not in ('builtins', '__main__'):
            name = type(error).__module__ + '.' + name
        failure = (traceback.tb_lineno, name + ': ' + text if text else name)
    finally:
        sys.stdout = stdout
    return source, recorder.pieces, failure


def write(path):
    """Run the program in this process and write its expectations into it."""
    source, pieces, failure = record(path)
    if EXPECT.search(source):
        raise SystemExit(path + ' has expectations')
    spans = [(node.lineno, node.end_lineno) for node in ast.parse(source).body]
    outputs = {}
    text, first = '', None
    for line, piece in pieces:
        for part in piece.splitlines(True):
            first = line if first is None else first
            text += part
            if text.endswith('\n'):
                outputs.setdefault(span_of(spans, first), []).append('# expect: ' + text[:-1] if text != '\n' else '# expect:')
                text, first = '', None
    if text:
        raise SystemExit(path + ' does not end its last line')
    if failure is not None:
        outputs.setdefault(span_of(spans, failure[0]), []).append('# expect-error: ' + failure[1])
    lines = source.split('\n')
    for (start, end), comments in sorted(outputs.items(), reverse=True):
        joined = lines[end - 1] + '  ' + comments[0]
        if len(comments) == 1 and start == end and len(joined) <= WIDTH:
            lines[end - 1] = joined
        else:
            lines[end:end] = comments
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines))


def span_of(spans, line):
    for start, end in spans:
        if start <= line <= end:
            return start, end
    return spans[-1]


def main(arguments):
    if arguments[:1] == ['--write']:
        if len(arguments) == 2:
            write(os.path.abspath(arguments[1]))
            return 0
        return max(subprocess.call([sys.executable, __file__, '--write', path]) for path in arguments[1:])
    if sys.version_info[:2] != (3, 13):
        print('the oracle is CPython 3.13, this is', sys.version)
        return 2
    failed = checked = 0
    for path in programs(arguments or [HERE]):
        checked += 1
        reason = check(path)
        if reason is not None:
            failed += 1
            print('%s: %s' % (os.path.relpath(path, HERE), reason))
    print('%d programs checked, %d failed' % (checked, failed))
    return 1 if failed or not checked else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
