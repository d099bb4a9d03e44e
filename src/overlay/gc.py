"""The garbage collector, as far as programs can see it: there are no reference counts and no generations."""

import _typhon

DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK = 1, 2, 4, 32, 38

callbacks = []
garbage = []
_enabled = True
_debug = 0
_threshold = (2000, 10, 0)


def collect(generation=2):
    """Run a full collection; the number of unreachable objects is not known: 0."""
    if not isinstance(generation, int):
        raise TypeError(f"'{type(generation).__name__}' object cannot be interpreted as an integer")
    if not 0 <= generation <= 2:
        raise ValueError('invalid generation')
    info = {'generation': generation, 'collected': 0, 'uncollectable': 0}
    for callback in list(callbacks):
        callback('start', info)
    _typhon.collect_garbage()
    for callback in list(callbacks):
        callback('stop', info)
    return 0


def enable():
    """Without effect but for `isenabled`: the collector also frees what CPython frees by counting."""
    global _enabled
    _enabled = True


def disable():
    """Without effect but for `isenabled`."""
    global _enabled
    _enabled = False


def isenabled():
    """Whether collections are enabled."""
    return _enabled


def get_count():
    """Counts of allocations per generation: not kept."""
    return (0, 0, 0)


def get_threshold():
    """The thresholds that were set."""
    return _threshold


def set_threshold(threshold0, threshold1=None, threshold2=None, /):
    """Without effect but for `get_threshold`."""
    global _threshold
    old = _threshold
    _threshold = (int(threshold0), old[1] if threshold1 is None else int(threshold1), old[2] if threshold2 is None else 0)


def get_debug():
    """The debugging flags that were set."""
    return _debug


def set_debug(flags, /):
    """Without effect but for `get_debug`."""
    global _debug
    _debug = int(flags)


def get_stats():
    """Statistics per generation; only collections are counted."""
    empty = {'collections': 0, 'collected': 0, 'uncollectable': 0}
    return [dict(empty), dict(empty), {**empty, 'collections': _typhon.collections()}]


def freeze():
    """Without effect."""


def unfreeze():
    """Without effect."""


def get_freeze_count():
    """The number of frozen objects: none."""
    return 0


def is_tracked(obj, /):
    """Whether the object can be part of a cycle."""
    return not isinstance(obj, (int, float, complex, str, bytes, bytearray, range, type(None), type(...), type(NotImplemented)))


def is_finalized(obj, /):
    """Finalizers do not run."""
    return False


def get_objects(generation=None):
    """Not there: raises NotImplementedError."""
    raise NotImplementedError('gc.get_objects: the heap cannot be listed')


def get_referrers(*objs):
    """Not there: raises NotImplementedError."""
    raise NotImplementedError('gc.get_referrers: references are not followed backwards')


def get_referents(*objs):
    """What containers and instances refer to."""
    found = []
    for obj in objs:
        if isinstance(obj, dict):
            found.extend(obj.keys())
            found.extend(obj.values())
        elif isinstance(obj, (list, tuple, set, frozenset)):
            found.extend(obj)
        elif not isinstance(obj, (int, float, complex, str, bytes, bytearray, range)):
            attributes = getattr(obj, '__dict__', None)
            if attributes is not None:
                found.extend(dict(attributes).values())
            found.append(type(obj))
    return found
