"""Build-time variables: gilpy has no C build, so these are only what the library asks for."""

build_time_vars = {
    'EXT_SUFFIX': '.gilpy-313.so',
    'SOABI': 'gilpy-313',
    'Py_DEBUG': 0,
    'Py_GIL_DISABLED': 1,
    'WITH_DOC_STRINGS': 1,
    'HAVE_FORK': 0,
    # where zoneinfo looks for the system's time zones
    'TZPATH': '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
}
