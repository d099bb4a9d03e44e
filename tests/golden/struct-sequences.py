import os, sys
s=os.stat_result(range(10)); print(s, s.st_size, s[6], s.st_atime_ns, len(s), s == tuple(range(10)))
print(s.__reduce__()[0], os.terminal_size((80, 24)).columns, os.terminal_size([1,2]))
for f in (lambda: os.terminal_size((1,)), lambda: os.stat_result(5), lambda: sys.version_info.__class__(()), lambda: os.terminal_size((1,2)).__replace__(x=1), lambda: setattr(s, 'st_size', 1)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
print(os.terminal_size((1,2)).__replace__(lines=5), sys.version_info[:3], sys.version_info >= (3, 14), sys.float_info.max, sys.int_info)
print(os.get_exec_path is not None, os.path.expanduser('~x'), os.environ.get('NOPE'), os.getenv('NOPE', 5))
os.environ['TY'] = 'v'; print(os.environ['TY'], os.environb[b'TY']); del os.environ['TY']; print('TY' in os.environ)
