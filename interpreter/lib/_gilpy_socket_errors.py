"""Errors of sockets and of name resolution (module _socket)."""

import os

from _gilpy_socket_constants import (
    EAI_ADDRFAMILY, EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_NONAME, EAI_SERVICE, EAI_SOCKTYPE,
)


class herror(OSError):
    pass


class gaierror(OSError):
    pass


herror.__module__ = gaierror.__module__ = 'socket'

_GAI_MESSAGES = {
    EAI_BADFLAGS: 'Bad value for ai_flags', EAI_NONAME: 'Name or service not known',
    EAI_AGAIN: 'Temporary failure in name resolution', EAI_FAIL: 'Non-recoverable failure in name resolution',
    EAI_FAMILY: 'ai_family not supported', EAI_SOCKTYPE: 'ai_socktype not supported',
    EAI_SERVICE: 'Servname not supported for ai_socktype',
    EAI_ADDRFAMILY: 'Address family for hostname not supported',
}


def resolution_error(number):
    """The exception for a number of getaddrinfo()."""
    return gaierror(number, _GAI_MESSAGES.get(number, 'Unknown error'))


def raise_errno(number):
    """Raise the OSError of a system error."""
    raise OSError(number, os.strerror(number))
