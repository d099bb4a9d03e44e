"""BLAKE2 in the forms that the host's library computes: full digests without a key."""

import _hashlib


def _class(name, size, salt_size):
    class blake2(_hashlib.HASH):
        """A BLAKE2 hash object."""

        __module__ = '_blake2'
        __slots__ = ()
        SALT_SIZE = PERSON_SIZE = salt_size
        MAX_KEY_SIZE = MAX_DIGEST_SIZE = size

        def __new__(cls, data=b'', /, *, digest_size=size, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
                    node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None):
            if not 1 <= digest_size <= size:
                raise ValueError(f'digest_size for {name} must be between 1 and {size} bytes, here it is {digest_size}')
            if (digest_size != size or key or salt or person or fanout != 1 or depth != 1 or leaf_size or node_offset
                    or node_depth or inner_size or last_node):
                raise NotImplementedError(f'{name}: only full digests without key, salt and tree are there')
            self = object.__new__(cls)
            data = data if string is None else string
            self.name, self.digest_size, self.block_size = name, size, size * 2
            self._parts = [_hashlib._data(data)] if data else []
            return self

        def __repr__(self):
            return object.__repr__(self)

    blake2.__name__ = blake2.__qualname__ = name
    return blake2


blake2b = _class('blake2b', 64, 16)
blake2s = _class('blake2s', 32, 8)
