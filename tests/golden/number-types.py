# int, float, complex, bool, format and math: values and error texts.
def t(*codes):
    for c in codes:
        try:
            r = repr(eval(c))
        except Exception as e:
            r = type(e).__name__ + ': ' + str(e)
        print(c, '=>', r)

t("2**100", "-7 // 2", "-7 % 3", "divmod(-7, 2)", "10**40 // 7**20", "(10**40) % -(7**20)", "pow(3, -1, 7)", "pow(2, 1000, 10**9 + 7)", "1 << 70", "-1 >> 3", "(-2**70) >> 3", "~(2**65)", "(2**70) & -(2**66)", "6 / 4", "10**400 / 10**399", "10**400 / 1", "1 // 0", "1 % 0", "1 / 0", "2**-1", "0**-1", "1 << -1")
t("int('0x_1f', 16)", "int(' -12_3 ')", "int('1__2')", "int('12', 1)", "int('z', 36)", "int(2.9)", "int(float('nan'))", "int(float('inf'))", "int(None)", "int('9' * 4301)", "str(10**4300)", "int(b'12')")
t("(1000).to_bytes(2)", "(-1).to_bytes(2, 'little', signed=True)", "(256).to_bytes(1)", "int.from_bytes(b'\\xff\\x00', 'little')", "int.from_bytes(b'\\xff', signed=True)", "(-255).bit_length()", "(255).bit_count()", "round(12345, -2)", "round(25, -1)", "(7).as_integer_ratio()", "True + True", "True & False", "True & 3")
t("0.1 + 0.2", "1e16", "1e22", "1.0", "5e-324", "1.7976931348623157e308", "-0.0", "1e-5", "123456789.123", "7.5 // 2", "-7.5 % 2", "7.5 % -2", "divmod(-7.5, 2)", "1.0 / 0", "1.0 // 0", "0.0 ** -1", "(-8.0) ** 2", "2.0 ** 0.5", "10.0 ** 400", "2**53 + 1 == float(2**53)", "2**60 < 2.0**60 + 1e4")
t("float('1_0.5')", "float(' -Infinity ')", "float('1.5x')", "float('1e400')", "float('2.2250738585072011e-308')", "(0.1).hex()", "float.fromhex('0x1.8p3')", "float.fromhex('0x1p')", "(0.1).as_integer_ratio()", "round(2.675, 2)", "round(0.5)", "round(1.5)", "round(1e300, -400)", "round(1.7e308, -308)", "(2.0).is_integer()")
t("1 + 2j", "-1j", "complex(-0.0, -0.0)", "(1 + 2j) * (3 - 4j)", "(1 + 2j) / (3 - 4j)", "1j / 0", "(1 + 2j) ** 2", "abs(3 + 4j)", "complex(' ( 1+2j ) ')", "complex('1+2')", "complex(1, '2')", "1 < 1j", "complex(1, 0) == 1", "format(1.5 + 2j, '.2f')", "format(1j, '010')")
t(*[f"format({v}, {s!r})" for v, s in [(1234567, ','), (-255, '#010x'), (65536, '_b'), (255, '*^#10b'), (8364, 'c'), (1, '.3'), (1, 'q'), (1, ',_'), (1, ',x'), (1, '10q5'), (1234567.891, ',.2f'), (1234.56789, ',.5_f'), (0.5, '.0%'), (1e22, ''), (12345.678, 'g'), (12345.678, '#.0f'), (-0.0001, 'z.2f'), (1.5, 'd'), (1234.5, '020,.2f'), ('float("inf")', '010'), ('"abc"', '^9'), ('"abc"', '=5'), (True, '5')]])
import math
t("math.gcd(12, 18)", "math.lcm(4, 6)", "math.factorial(25)", "math.comb(50, 25)", "math.perm(10, 3)", "math.isqrt(10**40)", "math.isqrt(-1)", "math.sqrt(2)", "math.sqrt(-1)", "math.log(10**400)", "math.log(0)", "math.log(8, 2)", "math.fsum([.1] * 10)", "math.sumprod([1, 2], [3, 4])", "math.hypot(3, 4)", "math.dist((1, 2), (4, 6))", "math.nextafter(1, 2, steps=3)", "math.ulp(1)", "math.frexp(0.3)", "math.modf(-2.5)", "math.fma(1e308, 10, -1e308)", "math.exp(1000)", "math.sin(float('inf'))", "math.acos(2)", "math.gamma(5)", "math.gamma(0)", "math.erf(0.5)", "math.floor(-2.5)", "math.ceil(2.1)", "math.trunc('a')", "math.pow(0, -1)", "math.fmod(5, 3)", "math.remainder(5, 3)", "math.ldexp(1, 5000)", "math.isclose(1, 1 + 1e-10)", "math.prod([1, 2, 3])")
