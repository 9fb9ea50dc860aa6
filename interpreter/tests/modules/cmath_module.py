# cmath: values, branch cuts, what is not finite, errors.
import cmath


def shown(z):
    return f'{z.real:.12g} {z.imag:.12g}'


z = 1.5 - 2.25j
for name in ('sqrt', 'exp', 'log', 'log10', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'):
    print(name, shown(getattr(cmath, name)(z)), shown(getattr(cmath, name)(-0.5)), shown(getattr(cmath, name)(1e300j + 2) if name not in ('cos', 'sin', 'cosh', 'sinh', 'exp') else z))
# expect: sqrt 1.4498557612 -0.775939255547 0 0.707106781187 7.07106781187e+149 7.07106781187e+149
# expect: exp -2.81527885923 -3.48708214242 0.606530659713 0 1.5 -2.25
# expect: log 0.994792606279 -0.982793723247 -0.69314718056 3.14159265359 690.775527898 1.57079632679
# expect: log10 0.432032939545 -0.426821890855 -0.301029995664 1.36437635384 300 0.682188176921
# expect: sin 4.78455206454 -0.331840118511 -0.479425538604 0 1.5 -2.25
# expect: cos 0.339295764715 4.67941686645 0.87758256189 0 1.5 -2.25
# expect: tan 0.00320551514787 -1.0222351595 -0.546302489844 0 -0 1
# expect: asin 0.557728098702 -1.70220126918 -0.523598775598 0 2e-300 691.468675079
# expect: acos 1.01306822809 1.70220126918 2.09439510239 -0 1.57079632679 -691.468675079
# expect: atan 1.34897118928 -0.303034028741 -0.463647609001 0 1.57079632679 1e-300
# expect: sinh -1.3375571891 -1.83034686972 -0.521095305494 0 1.5 -2.25
# expect: cosh -1.47772167014 -1.65673527269 1.12762596521 -0 1.5 -2.25
# expect: tanh 1.01633467756 0.0991725055604 -0.46211715726 0 1.01184803884 0.0348973983419
# expect: asinh 1.67614738084 -0.950053155716 -0.48121182506 0 691.468675079 1.57079632679
# expect: acosh 1.70220126918 -1.01306822809 0 2.09439510239 691.468675079 1.57079632679
# expect: atanh 0.188961443694 -1.26114018723 -0.549306144334 0 0 1.57079632679
print(cmath.sqrt(complex(-1, 0.0)), cmath.sqrt(complex(-1, -0.0)), cmath.log(complex(-1, -0.0)), cmath.asin(complex(2, -0.0)))
# expect: 1j -1j -3.141592653589793j (1.5707963267948966-1.3169578969248166j)
inf = float('inf')
for name in ('sqrt', 'exp', 'log', 'atan', 'tanh', 'acos'):
    print(name, getattr(cmath, name)(complex(-inf, 1)), getattr(cmath, name)(complex(inf, float('nan'))))
# expect: sqrt infj (inf+nanj)
# expect: exp 0j (inf+nanj)
# expect: log (inf+3.141592653589793j) (inf+nanj)
# expect: atan (-1.5707963267948966+0j) (1.5707963267948966-0j)
# expect: tanh (-1+0j) (1+0j)
# expect: acos (3.141592653589793-infj) (nan+infj)
print(shown(complex(*cmath.polar(3 + 4j))), shown(cmath.rect(2, 1)), cmath.phase(-1), cmath.log(8, 2).real)
# expect: 5 0.927295218002 1.08060461174 1.68294196962 3.141592653589793 3.0
print(cmath.isclose(1 + 1j, 1 + 1.0000000001j), cmath.isnan(complex(1, float('nan'))), cmath.isinf(inf * 1j), cmath.isfinite(z), cmath.infj, cmath.nanj)
# expect: True True True True infj nanj
for action in (lambda: cmath.log(0), lambda: cmath.exp(1000), lambda: cmath.atanh(1), lambda: cmath.cos(inf), lambda: cmath.sqrt('x')):
    try:
        action()
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
# expect: ValueError math domain error
# expect: OverflowError math range error
# expect: ValueError math domain error
# expect: ValueError math domain error
# expect: TypeError must be real number, not str
