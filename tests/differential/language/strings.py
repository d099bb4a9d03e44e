# f-strings, t-strings, format.
x = 5; y = 'abc'; z = 3.14159
f'{x}', f'{x!r}', f'{y!r:>10}', f'{z:.2f}', f'{z:{x}.{2}f}', f'{{}}', f'{x=}', f'{x = }', f'{y=!s}', f'{z=:.1f}', f'{x+1=}'
f'{y:>{x+5}}|{y:<6}|{y:^7}|{y:*^9}'
f'{x:05d} {x:+d} {x:x} {x:#b} {255:#X} {1000000:,} {1000000:_} {0.5:%} {1e10:g} {1e-10:e} {z!s:.3}'
f"{'nested'} {f'{x}' + "quotes"} {y['a' != 'b']}"
f'''{
x
}''' 'plain' f"{y}"
f'{x!a}', f'{"é"!a}'
f'{x:{"d"}}'
f'{(lambda q: q * 2)(3)}', f'{x if x else y}', f'{[i for i in range(3)]}', f'{ {1: 2}[1] }', f'{x:d}'
f'{y:d}'
f'{x:s}'
f'{None:5}'
f'{[]:5}'
f'{x:.2}'
f'{x:,d}', f'{x:<<5}', f'{-x:=5}', f'{x: }'
f'{nothere}'
f'\x41\n{x}\u1234', rf'\n{x}', f'{x}\
y'
class F:
    def __format__(self, s): return f'<{s}>'
    def __repr__(self): return 'R'
    def __str__(self): return 'S'
f'{F()} {F():spec} {F()!r:>4} {F()!s} {F()=} {F():{x}} {F():a{x!r}b}'
t'{x}'
t = t'a{x}b{y!r:>{x}}c'
t.strings, t.values, t.interpolations, list(t), type(t)
t.interpolations[1].expression, t.interpolations[1].conversion, t.interpolations[1].format_spec, t.interpolations[1].value
t'', t''.strings, t'x' + t'{x}', (t'x' + t'{x}').strings
t'a' + 'b'
'b' + t'a'
t'a' t'{x}b'
t'{x=}'.strings, t'{x = !s:4}'.interpolations
from string.templatelib import Template, Interpolation, convert
Template('a', Interpolation(5, 'x', 'r', '>4'), 'b'), Template('a', 'b').strings
Interpolation(1), Interpolation(1, 'e', None, '')
Interpolation(1, 'e', 'z')
Interpolation()
Template(5)
convert(5, 'r'), convert('a', 's'), convert('é', 'a'), convert(1, None)
Interpolation.__match_args__, Template.__match_args__ if hasattr(Template, '__match_args__') else None
match t'{x}'.interpolations[0]:
    case Interpolation(v, e): print(v, e)
#---
format(5), format(5, '>5'), format('a', '<3'), format(1.5, '.3f'), format(True), format(True, 'd'), format(None), format([1])
format(5, 'q')
format('a', 'd')
format(1.5, 'd')
format('a', '=5')
format(5, '.2d')
format(5, 'c'), format(65, 'c'), format(0x1F600, 'c')
format(-1, 'c')
format(5, '+c')
format(1e100, 'f'), format(float('inf'), 'f'), format(float('nan'), '5'), format(-0.0, ''), format(-0.0, 'z.1f')
format(1+2j), format(1+2j, '.2f'), format(1+2j, '>20'), format(1j, 'd')
format(10**30, ','), format(10**30, 'e'), format(10**30, 'x'), format(123456.789, ',.2f'), format(123456.789, '_.2f'), format(1234.5, '015,.2f')
format(12345.678, '.3'), format(12345.678, '.10g'), format(0.00001234, 'g'), format(1e22), format(123.0), format(123.0, 'g'), format(123.0, '#g'), format(1.0, '.0f'), format(2.5, '.0f'), format(1.0, '#.0f')
format(255, '08b'), format(255, '#010x'), format(-255, '#x'), format(255, '_b'), format(255, '_x'), format(3, 'n'), format(3.5, 'n'), format(255, 'o')
format(5, 5)
format('abc', '.2'), format('abc', '10.2'), format('abc', '^10'), format('abc', '>010'), format('abc', 's')
format('a', ','), 
format(object())[:8]
format(object(), 'x')
'{} {}'.format(1, 2), '{0} {1} {0}'.format(1, 2), '{a} {b}'.format(a=1, b=2), '{0.real} {1[0]} {2[k]}'.format(5, [7], {'k': 8}), '{!r} {:>5}'.format('a', 'b'), '{:{}}'.format('a', 5), '{{}}'.format(), '{0:{1}}'.format(5, '>3')
'{} {1}'.format(1, 2)
'{1} {}'.format(1, 2)
'{}'.format()
'{a}'.format()
'{0.x}'.format(5)
'{0[5]}'.format([])
'{0[x]}'.format([])
'{'.format()
'}'.format()
'{!z}'.format(1)
'{!}'.format(1)
'{:{:{}}}'.format(1, 2, 3)
'{a.b[c]}'.format_map({'a': type('A', (), {'b': {'c': 1}})})
'{a}'.format_map({})
'{0}'.format_map([5])
