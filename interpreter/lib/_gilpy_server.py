"""Serves an embedding program: requests and answers are lines of JSON, exchanged with the host."""

import _gilpy
import json
import sys
import traceback

import __main__


def _plain(value):
    try:
        json.dumps(value)
        return value
    except (TypeError, ValueError):
        return repr(value)


def _handle(request):
    kind = request['kind']
    namespace = __main__.__dict__
    if kind == 'run':
        exec(compile(request['source'], '<embedded>', 'exec'), namespace)
        return None
    if kind == 'eval':
        return _plain(eval(request['source'], namespace))
    if kind == 'call':
        return _plain(eval(request['source'], namespace)(*request['args']))
    return None


def main():
    while True:
        line = _gilpy.receive()
        if line is None:
            return
        request = json.loads(line)
        if request['kind'] == 'close':
            return
        answer = {'id': request['id']}
        try:
            answer['value'] = _handle(request)
        except BaseException as error:
            answer['error'] = {
                'type': type(error).__name__,
                'message': str(error),
                'traceback': ''.join(traceback.format_exception(error)),
            }
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        _gilpy.send(json.dumps(answer))


if __name__ == '__main__':
    main()
