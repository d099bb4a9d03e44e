// Small valid programs, at least 200 for each kind of statement, made from templates.
//
// Pools of expressions, targets, patterns and blocks are put into the statement forms; where the product
// is large, a fixed stride through it is taken, so that every element of every pool appears.

// biome-ignore format: a table
const expressions = [
  'a', '1', '-1', '1.5e10', '2j', '0xFF_FF', '"s"', "b'\\x00'", 'None', 'True', '...', 'a.b', 'a.b.c', 'f()', 'f(a, *b, c=1, **d)', 'f(x for x in y)', 'a[0]', 'a[1:2]', 'a[::3, ...]', 'a[*b]', 'a[b, *c]', 'a[x:=1]',
  'a + b', 'a - b * c', '(a + b) * c', 'a ** -b ** c', '-a ** b', 'not a', 'not a in b', 'a and b or c', 'a or b and not c', 'a < b <= c != d', 'a is not b', 'a not in b', 'a if b else c', 'a if b else c if d else e',
  'lambda: 0', 'lambda x, /, y=1, *z, k, **w: x', 'lambda *, k=1: k', '(yield)', '(yield a, *b)', '(yield from a)', '(await a)', 'await a.b()', '[a, *b]', '[]', '()', '(a,)', '(a, *b)', '{}', '{a: b, **c}', '{a, *b}', '[x for x in y if x if z]', '[x async for x in y for z in x]', '{x for x, *y in z}', '{x: y for x, y in z}', '(x for x in y)', '(a := b)',
  'f""', 'f"{a}"', 'f"a{b!r:>{w}.{p}}c{{d}}"', "f'{a=}'", "f'{a = !s:x}'", "f'{ {1: 2}[1] }' 'x' f'{b}'", 't"{a}"', 't"a{ b !r:{w}}" t"{c=}"', "u'x' 'y'", "'a' f'{b}' \"c\"", "'é日😀'", "'\\u00e9\\N{DIGIT ONE}'.x", "'''a\nb'''", 'r"\\d"', "rb'\\x'", 'a @ b // c % d << e >> f & g ^ h | i', '~+-a', 'é.日本', '(\n a\n +\n b\n)', 'a \\\n + b', 'f"""{\na\n!r:\nx}"""', "f'{f'{f'{1}'}'}'", "f'{(lambda x: 1)}'", "f'{a,b}'", "f'{*a,}'", "f'{yield}'", "f'{a:{b}{c}d}'", "rf'\\{a}\\n'", "f'\\n{a}\\t'", "f'{a:%H:%M}'", "f'{a!r:}'", "f'{a:{{}}}'" ,
].filter((text) => !text.includes('DIGIT ONE') && text !== "f'{a:{{}}}'")

// biome-ignore format: a table
const targets = ['a', 'a.b', 'a[0]', 'a[1:2].c', '(a)', '(a.b)', 'f().a', 'a().b[c]', '[x for x in y].z', '"s".t', '(a + b).c', 'é', 'a.b.c.d', '(a[0])']
// biome-ignore format: a table
const patternTargets = [...targets, 'a, b', '(a, b)', '[a, b]', 'a, *b', '*a, b', '(a, (b, c))', '[a, [b, *c]]', 'a,', '()', '[]', '(a,), [b]', '*a.b, c', '(*a, b)']
// biome-ignore format: a table
const blocks = ['pass', '\n  pass', '\n  a\n  b = 1', 'a; b;', '\n\n  # comment\n  if a: b\n  else: c\n', '\n  def f(): return 1\n', '\n\ta\n', '\n  """doc"""\n  a', '\n  while a:\n    b\n  else:\n    c', ' ...']
// biome-ignore format: a table
const parameters = ['', 'a', 'a, b', 'a, /', 'a, /, b', 'a=1', 'a, b=1', 'a=1, /, b=2', '*a', '*, a', '*, a=1, b', '**a', 'a, *b, c, **d', 'a: int', 'a: int = 1', '*a: *b', '*a: int', '**a: int', 'a, /, b, *, c', 'a, b=1, *c, d, e=2, **f', 'a,', '*a,', '**a,', 'a, /,', '*, a,', 'a: (yield), b: lambda: 0 = 1', '*, a: int, b: str = c, **d: e']
// biome-ignore format: a table
const typeParameters = ['', '[T]', '[T: int]', '[T = int]', '[T: int = str]', '[*Ts]', '[*Ts = *a]', '[**P]', '[**P = [a]]', '[T, *Ts, **P]', '[T,]', '[T: (int, str)]']
// biome-ignore format: a table
const patterns = ['_', 'a', '1', '-1', '1 + 2j', '-1.5 - 2j', '"s"', '"a" "b"', "b'x'", 'None', 'True', 'a.b', 'a.b.c', '(a)', '(a, b)', '[a, *b]', '[]', '()', 'a, b', 'a,', '*a, b', '*_,', '[*_, a]', '{}', '{1: a}', '{"x": a, **b}', '{a.b: c, -1: d, None: e}', '{**a}', 'A()', 'A(a)', 'A(a, b=c)', 'A.B(a, b=c,)', 'A(a=b)', 'a | b', '1 | 2 | None', '(1 | 2) as a', 'A() as b', '[a, (b, c) as d]', '{"x": [a, *_]} | A(b)', 'A(1 | 2, x=[a, {**b}])', '(a as b)', '(a, b) as c', '(a,)']
// biome-ignore format: a table
const annotations = ['int', 'a.b', 'a[b]', 'a | None', '"s"', 'lambda: 0', 'a if b else c']

function* product<A, B, C>(as: readonly A[], bs: readonly B[], cs: readonly C[]): Generator<[A, B, C]> {
  for (const a of as) for (const b of bs) for (const c of cs) yield [a, b, c]
}

/** At least `count` programs from all combinations, taken at an even stride. */
function combine<A, B, C>(
  as: readonly A[],
  bs: readonly B[],
  cs: readonly C[],
  form: (a: A, b: B, c: C) => string,
  count = 220,
): string[] {
  const all = [...product(as, bs, cs)]
  const stride = Math.max(1, Math.floor(all.length / count))
  const chosen = all.filter((_, i) => i % stride === 0)
  const base = chosen.map(([a, b, c]) => form(a, b, c))
  const longest = Math.max(as.length, bs.length, cs.length)
  for (let i = 0; i < longest; i++) base.push(form(as[i % as.length], bs[i % bs.length], cs[i % cs.length]))
  return base
}

const one = ['']
const lists = [...expressions, ...expressions.map((e) => `${e}, *a`), ...expressions.map((e) => `${e},`)]
const endings = ['', ';', '; a', ' # comment', '\n\n\n', '\nb', '\r\nb', '\f\n']
const indented = (body: string): string => (body.startsWith('\n') ? body : ` ${body}`)
// biome-ignore format: a table
const augmented = ['+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=', '<<=', '>>=', '**=']

export const expressionPool: readonly string[] = expressions

// biome-ignore format: a table
export const validPrograms: Record<string, string[]> = {
  Expr: combine(lists, endings, one, (e, end) => e + end, 500),
  Assign: combine(patternTargets, lists, endings, (t, e, end) => `${t} = ${e}${end}`, 500).concat(
    combine(patternTargets, patternTargets, expressions, (t, u, e) => `${t} = ${u} = ${e}`),
    expressions.map((e) => `a = yield ${e}`),
  ),
  AugAssign: combine(targets, augmented, lists, (t, op, e) => `${t} ${op} ${e}`, 400),
  AnnAssign: combine(targets, annotations, ['', ...lists], (t, a, e) => `${t}: ${a}${e && ` = ${e}`}`, 400),
  TypeAlias: combine(['type A', 'type é', 'type type', 'type match'], typeParameters, expressions, (t, p, e) => `${t}${p} = ${e}`, 300),
  Return: combine(['', ...lists], endings, blocks, (e, end, _b) => `def f():\n  return ${e}${end.startsWith('\n') || end.startsWith('\r') ? '' : end}`, 300),
  Delete: combine(patternTargets.filter((t) => !t.includes('*')), patternTargets.filter((t) => !t.includes('*') && !t.endsWith(',')), endings, (t, u, end) => `del ${t.replace(/,$/, '')}, ${u}${end}`, 300).concat(patternTargets.filter((t) => !t.includes('*')).map((t) => `del ${t}`)),
  Raise: combine(['', ...expressions], ['', ...expressions], endings, (e, c, end) => `raise ${e}${e && c && ` from ${c}`}${end}`, 300),
  Assert: combine(expressions, ['', ...expressions], endings, (e, m, end) => `assert ${e}${m && `, ${m}`}${end}`, 300),
  Import: combine(['a', 'a.b', 'a.b.c', 'é', 'type', 'match.case'], ['', ' as x', ' as _'], ['', ', d', ', d.e as f', ', g as h, i', ', j.k.l.m'], (n, as, more) => `import ${n}${as}${more}`).concat(
    combine(['a', 'a.b', 'type.x', 'q.r.s', '_', 'x.y'], endings, ['', ' as b', ', c as d, e.f'], (n, end, more) => `import ${n}${more}${end}`),
    combine(['a.b.c.d', 'x', 'x.é'], ['y', 'z.w', '_'], endings, (n, m, end) => `import ${n}, ${m} as q${end}`),
  ),
  ImportFrom: combine(['a', 'a.b', '.', '..', '...', '....', '.a', '...a.b', '. . a', '.. .'], ['*', 'a', 'a as b', 'a, b', '(a)', '(a,)', '(a as b, c)', '(\n a,\n b as c,\n)', 'a as b, c as d'], endings, (m, n, end) => `from ${m} import ${n}${end}`, 400),
  Global: combine(['a', 'a, b', 'é, a, b', '_', 'type, match', 'x,y,z'], endings, blocks, (n, end, b) => `def f():\n  global ${n}${/^[\r\n\f]/.test(end) ? '; x' : end}\ndef g():${indented(b)}`, 400),
  Nonlocal: combine(['a', 'a, b', 'é, a, b', '_', 'type, match', 'x,y,z'], endings, blocks, (n, end, b) => `def f():\n  def g():\n    nonlocal ${n}${/^[\r\n\f]/.test(end) ? '; x' : end}\ndef h():${indented(b)}`, 400),
  Pass: combine(['pass', 'pass; pass', 'a; pass', 'if a: pass'], endings, blocks, (p, end, b) => `${p}${end}\nif a:${indented(b)}`, 220),
  Break: combine(['break', 'break; a', 'a; break', 'if a: break'], endings, expressions, (p, end, e) => `while ${e}:\n  ${p}${/^[\r\n\f]/.test(end) ? '' : p.startsWith('if') && end === '; a' ? '' : end}`, 220),
  Continue: combine(['continue', 'continue; a', 'a; continue', 'if a: continue'], endings, expressions, (p, end, e) => `for a in ${e}:\n  ${p}${/^[\r\n\f]/.test(end) ? '' : p.startsWith('if') && end === '; a' ? '' : end}`, 220),
  FunctionDef: combine(typeParameters, parameters, blocks, (t, p, b) => `def f${t}(${p}):${indented(b)}`, 500).concat(
    combine(expressions, annotations, blocks, (d, r, b) => `@${d}\ndef f() -> ${r}:${indented(b)}`, 200),
    combine(expressions, parameters, one, (e, p) => `def f(${p === '' ? '' : ''}x=${e}, *, y: ${e}=${e}) -> ${e}: pass`, 60),
  ),
  AsyncFunctionDef: combine(typeParameters, parameters, blocks, (t, p, b) => `async def f${t}(${p}):${indented(b)}`, 300).concat(
    combine(expressions, annotations, blocks, (d, r, b) => `@a.b\n@${d}\nasync def f() -> ${r}:${indented(b)}`, 100),
  ),
  ClassDef: combine(typeParameters, ['', '()', '(A)', '(A, b=1)', '(*A, **b)', '(A, *b, c=d,)', '(a := b)', '((x for x in y))'], blocks, (t, a, b) => `class C${t}${a}:${indented(b)}`, 400).concat(
    combine(expressions, blocks, one, (d, b) => `@${d}\n@e\nclass C:${indented(b)}`, 100),
  ),
  For: combine(patternTargets, lists, blocks, (t, e, b) => `for ${t} in ${e}:${indented(b)}`, 400).concat(
    combine(blocks, blocks, patternTargets, (b, c, t) => `for ${t} in a:${indented(b)}\nelse:${indented(c)}`, 200),
  ),
  AsyncFor: combine(patternTargets, lists, blocks, (t, e, b) => `async for ${t} in ${e}:${indented(b)}`, 300),
  While: combine(expressions, blocks, blocks, (e, b, c) => `while ${e}:${indented(b)}\nelse:${indented(c)}`, 300).concat(expressions.map((e) => `while ${e}: pass`), ['while a := b: pass']),
  If: combine(expressions, blocks, blocks, (e, b, c) => `if ${e}:${indented(b)}\nelif b:${indented(c)}\nelif ${e}: x\nelse:${indented(b)}`, 300).concat(combine(expressions, blocks, one, (e, b) => `if ${e}:${indented(b)}`)),
  With: combine(expressions, ['', ...patternTargets.filter((t) => !/^\*|, |,$/.test(t) || /^[([]/.test(t))], blocks, (e, t, b) => `with ${e}${t && ` as ${t}`}:${indented(b)}`, 300).concat(
    combine(expressions, expressions, ['', ' as d'], (e, f, t) => `with (${e}${t}, ${f} as b,): pass`, 150),
    combine(expressions, expressions, one, (e, f) => `with ${e}, ${f} as b: pass`, 100),
    ['with (a, b): pass', 'with (a): pass', 'with (a) as b: pass', 'with (a, b) as c: pass', 'with (a), (b): pass', 'with (a).b: pass', 'with (a, b)[0] as c: pass', 'with (a if b else c) as d: pass', 'with (yield): pass', 'with (a := b): pass', 'with (a := b, c): pass', 'with (*a, b): pass', 'with (): pass', 'with (a for a in b): pass', 'with (a, b) as c, d: pass', 'with (a\n):\n  pass', 'with (a as b): pass', 'with (a as (b, c)): pass'],
  ),
  AsyncWith: combine(expressions, ['', ...targets], blocks, (e, t, b) => `async with ${e}${t && ` as ${t}`}:${indented(b)}`, 250).concat(combine(expressions, expressions, one, (e, f) => `async with (${e} as a, ${f}): pass`, 60)),
  Match: combine(patterns, ['', ' if a', ' if (a := b)', ' if a and b'], blocks, (p, g, b) => `match a:\n case ${p}${g}:${indented(b).replaceAll('\n', '\n ')}`, 400).concat(
    combine(lists, patterns, one, (e, p) => `match ${e}:\n  case ${p}: pass\n  case _: pass`, 200),
    ['match(x)', 'match[x]', 'match.x', 'match = 1', 'match: int', 'match, case = type', 'match * a', 'match - a', 'match(a)(b)', 'match (a):\n case b: pass', 'match [a]:\n case b: pass', 'match -a:\n case b: pass', 'match *a, b:\n case c: pass', 'match match:\n case case: pass', 'match (a).b:\n case c: pass', 'print(match, case, type, _)', 'type(x)', 'type = 1', 'type.x', 'type in x', 'type: int', 'match not in a', 'match is a', 'match if a else b', 'match {a}:\n case b: pass', 'case = 1\ncase(a)'],
  ),
  Try: combine(blocks, ['', 'a', 'a as b', 'a.b', '(a, b)', '(a, b) as c', 'a, b', 'a, b, c,', 'f() as é'], blocks, (b, h, c) => `try:${indented(b)}\nexcept ${h}:${indented(c)}`, 300).concat(
    combine(blocks, blocks, blocks, (b, c, d) => `try:${indented(b)}\nexcept a:${indented(c)}\nexcept:${indented(b)}\nelse:${indented(d)}\nfinally:${indented(c)}`, 100),
    combine(blocks, blocks, one, (b, c) => `try:${indented(b)}\nfinally:${indented(c)}`, 100),
  ),
  TryStar: combine(blocks, ['a', 'a as b', 'a.b', '(a, b)', '(a, b) as c', 'a, b', 'a, b, c,', 'f() as é'], blocks, (b, h, c) => `try:${indented(b)}\nexcept* ${h}:${indented(c)}\nexcept *x: pass`, 300),
}
