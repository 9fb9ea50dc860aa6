"""Waiting for descriptors: not connected to the host yet."""

error = OSError


def select(rlist, wlist, xlist, timeout=None, /):
    raise NotImplementedError('gilpy has no select yet')
