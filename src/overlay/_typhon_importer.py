"""Imports from the standard library, which lies in a zip file inside an npm package.

The entry of sys.path that names the zip gets a StdlibFinder instead of zipimport's finder: the host knows
the archive's directory and keeps the compiled code in a cache, so that starting up reads neither the zip nor any source.
"""

import _typhon
from _frozen_importlib import ModuleSpec


class StdlibLoader:
    """Loader of one module of the standard library or the overlay; `path` is its place as programs see it."""

    def __init__(self, name, file, path):
        self.name = name
        self.file = file
        self.path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(self.name), module.__dict__)

    def is_package(self, name):
        return self.file.endswith('/__init__.py')

    def get_code(self, name):
        return _typhon.stdlib_code(self.file)

    def get_source(self, name):
        return _typhon.stdlib_data(self.file).decode('utf-8')

    def get_filename(self, name):
        return self.path

    def get_data(self, path):
        prefix = _typhon.stdlib_path + '/'
        data = _typhon.stdlib_data(path[len(prefix):]) if path.startswith(prefix) else None
        if data is None:
            raise OSError(0, '', path)
        return data

    def __repr__(self):
        return f'<StdlibLoader {self.path!r}>'


class StdlibFinder:
    """Path entry finder for the zip and for packages inside it."""

    def __init__(self, path):
        if path != _typhon.stdlib_path and not path.startswith(_typhon.stdlib_path + '/'):
            raise ImportError('not the standard library', path=path)

    def find_spec(self, name, target=None):
        found = _typhon.stdlib_find(name)
        if found is None:
            return None
        path = _typhon.stdlib_path + '/' + found
        is_package = found.endswith('/__init__.py')
        spec = ModuleSpec(name, StdlibLoader(name, found, path), origin=path, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [path[:-len('/__init__.py')]]
        return spec

    def invalidate_caches(self):
        pass
