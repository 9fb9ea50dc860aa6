# input and print with replaced streams; print to closed and odd files; help texts.
import io
import sys
sys.stdin = io.StringIO('first line\nsecond\n\nlast without end')
print(repr(input()), repr(input()), repr(input()), repr(input()))  # expect: 'first line' 'second' '' 'last without end'
try:
    input()
except EOFError as error:
    print('EOF', error)
# expect: EOF EOF when reading a line
sys.stdin = io.StringIO('answer\n')
print('->', input('prompt: '))  # expect: prompt: -> answer
sys.stdin = sys.__stdin__
buffer = io.StringIO()
print('a', 1, None, file=buffer)
print(file=buffer)
print('x', end='', file=buffer)
print('y', 'z', sep=', ', end=';\n', file=buffer)
print(repr(buffer.getvalue()))  # expect: 'a 1 None\n\nxy, z;\n'
class NoWrite: pass
for target in (NoWrite(), 5):
    try:
        print('x', file=target)
    except AttributeError as error:
        print(error)
# expect: 'NoWrite' object has no attribute 'write'
# expect: 'int' object has no attribute 'write'
buffer.close()
try:
    print('x', file=buffer)
except ValueError as error:
    print(error)
# expect: I/O operation on closed file
class Flushed(io.StringIO):
    flushes = 0
    def flush(self): Flushed.flushes += 1
f = Flushed()
print('a', file=f, flush=True)
print('b', file=f)
print(Flushed.flushes)  # expect: 1
class S:
    def __str__(self): return 'S.str'
print(S(), [S].__len__(), (1, 2), {'a': S}.keys(), sep='|')  # expect: S.str|1|(1, 2)|dict_keys(['a'])
print(*[], sep='x')  # expect:
print(*range(3), *'ab', sep='')  # expect: 012ab
print('multi\nline', 'é日😀', '\\', 'tab\there')
# expect: multi
# expect: line é日😀 \ tab	here
sys.stdout.write('no newline')  # expect: no newline
sys.stdout.write('\n')
print(sys.stdout.writelines(['a\n', 'b\n']), sys.stdout.flush())
# expect: a
# expect: b
# expect: None None
print(print.__name__, print('returns') is None)
# expect: returns
# expect: print True
