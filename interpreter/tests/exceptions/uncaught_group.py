# An uncaught exception group ends with its tree.
print('before')  # expect: before
raise ExceptionGroup('several', [ValueError('one'), TypeError('two')])
# expect-error:     +------------------------------------
