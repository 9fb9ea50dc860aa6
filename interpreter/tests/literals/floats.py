# Float literals and the shortest representation that reads back.
print(1.0, 1., .5, 1e3, 1E-3, 1_0.0_1, 0e0)  # expect: 1.0 1.0 0.5 1000.0 0.001 10.01 0.0
print(1e16, 1e15, 123456789012345680.0, 0.0001, 0.00001, 1e22, 1e23)
# expect: 1e+16 1000000000000000.0 1.2345678901234568e+17 0.0001 1e-05 1e+22 1e+23
print(0.1, 0.2, 0.1 + 0.2, 1 / 3, 2 / 3, 100.0 / 3)
# expect: 0.1 0.2 0.30000000000000004 0.3333333333333333 0.6666666666666666 33.333333333333336
print(5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e309, -1e309)
# expect: 5e-324 2.2250738585072014e-308 1.7976931348623157e+308 inf -inf
print(-0.0, 0.0 == -0.0, str(-0.0))  # expect: -0.0 True -0.0
nan = float('nan')
print(nan, nan == nan, nan != nan, nan < 1, [nan] == [nan])  # expect: nan False True False True
print(9007199254740993.0, 4503599627370497.5, 1.5e300 * 1.5e300)  # expect: 9007199254740992.0 4503599627370498.0 inf
print(float('1e5'), float(' -3.5\n'), float('infinity'), float('-INF'), float('1_0.5'))
# expect: 100000.0 -3.5 inf -inf 10.5
for text in ('', 'abc', '1e', '0x1', '1__0'):
    try:
        float(text)
    except ValueError as error:
        print(error)
# expect: could not convert string to float: ''
# expect: could not convert string to float: 'abc'
# expect: could not convert string to float: '1e'
# expect: could not convert string to float: '0x1'
# expect: could not convert string to float: '1__0'
