# co_linetable is what co_positions() says, in the form that CPython keeps.
def f(x):
    y = (x +
         1)
    return y
def parse(data, first):
    it, line, out = iter(data), first, []
    def varint():
        v = s = 0
        while True:
            b = next(it)
            v |= (b & 63) << s
            s += 6
            if not b & 64: return v
    def svar():
        v = varint()
        return -(v >> 1) if v & 1 else v >> 1
    for b in it:
        code, n = b >> 3 & 15, (b & 7) + 1
        if code == 15:
            out += [(None,) * 4] * n
        elif code == 13:
            line += svar()
            out += [(line, line, None, None)] * n
        elif code == 14:
            line += svar()
            end, column, end_column = line + varint(), varint() - 1, varint() - 1
            out += [(line, end, column, end_column)] * n
        elif code >= 10:
            line += code - 10
            column, end_column = next(it), next(it)
            out += [(line, line, column, end_column)] * n
        else:
            second = next(it)
            column = code << 3 | second >> 4
            out += [(line, line, column, column + (second & 15))] * n
    return out
c = f.__code__
print(parse(c.co_linetable, c.co_firstlineno) == list(c.co_positions()), len(c.co_linetable) > 0)  # expect: True True
