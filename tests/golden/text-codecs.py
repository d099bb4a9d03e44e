# Encodings of the core with all error handlers.

def P(*a):
    print(*[x if type(x) is str else repr(x) for x in a])

def t(f):
    try:
        P(ascii(f()))
    except Exception as e:
        P(type(e).__name__, ascii(str(e)))

import _codecs as codecs
t(lambda: b'\x00\xd8\x00'.decode('utf-16-le'))
t(lambda: b'\x00\xd8\x00\x00'.decode('utf-16-le'))
t(lambda: b'\x00\xdc\x00\x00'.decode('utf-16-le'))
t(lambda: b'\x00\x00'.decode('utf-32-le'))
t(lambda: b'\x00\xd8\x00\x00'.decode('utf-32'))
t(lambda: b'\x00\xd8\x30\x00'.decode('utf-32'))
t(lambda: b'\x00'.decode('utf-16'))
t(lambda: '\ud800'.encode('utf-16'))
t(lambda: '\ud800'.encode('utf-32-be'))
t(lambda: b'a\\'.decode('unicode_escape'))
t(lambda: b'a\\x1'.decode('unicode_escape'))
t(lambda: b'a\\u12'.decode('unicode_escape'))
t(lambda: b'a\\U12345678'.decode('unicode_escape'))
t(lambda: b'a\\N{'.decode('unicode_escape'))
t(lambda: b'a\\q\\777'.decode('unicode_escape'))
t(lambda: b'a\\q\\u12x'.decode('raw_unicode_escape'))
t(lambda: codecs.escape_decode(b'a\\x1'))
t(lambda: codecs.escape_decode(b'a\\'))
t(lambda: codecs.escape_decode(b'\\x1z','replace'))
t(lambda: codecs.escape_decode(b'\\x1z','ignore'))
t(lambda: codecs.escape_decode('\\x41z\\q\\101'))
t(lambda: str('a', 'ascii'))
t(lambda: str(1, 'ascii'))
t(lambda: str(1,2,3,4))
t(lambda: str(foo=1))
t(lambda: str(1,object=2))
t(lambda: codecs.charmap_decode(b'abc',None,'ab'))
t(lambda: codecs.charmap_decode(b'ab\xff','strict','ab'))
t(lambda: codecs.charmap_decode(b'a','strict',{97:1000000000}))
t(lambda: codecs.charmap_decode(b'a','strict',{97:None}))
t(lambda: codecs.charmap_decode(b'a','strict',{97:'xyz'}))
t(lambda: codecs.charmap_encode('a','strict',{97:'xyz'}))
t(lambda: codecs.charmap_encode('a','strict',{97:300}))
t(lambda: codecs.charmap_encode('ab','strict',{97:b'xx'}))
t(lambda: codecs.charmap_encode('aéb','xmlcharrefreplace',{i:i for i in range(128)}))
t(lambda: codecs.charmap_build('ab\u1234'))
t(lambda: codecs.register(1))
t(lambda: codecs.register_error('x',1))
t(lambda: b'\xff'.decode('utf-8','xmlcharrefreplace'))
t(lambda: b'\xff'.decode('utf-8','namereplace'))
t(lambda: codecs.lookup_error('strict'))
t(lambda: codecs.lookup_error('strict')(1))
t(lambda: codecs.utf_7_decode(b'a+AGE-b'))
t(lambda: codecs.escape_encode(b'a\n\x00"\''))
t(lambda: codecs.unicode_escape_encode('a\n\x00"\'\u1234\U00012345\\'))
t(lambda: codecs.raw_unicode_escape_encode('a\n\x00"\'\u1234\U00012345\\\xff'))
t(lambda: codecs.utf_16_ex_decode(b'\xff\xfea\x00b'))
t(lambda: codecs.readbuffer_encode('abé'))

for e in ('strict','ignore','replace','backslashreplace','xmlcharrefreplace','surrogateescape','surrogatepass'):
    for data in (b'a\xffb', b'\xe2\x82', b'\xed\xa0\x80x', b'\xf0\x9f\x98\x80\xf0\x9f', b'\xc3\x28', b'\xf4\x90\x80\x80', b'\xe0\x80\x80'):
        for enc in ('utf-8','ascii','latin-1','utf-16-le','utf-32-be','utf-16'):
            t(lambda: data.decode(enc, e))
    for text in ('a\xe9b', '\ud800\udc80x', '\udcff', '\U0001f600', 'abc\u1234'):
        for enc in ('utf-8','ascii','latin-1','utf-16-le','utf-32-be','utf-16'):
            t(lambda: text.encode(enc, e))
t(lambda: codecs.utf_8_decode(b'abc\xe2\x82', 'strict', False))
t(lambda: codecs.utf_8_decode(b'abc\xe2\x82', 'strict', True))
t(lambda: codecs.utf_7_encode('a\u1234b+-~'))
t(lambda: codecs.utf_7_decode(b'a+EjQ-b+-', 'strict', True))
def h(e): return ('<%d:%d>' % (e.start, e.end), e.end)
codecs.register_error('test', h)
t(lambda: 'a\xe9\xe8b'.encode('ascii','test'))
t(lambda: b'a\xe9\xe8b'.decode('ascii','test'))
t(lambda: b'a\xe9\xe8b'.decode('utf-8','test'))
