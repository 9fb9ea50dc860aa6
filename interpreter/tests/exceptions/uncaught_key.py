# KeyError shows the representation of its key.
table = {'a': 1}
print(table['a'])  # expect: 1
table['missing key']  # expect-error: KeyError: 'missing key'
