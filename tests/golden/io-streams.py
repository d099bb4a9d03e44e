import io, sys
# raw streams in Python
class Raw(io.RawIOBase):
    def __init__(self, data): self.d = bytearray(data); self.p = 0; self.log = []
    def readable(self): return True
    def writable(self): return True
    def seekable(self): return True
    def readinto(self, b):
        n = min(len(b), len(self.d) - self.p, 3)
        b[:n] = self.d[self.p:self.p+n]; self.p += n; return n
    def write(self, b):
        b = bytes(b); self.log.append(b); self.d[self.p:self.p+len(b)] = b; self.p += len(b); return len(b)
    def seek(self, o, w=0):
        self.p = [o, self.p + o, len(self.d) + o][w]; return self.p
    def tell(self): return self.p
r = Raw(b'hello\nworld\nlast')
print(r.read(4), r.readall(), r.seek(0), r.readline(), r.readlines())
b = io.BufferedReader(Raw(b'hello\nworld\nlast'), 4)
print(b.read(2), b.tell(), b.peek(1)[:1], b.readline(), b.read1(10), b.read(), b.read(), b.seek(1), b.read(3), b.seek(-2, 1), b.seek(-2, 2), b.read())
w = io.BufferedWriter(Raw(b''), 8)
print(w.write(b'abc'), w.raw.log, w.tell(), w.flush(), w.raw.log)
rw = io.BufferedRandom(Raw(b'0123456789'))
print(rw.read(3), rw.write(b'AB'), rw.tell(), rw.read(2), rw.seek(0), rw.read(), rw.truncate and 1)
t = io.TextIOWrapper(io.BufferedRandom(Raw('añb\nçd\n'.encode())), encoding='utf-8')
print(t.read(2), t.tell(), t.readline(), t.tell(), t.seek(3), t.read(1), t.seek(0), t.read(), t.errors, t.line_buffering, t.newlines)
for enc in ('utf-8', 'utf-16', 'utf-32', 'latin-1', 'ascii', 'cp1252', 'utf-8-sig'):
    raw = io.BytesIO()
    t = io.TextIOWrapper(raw, encoding=enc, newline='')
    t.write('abc\nde\r\n'); t.flush(); print(enc, raw.getvalue())
    t.seek(0); print(repr(t.read(2)), t.tell() > 0, repr(t.readline())); p = t.tell(); print(repr(t.read())); t.seek(p); print(repr(t.read()))
for nl in (None, '', '\n', '\r', '\r\n'):
    raw = io.BytesIO(b'a\nb\rc\r\nd')
    t = io.TextIOWrapper(raw, newline=nl); t._CHUNK_SIZE = 3
    print(repr(nl), t.readlines(), t.newlines)
    raw = io.BytesIO(); t = io.TextIOWrapper(raw, newline=nl); t.write('x\ny\r\n'); t.flush(); print(raw.getvalue())
    s = io.StringIO('a\nb\rc\r\nd', newline=nl); print(list(s), repr(s.getvalue()), s.newlines)
d = io.IncrementalNewlineDecoder(None, True)
print(repr(d.decode('a\r')), repr(d.decode('\nb\r')), d.getstate(), repr(d.decode('', True)), d.newlines)
for f in (lambda: io.TextIOWrapper(io.BytesIO(), newline='x'), lambda: io.TextIOWrapper(io.BytesIO(), 'nope'), 
          lambda: io.TextIOWrapper(io.BytesIO()).write(b''), lambda: io.BytesIO().write(''), lambda: io.StringIO().write(b''), lambda: io.BufferedReader(Raw(b''), 0),
          lambda: io.BytesIO().seek(-1), lambda: io.StringIO().seek(-1), lambda: io.StringIO().seek(1, 1), lambda: io.BytesIO().seek(0, 9), lambda: io.StringIO(1),
          lambda: io.TextIOWrapper(io.BytesIO(b'\xff')).read(), lambda: io.TextIOWrapper(io.BytesIO(), 'ascii').write('é'), lambda: io.RawIOBase().read(1),
          lambda: io.BufferedIOBase().read(), lambda: io.TextIOBase().read(), lambda: io.IOBase().seek(0), lambda: io.IOBase().fileno(),
          lambda: io.TextIOWrapper(io.BytesIO(b'a\nb')).seek(1, 1), lambda: io.BytesIO(5), lambda: io.BytesIO(b'').read('x'), lambda: io.open(0, 'q'), lambda: open('x', 'w', encoding=5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
x = io.BytesIO(b'abc'); x.close()
for n in 'read write getvalue seek tell readline flush'.split():
    try: getattr(x, n)(*([0] if n in ('seek',) else [b''] if n == 'write' else []))
    except Exception as e: print(n, type(e).__name__, e)
x = io.TextIOWrapper(io.BytesIO(b'abc')); y = x.detach(); print(y.getvalue())
for n in ('read', 'flush', 'close'):
    try: getattr(x, n)()
    except Exception as e: print(n, type(e).__name__, e)
print(repr(io.TextIOWrapper(io.BytesIO())), repr(io.BytesIO())[:19], io.TextIOWrapper(io.BytesIO(), 'utf-8').name if hasattr(io.TextIOWrapper(io.BytesIO()), 'name') else 'noname')
bb = io.BytesIO(b'12345'); v = bb.getbuffer(); v[0] = 65; print(bb.getvalue())
try: bb.write(b'123456')
except BufferError as e: print(e)
v.release(); print(bb.write(b'123456'))
ba = bytearray(3); print(bb.seek(0), bb.readinto(ba), ba)
print(io.BytesIO(b'a\nb\n').readlines(), list(io.BytesIO(b'a\nb')), io.BytesIO(b'abc').__getstate__())
p = io.BufferedRWPair(Raw(b'in'), Raw(b'')); print(p.read(), p.write(b'x'), p.flush(), p.readable(), p.writable(), p.closed)
class S(io.StringIO):
    def write(self, s): return super().write(s.upper())
s = S(); print('abc', file=s, end='!'); print(s.getvalue())
class W:
    def write(self, s): out.append(s)
    def flush(self): out.append('F')
out = []; print('a', 1, sep='-', end='\n', file=W(), flush=True); print(out)
for f in (lambda: print(sep=1), lambda: print(end=1), lambda: print(file=5), lambda: print(1, x=2)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
class E:
    def __str__(self): print('inner'); return 'E'
print('a', E(), 'b'); 
class X:
    def __str__(self): raise ValueError('no')
try: print('before', X())
except ValueError as e: print('|', e)
print(issubclass(io.FileIO, io.RawIOBase), isinstance(sys.stdout, io.TextIOBase), io.open is open, open.__module__, io.DEFAULT_BUFFER_SIZE)
