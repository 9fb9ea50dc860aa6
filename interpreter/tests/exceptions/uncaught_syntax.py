# A syntax error in executed text is uncaught like any other.
print('compiled')  # expect: compiled
exec('x = = 1')  # expect-error: SyntaxError: invalid syntax
