"""Imports from the standard library's zip file, which the host reads and whose code it caches."""

import _gilpy
import sys
import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _external


class StdlibLoader:
    """Loads one module; `member` is its path inside the archive, without suffix."""

    def __init__(self, archive, member, package):
        self.archive = archive
        self.member = member
        self._package = package
        self.path = archive + '/' + self._file()

    def _file(self):
        return self.member + ('/__init__.py' if self._package else '.py')

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(), module.__dict__)

    def get_code(self, fullname=None):
        return _gilpy.stdlib_code(self._file(), self.path)

    def get_source(self, fullname=None):
        return _gilpy.stdlib_data(self._file()).decode('utf-8')

    def get_data(self, path):
        prefix = self.archive + '/'
        if not path.startswith(prefix):
            raise OSError(0, '', path)
        data = _gilpy.stdlib_data(path[len(prefix):])
        if data is None:
            raise OSError(0, '', path)
        return data

    def get_filename(self, fullname=None):
        return self.path

    def is_package(self, fullname=None):
        return self._package

    def get_resource_reader(self, fullname):
        from zipimport import zipimporter
        return zipimporter(self.archive).get_resource_reader(fullname)

    def __repr__(self):
        return f'<StdlibLoader object {self.path!r}>'


class StdlibFinder:
    """Path entry finder for the archive and the packages in it."""

    def __init__(self, path):
        archive = _gilpy.stdlib_path()
        if path == archive:
            self.prefix = ''
        elif path.startswith(archive + '/'):
            self.prefix = path[len(archive) + 1:] + '/'
        else:
            raise ImportError('not the standard library', path=path)
        self.archive = archive

    def find_spec(self, fullname, target=None):
        member = self.prefix + fullname.rpartition('.')[2]
        kind = _gilpy.stdlib_kind(member)
        if kind is None:
            return None
        loader = StdlibLoader(self.archive, member, kind)
        spec = _bootstrap.ModuleSpec(fullname, loader, origin=loader.path, is_package=kind)
        spec.has_location = True
        if kind:
            spec.submodule_search_locations.append(self.archive + '/' + member)
        return spec

    def invalidate_caches(self):
        pass

    def __repr__(self):
        return f'StdlibFinder({self.archive + "/" + self.prefix!r})'


def install():
    sys.path_hooks.insert(0, StdlibFinder)
