# bytes, bytearray, memoryview, and the texts of their errors.

def P(*a):
    print(*[x if type(x) is str else repr(x) for x in a])

def t(f):
    try:
        P(ascii(f()))
    except Exception as e:
        P(type(e).__name__, ascii(str(e)))

t(lambda: bytes('a'))
t(lambda: bytes(-1))
t(lambda: bytes([256]))
t(lambda: bytes(['a']))
t(lambda: bytes(1.5))
t(lambda: bytes('a','foo'))
t(lambda: bytes(1,'ascii'))
t(lambda: bytes(encoding='ascii'))
t(lambda: bytes(b'a', errors='x'))
t(lambda: bytes(10**20))
t(lambda: bytearray('a'))
t(lambda: bytearray(-1))
t(lambda: bytearray([256]))
t(lambda: bytearray(['a']))
t(lambda: bytearray(1.5))
t(lambda: bytes(source=b'x'))
t(lambda: bytes(x=1))
t(lambda: b'abc'[5])
t(lambda: b'abc'['a'])
t(lambda: bytearray(b'abc')['a'])
t(lambda: bytearray(b'abc')[5])
def f():
    b=bytearray(b'abc'); b[5]=1
t(f)
def f():
    b=bytearray(b'abc'); b[0]=256
t(f)
def f():
    b=bytearray(b'abc'); b[0]='a'
t(f)
def f():
    b=bytearray(b'abc'); b[0:1]='a'
t(f)
def f():
    b=bytearray(b'abc'); b[0:1]=5
t(f)
def f():
    b=bytearray(b'abcdef'); b[::2]=b'x'
t(f)
def f():
    b=bytearray(b'abc'); del b['a']
t(f)
def f():
    b=bytearray(b'abc'); b['a']=1
t(f)
t(lambda: bytearray().pop())
t(lambda: bytearray(b'a').pop(3))
t(lambda: bytearray(b'a').remove(3))
t(lambda: bytearray(b'a').append(300))
t(lambda: bytearray(b'a').append('x'))
t(lambda: bytearray(b'a').extend('x'))
t(lambda: bytearray(b'a').extend([300]))
t(lambda: bytearray(b'a').extend(5))
t(lambda: bytearray(b'a').insert('x',5))
t(lambda: bytearray(b'a').resize(-1))
t(lambda: b'a'+'b')
t(lambda: b'a'+1)
t(lambda: bytearray(b'a')+'b')
t(lambda: b'a'*1.5)
t(lambda: b'a' < 'b')
t(lambda: bytes.fromhex('zz'))
t(lambda: bytes.fromhex('a'))
t(lambda: bytes.fromhex('ab cd  EF'))
t(lambda: bytes.fromhex('ab c'))
t(lambda: bytes.fromhex('\u1234'))
t(lambda: bytes.fromhex(1))
t(lambda: bytes.fromhex(b'abcd'))
t(lambda: b'abcdef'.hex(':'))
t(lambda: b'abcdefg'.hex(':',2))
t(lambda: b'abcdefg'.hex(':',-2))
t(lambda: b'abcdefg'.hex('::'))
t(lambda: b'abcdefg'.hex('\u1234'))
t(lambda: b'abcdefg'.hex(1))
t(lambda: b'abcdefg'.hex(b'-'))
def f():
    b=bytearray(b'abc'); m=memoryview(b); b.append(1)
t(f)
def f():
    b=bytearray(b'abc'); m=memoryview(b); b.clear()
t(f)
t(lambda: repr(bytearray(b"a'b")))
t(lambda: repr(b"a'b\"\n\x00\xff"))
t(lambda: hash(bytearray()))
m=memoryview(bytearray(b'abcdef'))
t(lambda: m['a'])
t(lambda: m[10])
def f(): m[0]='a'
t(f)
def f(): m[0]=300
t(f)
def f(): m[0:2]=b'abc'
t(f)
def f(): memoryview(b'abc')[0]=1
t(f)
def f(): del m[0]
t(f)
t(lambda: m[0:2].tobytes())
t(lambda: m[::2].tolist())
t(lambda: m.cast('H').tolist())
t(lambda: m.cast('I'))
t(lambda: m.cast('x'))
t(lambda: m.cast('B',[2,3]).tolist())
t(lambda: m.cast('B',[2,3]).shape)
t(lambda: m.cast('B',[2,3])[1,2])
t(lambda: m.cast('B',[2,3])[1])
t(lambda: m.cast('B',[2,4]))
t(lambda: hash(m))
t(lambda: memoryview(1))
t(lambda: m.index(b'c'[0]))
t(lambda: m.index(200))
t(lambda: (m.format,m.itemsize,m.ndim,m.shape,m.strides,m.suboffsets,m.readonly,m.contiguous,m.nbytes,m.obj))
t(lambda: m == b'abcdef')
t(lambda: m < b'abcdef')
t(lambda: m.hex(':'))
m2=memoryview(b'x'); m2.release()
t(lambda: m2[0])
t(lambda: len(m2))
t(lambda: m[::2].cast('B'))
t(lambda: m.cast('d'))
t(lambda: m.toreadonly().readonly)
t(lambda: m.cast('c')[0])
t(lambda: m[::-1].tobytes())
t(lambda: m.count(97))
t(lambda: bytes(m))
t(lambda: m[1:3] == m[1:3])
