# An uncaught exception ends the program with status 1 and its message.
print('before')  # expect: before
def f():
    raise ValueError('the end')
f()  # expect-error: ValueError: the end
print('never')
