"""Silent logging: calls of a logger whose level is too high for them, as most calls of programs in use are.

Exercises calls of methods with arguments that are passed and not used, and the cache of levels.
"""

import logging


def prepare(scale):
    logger = logging.Logger('bench.silent', logging.ERROR)
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    logger.addHandler(handler)
    return logger, lines, max(10, round(10000 * scale))


def run(state, loops):
    logger, lines, count = state
    for _ in range(loops):
        del lines[:]
        for number in range(count):
            logger.debug('message')
            logger.info('message %d', number)
            logger.warning('message %s of %d', 'text', number)
        logger.error('end %d', count)
    return list(lines)


def verify(state, loops, result):
    assert result == ['end %d' % state[2]], result
