"""Hash functions. A hash object keeps the parts of its message and computes at `digest`."""

import _typhon_hash
from _operator import _compare_digest as compare_digest  # noqa: F401

_GIL_MINSIZE = 2048

# name: (digest size, block size); a digest size of 0: any length
_sizes = {
    'md5': (16, 64), 'sha1': (20, 64), 'sha224': (28, 64), 'sha256': (32, 64), 'sha384': (48, 128), 'sha512': (64, 128),
    'sha512_224': (28, 128), 'sha512_256': (32, 128),
    'sha3_224': (28, 144), 'sha3_256': (32, 136), 'sha3_384': (48, 104), 'sha3_512': (64, 72),
    'shake_128': (0, 168), 'shake_256': (0, 136), 'blake2b': (64, 128), 'blake2s': (32, 64), 'ripemd160': (20, 64),
}
openssl_md_meth_names = frozenset(_sizes)


class UnsupportedDigestmodError(ValueError):
    __module__ = '_hashlib'


class HASH:
    """A hash object: `update` adds data, `digest` gives the hash of all data so far."""

    __module__ = '_hashlib'
    __slots__ = ('name', 'digest_size', 'block_size', '_parts', '__weakref__')

    def __new__(cls, *args, **kwargs):
        raise TypeError(f"cannot create '_hashlib.{cls.__name__}' instances")

    def update(self, obj, /):
        """Add data."""
        self._parts.append(_data(obj))

    def _message(self):
        parts = self._parts
        if len(parts) > 1:
            parts[:] = [b''.join(parts)]
        return parts[0] if parts else b''

    def digest(self):
        """The hash as bytes."""
        return _typhon_hash.digest(self.name, self._message(), -1)

    def hexdigest(self):
        """The hash as hexadecimal digits."""
        return self.digest().hex()

    def copy(self):
        """A hash object that goes on from here."""
        new = object.__new__(type(self))
        new.name, new.digest_size, new.block_size = self.name, self.digest_size, self.block_size
        new._parts = list(self._parts)
        return new

    def __repr__(self):
        return f'<{self.name} _hashlib.{type(self).__name__} object @ 0x{id(self):x}>'


class HASHXOF(HASH):
    """A hash object whose digest has the length that is asked for."""

    __module__ = '_hashlib'
    __slots__ = ()

    def digest(self, length):
        """The hash, `length` bytes of it."""
        if length < 0:
            raise ValueError('value must be positive')
        return _typhon_hash.digest(self.name, self._message(), length) if length else b''

    def hexdigest(self, length):
        """The hash as hexadecimal digits of `length` bytes."""
        return self.digest(length).hex()


class HMAC:
    """Not made here: the module hmac computes over hash objects."""

    __module__ = '_hashlib'


def _data(obj):
    if isinstance(obj, bytes):
        return obj
    if isinstance(obj, str):
        raise TypeError('Strings must be encoded before hashing')
    try:
        return bytes(memoryview(obj))
    except TypeError:
        raise TypeError('object supporting the buffer API required') from None


def _make(name, data):
    digest_size, block_size = _sizes[name]
    self = object.__new__(HASH if digest_size else HASHXOF)
    self.name, self.digest_size, self.block_size = name, digest_size, block_size
    self._parts = [] if not data else [_data(data)]
    return self


def _pick(data, string):
    if string is not None and data != b'':
        raise TypeError("'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.")
    return data if string is None else string


def _canonical(name):
    lower = name.lower().replace('-', '_')
    lower = {'sha_1': 'sha1', 'sha_224': 'sha224', 'sha_256': 'sha256', 'sha_384': 'sha384', 'sha_512': 'sha512',
             'blake2b512': 'blake2b', 'blake2s256': 'blake2s', 'shake128': 'shake_128', 'shake256': 'shake_256'}.get(lower, lower)
    if lower not in _sizes or not _typhon_hash.supported(lower):
        raise UnsupportedDigestmodError(f'unsupported digest algorithm: {name}')
    return lower


def new(name, data=b'', *, usedforsecurity=True, string=None):
    """A hash object of the algorithm called `name`."""
    if not isinstance(name, str):
        raise TypeError(f'new() argument 1 must be str, not {type(name).__name__}')
    return _make(_canonical(name), _pick(data, string))


def _constructor(name):
    def make(data=b'', *, usedforsecurity=True, string=None):
        return _make(name, _pick(data, string))
    make.__name__ = make.__qualname__ = 'openssl_' + name
    make.__doc__ = f'A hash object of the algorithm {name}.'
    return make


for _name in ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256'):
    globals()['openssl_' + _name] = _constructor(_name)


def hmac_new(key, msg=b'', digestmod=None):
    """Not made here: the module hmac computes over hash objects."""
    raise UnsupportedDigestmodError('Unsupported digestmod')


def hmac_digest(key, msg, digest):
    """The HMAC of one message."""
    name = digest if isinstance(digest, str) else digest().name
    make = _constructor(_canonical(name))
    block = make().block_size
    key = bytes(key)
    if len(key) > block:
        key = make(key).digest()
    key = key.ljust(block, b'\0')
    inner = make(bytes([b ^ 0x36 for b in key]))
    inner.update(msg)
    outer = make(bytes([b ^ 0x5c for b in key]))
    outer.update(inner.digest())
    return outer.digest()


def get_fips_mode():
    """Whether the library is restricted to approved algorithms: no."""
    return 0


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password-based key derivation function 2."""
    name = _canonical(hash_name)
    if iterations < 1:
        raise ValueError('iteration value must be greater than 0.')
    if dklen is None:
        dklen = _sizes[name][0]
    if dklen < 1:
        raise ValueError('key length must be greater than 0.')
    return _typhon_hash.pbkdf2(name, _data(password), _data(salt), iterations, dklen)


def scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64):
    """The key derivation function scrypt."""
    if n < 2 or n & (n - 1):
        raise ValueError('n must be a power of 2.')
    return _typhon_hash.scrypt(_data(password), _data(salt), n, r, p, maxmem, dklen)
