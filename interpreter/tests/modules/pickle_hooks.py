# Hooks of pickler and unpickler: persistent ids, memo, tables, reducer_override, find_class, buffers out of band.
import _pickle as pickle
import copyreg
import io


class Thing:
    pass


class WithIds(pickle.Pickler):
    def persistent_id(self, value):
        return value[4:] if isinstance(value, str) and value.startswith('pid:') else None


class Resolving(pickle.Unpickler):
    def persistent_load(self, pid):
        return 'loaded', pid


for protocol in range(6):
    file = io.BytesIO()
    WithIds(file, protocol).dump(['pid:5', 'x', ('pid:1', {'pid:k': 1})])
    print(file.getvalue(), Resolving(io.BytesIO(file.getvalue())).load())
# expect: b'(lp0\nP5\naVx\np1\na(P1\n(dp2\nPk\nI1\nstp3\na.' [('loaded', '5'), 'x', (('loaded', '1'), {('loaded', 'k'): 1})]
# expect: b']q\x00(X\x01\x00\x00\x005q\x01QX\x01\x00\x00\x00xq\x02(X\x01\x00\x00\x001q\x03Q}q\x04X\x01\x00\x00\x00kq\x05QK\x01stq\x06e.' [('loaded', '5'), 'x', (('loaded', '1'), {('loaded', 'k'): 1})]
# expect: b'\x80\x02]q\x00(X\x01\x00\x00\x005q\x01QX\x01\x00\x00\x00xq\x02X\x01\x00\x00\x001q\x03Q}q\x04X\x01\x00\x00\x00kq\x05QK\x01s\x86q\x06e.' [('loaded', '5'), 'x', (('loaded', '1'), {('loaded', 'k'): 1})]
# expect: b'\x80\x03]q\x00(X\x01\x00\x00\x005q\x01QX\x01\x00\x00\x00xq\x02X\x01\x00\x00\x001q\x03Q}q\x04X\x01\x00\x00\x00kq\x05QK\x01s\x86q\x06e.' [('loaded', '5'), 'x', (('loaded', '1'), {('loaded', 'k'): 1})]
# expect: b'\x80\x04\x95\x1f\x00\x00\x00\x00\x00\x00\x00]\x94(\x8c\x015\x94Q\x8c\x01x\x94\x8c\x011\x94Q}\x94\x8c\x01k\x94QK\x01s\x86\x94e.' [('loaded', '5'), 'x', (('loaded', '1'), {('loaded', 'k'): 1})]
# expect: b'\x80\x05\x95\x1f\x00\x00\x00\x00\x00\x00\x00]\x94(\x8c\x015\x94Q\x8c\x01x\x94\x8c\x011\x94Q}\x94\x8c\x01k\x94QK\x01s\x86\x94e.' [('loaded', '5'), 'x', (('loaded', '1'), {('loaded', 'k'): 1})]

file = io.BytesIO()
try: WithIds(file, 0).dump('pid:é')
except pickle.PicklingError as error: print(error)
# expect: persistent IDs in protocol 0 must be ASCII strings

own = WithIds(io.BytesIO())
own.persistent_id = lambda value: None
print(own.persistent_id('pid:x'))  # expect: None
del own.persistent_id
print(own.persistent_id('pid:x'))  # expect: x

file = io.BytesIO()
pickler = pickle.Pickler(file, 2)
value = ['a', 'a']
pickler.dump(value)
print(pickler.memo.copy()[id(value)][0], len(pickler.memo.copy()))  # expect: 0 2
pickler.dump(value)
pickler.clear_memo()
pickler.dump(value)
pickler.memo = {id(value): (7, value)}
pickler.dump(value)
print(file.getvalue())
# expect: b'\x80\x02]q\x00(X\x01\x00\x00\x00aq\x01h\x01e.\x80\x02h\x00.\x80\x02]q\x00(X\x01\x00\x00\x00aq\x01h\x01e.\x80\x02h\x07.'
for wrong in 5, {1: 2}:
    try: pickler.memo = wrong
    except TypeError as error: print(error)
# expect: 'memo' attribute must be a PicklerMemoProxy object or dict, not int
# expect: 'memo' values must be 2-item tuples
unpickler = pickle.Unpickler(io.BytesIO(file.getvalue()))
print(unpickler.load(), unpickler.memo.copy(), unpickler.load(), unpickler.load())
# expect: ['a', 'a'] {0: ['a', 'a'], 1: 'a'} ['a', 'a'] ['a', 'a']
unpickler.memo.clear()
print(unpickler.memo.copy(), unpickler.memo.__reduce__())  # expect: {} (<class 'dict'>, ({},))
for wrong in 5, {'a': 1}, {-1: 1}:
    try: unpickler.memo = wrong
    except (TypeError, ValueError) as error: print(error)
# expect: 'memo' attribute must be an UnpicklerMemoProxy object or dict, not int
# expect: memo key must be integers
# expect: memo key must be positive integers.

file = io.BytesIO()
pickler = pickle.Pickler(file, 2)
print(pickler.bin, pickler.fast)  # expect: 1 0
pickler.fast = True
pickler.dump([1, 'a', 'a', {'k': ()}])
print(file.getvalue())  # expect: b'\x80\x02](K\x01X\x01\x00\x00\x00aX\x01\x00\x00\x00a}X\x01\x00\x00\x00k)se.'


class Tabled(pickle.Pickler):
    dispatch_table = {Thing: lambda value: (int, (5,))}


class Overriding(pickle.Pickler):
    def reducer_override(self, value):
        return (str, ('function',)) if callable(value) and value.__name__ == 'spam' else NotImplemented


def spam(): pass


for kind in Tabled, Overriding:
    file = io.BytesIO()
    kind(file).dump([Thing(), spam] if kind is Tabled else [spam, Thing])
    print(file.getvalue(), len(pickle.loads(file.getvalue())))
# expect: b'\x80\x04\x952\x00\x00\x00\x00\x00\x00\x00]\x94(\x8c\x08builtins\x94\x8c\x03int\x94\x93\x94K\x05\x85\x94R\x94\x8c\x08__main__\x94\x8c\x04spam\x94\x93\x94e.' 2
# expect: b'\x80\x04\x95<\x00\x00\x00\x00\x00\x00\x00]\x94(\x8c\x08builtins\x94\x8c\x03str\x94\x93\x94\x8c\x08function\x94\x85\x94R\x94\x8c\x08__main__\x94\x8c\x05Thing\x94\x93\x94e.' 2


class Asking(pickle.Unpickler):
    def find_class(self, module, name):
        print('find', module, name)
        return super().find_class(module, name)


print(Asking(io.BytesIO(pickle.dumps(range(3), 2))).load(), Asking(io.BytesIO(pickle.dumps(Thing, 4))).load() is Thing)
# expect: find __builtin__ xrange
# expect: find __main__ Thing
# expect: range(0, 3) True
print(Asking(io.BytesIO(b'c__builtin__\nxrange\n.')).load())
# expect: find __builtin__ xrange
# expect: <class 'range'>

kept = []
data = pickle.dumps([pickle.PickleBuffer(bytearray(b'abc')), pickle.PickleBuffer(b'ro')], 5, buffer_callback=kept.append)
print(data, [(part.raw().tobytes(), part.raw().readonly, part.raw().format) for part in kept])
# expect: b'\x80\x05\x95\x08\x00\x00\x00\x00\x00\x00\x00]\x94(\x97\x97\x98e.' [(b'abc', False, 'B'), (b'ro', True, 'B')]
print([(type(part), bytes(part)) for part in pickle.loads(data, buffers=kept)])
# expect: [(<class 'pickle.PickleBuffer'>, b'abc'), (<class 'pickle.PickleBuffer'>, b'ro')]
for buffers in None, kept[:1]:
    try: pickle.loads(data, buffers=buffers)
    except pickle.UnpicklingError as error: print(error)
# expect: pickle stream refers to out-of-band data but no *buffers* argument was given
# expect: not enough out-of-band buffers
print(pickle.dumps(kept, 5), pickle.dumps(kept[0], 5, buffer_callback=lambda part: True))
# expect: b'\x80\x05\x95\x17\x00\x00\x00\x00\x00\x00\x00]\x94(\x96\x03\x00\x00\x00\x00\x00\x00\x00abc\x94C\x02ro\x94e.' b'\x80\x05\x95\x0e\x00\x00\x00\x00\x00\x00\x00\x96\x03\x00\x00\x00\x00\x00\x00\x00abc\x94.'
try: pickle.dumps(kept[0], 4)
except pickle.PicklingError as error: print(error)
# expect: PickleBuffer can only be pickled with protocol >= 5
gaps = pickle.PickleBuffer(memoryview(bytes(10))[::2])
try: gaps.raw()
except BufferError as error: print(error)
# expect: cannot extract raw buffer from non-contiguous buffer
try: pickle.dumps(gaps, 5)
except pickle.PicklingError as error: print(error)
# expect: PickleBuffer can not be pickled when pointing to a non-contiguous buffer
kept[0].release()
try: kept[0].raw()
except ValueError as error: print(error)
# expect: operation forbidden on released PickleBuffer object

stream = io.BytesIO(b'N.K\x05.rest')
print(pickle.load(stream), stream.tell(), pickle.load(stream), stream.tell())  # expect: None 2 5 5


class Pieces:
    def __init__(self, data): self.file = io.BytesIO(data)
    def read(self, size): return self.file.read(size)
    def readline(self): return self.file.readline()


big = [b'x' * 70000, 'y' * 70000, list(range(30000))]
for protocol in range(6):
    pieces = []
    class Into:
        def write(self, data): pieces.append(len(data))
    pickle.dump(big, Into(), protocol)
    print(pieces, pickle.load(Pieces(pickle.dumps(big, protocol))) == big)
# expect: [368953] True
# expect: [28, 70000, 26, 70000, 89811] True
# expect: [29, 70000, 26, 70000, 89811] True
# expect: [11, 70000, 7, 70000, 89811] True
# expect: [10, 70000, 6, 70000, 65547, 24280] True
# expect: [10, 70000, 6, 70000, 65547, 24280] True
