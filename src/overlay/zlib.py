"""Compression with zlib. The host compresses and decompresses whole buffers; the objects here hold what they need for that.

A compressor gives its output at `flush`. A decompressor keeps the input that it has seen and decompresses it again when more comes,
since no state of the host may outlive a transaction.
"""

import _typhon_zlib
from _typhon_zlib import error

__version__ = '1.0'
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = '1.3.1'

Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED = range(5)
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, Z_TREES = range(7)
DEFLATED, DEF_MEM_LEVEL, MAX_WBITS, DEF_BUF_SIZE = 8, 8, 15, 16384

_RAW, _ZLIB, _GZIP, _AUTO = range(4)


def crc32(data, value=0, /):
    """Cyclic redundancy checksum."""
    return _typhon_zlib.crc32(data, value)


def adler32(data, value=1, /):
    """Adler-32 checksum."""
    return _typhon_zlib.adler32(data, value)


def _form(wbits, decompress=False):
    if -15 <= wbits <= -8:
        return _RAW, -wbits
    if 8 <= wbits <= 15 or wbits == 0 and decompress:
        return _ZLIB, wbits or 15
    if 24 <= wbits <= 31 or wbits == 16 and decompress:
        return _GZIP, (wbits - 16) or 15
    if decompress and (40 <= wbits <= 47 or wbits == 32):
        return _AUTO, (wbits - 32) or 15
    raise ValueError('Invalid initialization option')


def compress(data, /, level=-1, wbits=15):
    """Compressed data."""
    form, bits = _form(wbits)
    if not -1 <= level <= 9:
        raise error('Bad compression level')
    return _typhon_zlib.deflate(data, form, level, bits, 8, 0, Z_FINISH, None)


def decompress(data, /, wbits=15, bufsize=16384):
    """The data that was compressed."""
    form, bits = _form(wbits, True)
    return _typhon_zlib.inflate(data, form, bits, None, True)[0]


class Compress:
    """A stream of data to compress."""

    __module__ = 'zlib'

    def __new__(cls, *args):
        raise TypeError("cannot create 'zlib.Compress' instances")

    def compress(self, data, /):
        """Take data; all output comes with `flush`."""
        data = bytes(data)
        self._check = adler32(data, self._check) if self._form == _ZLIB else crc32(data, self._check)
        self._size += len(data)
        self._parts.append(data)
        return b''

    def flush(self, mode=Z_FINISH, /):
        """The compressed form of all data since the last flush."""
        if mode == Z_NO_FLUSH:
            return b''
        if self._finished:
            raise error('Error -2 while flushing: inconsistent stream state')
        data = b''.join(self._parts)
        self._parts.clear()
        options = self._options
        if not self._started and mode == Z_FINISH:
            self._finished = True
            return _typhon_zlib.deflate(data, self._form, *options, Z_FINISH, self._dictionary)
        # In pieces: raw blocks that go on from the last window, between a header and a trailer of our own.
        out = b''
        if not self._started:
            self._started = True
            if self._form == _ZLIB:
                out = b'\x78\x9c' if self._dictionary is None else b'\x78\xbb' + adler32(self._dictionary).to_bytes(4)
            elif self._form == _GZIP:
                out = b'\x1f\x8b\x08\0\0\0\0\0\0\x03'
            if self._dictionary is not None:
                self._window = self._dictionary
        out += _typhon_zlib.deflate(data, _RAW, *options, mode, self._window or None)
        self._window = b'' if mode == Z_FULL_FLUSH else (self._window + data)[-32768:]
        if mode == Z_FINISH:
            self._finished = True
            if self._form == _ZLIB:
                out += self._check.to_bytes(4)
            elif self._form == _GZIP:
                out += self._check.to_bytes(4, 'little') + (self._size & 0xffffffff).to_bytes(4, 'little')
        return out

    def copy(self):
        """A stream that goes on from here."""
        if self._finished:
            raise ValueError('Inconsistent stream state')
        new = object.__new__(Compress)
        new.__dict__.update(self.__dict__)
        new._parts = list(self._parts)
        return new

    __copy__ = copy

    def __deepcopy__(self, memo, /):
        return self.copy()


def compressobj(level=-1, method=DEFLATED, wbits=15, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None):
    """A stream of data to compress."""
    form, bits = _form(wbits)
    if method != DEFLATED or not -1 <= level <= 9 or not 1 <= memLevel <= 9 or not 0 <= strategy <= 4:
        raise ValueError('Invalid initialization option')
    self = object.__new__(Compress)
    self._form = form
    self._options = (level, bits, memLevel, strategy)
    self._dictionary = None if zdict is None else bytes(zdict)
    self._parts = []
    self._check = 1 if form == _ZLIB else 0
    self._size = 0
    self._window = b''
    self._started = self._finished = False
    return self


class _Inflater:
    """What both kinds of decompressors share: input seen, output made, output given."""

    def _set_up(self, wbits, zdict):
        self._form, self._bits = _form(wbits, True)
        self._dictionary = None if zdict is None or zdict == b'' else bytes(zdict)
        self._input = bytearray()   # since the start of the stream
        self._output = b''          # of what was decompressed so far
        self._given = 0             # bytes of _output that the caller has
        self._done = 0              # length of _input at the last decompression
        self._finished = False      # the end of the stream was seen
        self.eof = False
        self.unused_data = b''

    def _run(self):
        """Decompresses what has come."""
        if self._finished or len(self._input) == self._done:
            return
        data = bytes(self._input)
        self._output, used, self._finished = _typhon_zlib.inflate(data, self._form, self._bits, self._dictionary, False)
        self._done = len(data)
        if self._finished:
            self.unused_data = data[used:]
            self._input = bytearray()

    def _take(self, most):
        end = len(self._output) if most < 0 else min(len(self._output), self._given + most)
        out = self._output[self._given:end]
        self._given = end
        return out

    def _clone(self):
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new._input = bytearray(self._input)
        return new


class Decompress(_Inflater):
    """A stream of compressed data."""

    __module__ = 'zlib'
    unconsumed_tail = b''

    def __new__(cls, *args):
        raise TypeError("cannot create 'zlib.Decompress' instances")

    def decompress(self, data, /, max_length=0):
        """More output; not more than `max_length` bytes if that is not 0: then the rest of the input is in unconsumed_tail."""
        if max_length < 0:
            raise ValueError('max_length must be non-negative')
        data = bytes(data)
        if self.eof:
            self.unused_data += data
            return b''
        tail = self._tail
        # The caller hands the tail back: it has been seen.
        self._input += data[len(tail):] if tail and data.startswith(tail) else data
        self._run()
        out = self._take(max_length or -1)
        left = self._given < len(self._output)
        # One byte of input stands for the output that is left.
        self._tail = self.unconsumed_tail = (data[-1:] or b'\0') if left else b''
        self.eof = self._finished and not left
        return out

    def flush(self, length=DEF_BUF_SIZE, /):
        """All output that is left."""
        if length <= 0:
            raise ValueError('length must be greater than zero')
        self.unconsumed_tail = self._tail = b''
        self.eof = self._finished
        return self._take(-1)

    def copy(self):
        """A stream that goes on from here."""
        return self._clone()

    __copy__ = copy

    def __deepcopy__(self, memo, /):
        return self._clone()


def decompressobj(wbits=15, zdict=b''):
    """A stream of compressed data."""
    self = object.__new__(Decompress)
    self._set_up(wbits, zdict)
    self._tail = b''
    return self


class _ZlibDecompressor(_Inflater):
    """A stream of compressed data that buffers what it does not give."""

    __module__ = 'zlib'

    def __init__(self, wbits=15, zdict=b''):
        self._set_up(wbits, zdict)
        self.needs_input = True

    def decompress(self, data, max_length=-1):
        """More output, not more than `max_length` bytes unless that is negative."""
        if self.eof:
            raise EOFError('End of stream already reached')
        if self._finished:
            self.unused_data += data
        else:
            self._input += data
            # Input is decompressed at doubling sizes, or when the caller has no more of it.
            if not data or len(self._input) >= 2 * self._done:
                self._run()
        out = self._take(max_length)
        left = self._given < len(self._output)
        self.eof = self._finished and not left
        self.needs_input = not left and not self.eof
        return out
