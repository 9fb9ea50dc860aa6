# The last line of a chained, uncaught exception is that of the outermost.
try:
    {}['inner']
except KeyError:
    raise RuntimeError('outer') from None
# expect-error: RuntimeError: outer
