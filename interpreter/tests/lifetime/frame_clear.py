# frame.clear() drops the variables of a frame that has ended, plain numbers and cells too.
def outer():
    number = 3
    shared = [number]
    def inner():
        text = 'x'
        raise ValueError(shared)
    inner()

try:
    outer()
except ValueError as error:
    tb = error.__traceback__
    frames = [tb.tb_next.tb_frame, tb.tb_next.tb_next.tb_frame]
for frame in frames:
    print(sorted(frame.f_locals))
    frame.clear()
    print(dict(frame.f_locals))
# expect: ['inner', 'number', 'shared']
# expect: {}
# expect: ['shared', 'text']
# expect: {}
