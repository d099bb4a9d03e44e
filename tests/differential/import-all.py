"""Imports every module of the standard library, and prints one line for each that does not import: its name, a tab, the error."""

import sys
import zipfile

# These act when they are imported, or are programs.
SKIPPED = ('antigravity', 'this', '__main__', '__phello__', 'idlelib', 'turtledemo', 'test', 'lib2to3', '__hello__')


def names():
    zip_path = [path for path in sys.path if path.endswith('.zip')][0]
    with zipfile.ZipFile(zip_path) as archive:
        for file in archive.namelist():
            if not file.endswith('.py'):
                continue
            name = file[:-3].replace('/', '.').removesuffix('.__init__')
            if not any(part in SKIPPED or part == 'tests' for part in name.split('.')):
                yield name


out = sys.stdout
for name in sorted(set(names())):
    try:
        __import__(name)
    except BaseException as e:
        print(f'{name}\t{type(e).__name__}: {e}'.replace('\n', ' '), file=out)
print('end', file=out)
