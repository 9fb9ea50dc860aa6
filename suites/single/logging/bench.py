"""Logging: messages without and with arguments pass a filter, a formatter and a handler that keeps the lines.

Exercises the logging module: records, levels, %-formatting of messages, locks of handlers.
"""

import logging


class Lines(logging.Handler):
    def __init__(self):
        logging.Handler.__init__(self)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


def odd_only(record):
    return getattr(record, 'part', 1) % 2 == 1


def prepare(scale):
    logger = logging.Logger('bench.logging', logging.INFO)
    handler = Lines()
    handler.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(message)s'))
    handler.addFilter(odd_only)
    logger.addHandler(handler)
    return logger, handler, max(5, round(150 * scale))


def run(state, loops):
    logger, handler, count = state
    lines = None
    for _ in range(loops):
        lines = handler.lines = []
        for number in range(count):
            logger.warning('the disk is nearly full')
            logger.info('%s has %d of %d parts, %.1f%%', 'worker', number, count, 100.0 * number / count)
            logger.error('part %d', number, extra={'part': number})
            logger.debug('never seen: %d', number)
    return lines


def verify(state, loops, lines):
    _, _, count = state
    expected = []
    for number in range(count):
        expected.append('WARNING:bench.logging:the disk is nearly full')
        share = 100.0 * number / count
        expected.append(f'INFO:bench.logging:worker has {number} of {count} parts, {share:.1f}%')
        if number % 2:
            expected.append(f'ERROR:bench.logging:part {number}')
    assert lines == expected
