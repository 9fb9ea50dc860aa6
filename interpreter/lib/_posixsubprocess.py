"""Starting child processes: not connected to the host yet."""


def fork_exec(*args):
    raise NotImplementedError('gilpy can not start child processes yet')
