"""Fast Fourier transform: radix 2, in place, on real and imaginary parts in one list (Cooley and Tukey).

Exercises float arithmetic on list items, and index arithmetic.
"""

import cmath
import math


def transform(data, direction):
    """In place, without scaling: data[2k] and data[2k + 1] are the parts of number k, their count is a power of 2."""
    count = len(data) // 2
    # Put the numbers in the order of their bit-reversed positions.
    target = 0
    for position in range(count - 1):
        if position < target:
            i, j = 2 * position, 2 * target
            data[i], data[j] = data[j], data[i]
            data[i + 1], data[j + 1] = data[j + 1], data[i + 1]
        bit = count >> 1
        while target & bit:
            target ^= bit
            bit >>= 1
        target |= bit
    half = 1
    while half < count:
        angle = direction * math.pi / half
        step_real, step_imag = math.cos(angle), math.sin(angle)
        real, imag = 1.0, 0.0
        for offset in range(half):
            for first in range(offset, count, 2 * half):
                i = 2 * first
                j = i + 2 * half
                x, y = data[j], data[j + 1]
                u = real * x - imag * y
                v = real * y + imag * x
                data[j] = data[i] - u
                data[j + 1] = data[i + 1] - v
                data[i] += u
                data[i + 1] += v
            real, imag = real * step_real - imag * step_imag, real * step_imag + imag * step_real
        half *= 2


def prepare(scale):
    count = 1024
    while scale >= 2:
        count *= 2
        scale /= 2
    while scale <= 0.5 and count > 16:
        count //= 2
        scale *= 2
    state = 99
    data = []
    for _ in range(2 * count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        data.append((state >> 8) / 2**22 - 1.0)
    return data


def run(signal, loops):
    spectrum = restored = None
    for _ in range(loops):
        spectrum = signal[:]
        transform(spectrum, -1)
        restored = spectrum[:]
        transform(restored, 1)
    return spectrum, restored


def verify(signal, loops, result):
    spectrum, restored = result
    count = len(signal) // 2
    for before, after in zip(signal, restored):
        assert abs(before - after / count) < 1e-11
    # The definition of the transform, at some frequencies.
    for k in (0, 1, count // 3, count // 2, count - 1):
        total = 0j
        for n in range(count):
            total += complex(signal[2 * n], signal[2 * n + 1]) * cmath.exp(-2j * cmath.pi * (k * n % count) / count)
        assert abs(total - complex(spectrum[2 * k], spectrum[2 * k + 1])) < 1e-9
