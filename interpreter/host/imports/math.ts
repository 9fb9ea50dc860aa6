// Mathematical functions. Names and argument order are those of C's libm; errors are the kernel's part.

export function mathImports() {
  return {
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
    asin: Math.asin,
    acos: Math.acos,
    atan: Math.atan,
    atan2: Math.atan2,
    sinh: Math.sinh,
    cosh: Math.cosh,
    tanh: Math.tanh,
    asinh: Math.asinh,
    acosh: Math.acosh,
    atanh: Math.atanh,
    exp: Math.exp,
    expm1: Math.expm1,
    log: Math.log,
    log2,
    log10,
    log1p: Math.log1p,
    cbrt: Math.cbrt,
    pow,
    exp2: (x: number) => pow(2, x),
  };
}

/** C's pow: unlike `**`, 1 to any power and -1 to an infinite one are 1. */
function pow(x: number, y: number): number {
  if (x === 1 || (x === -1 && (y === Infinity || y === -Infinity))) return 1;
  return x ** y;
}

/** Exact for powers of two, where Math.log2 may be off by one place. */
function log2(x: number): number {
  const near = Math.round(Math.log2(x));
  return near >= -1022 && near <= 1023 && 2 ** near === x ? near : Math.log2(x);
}

/** Exact for the powers of ten that a double holds. */
function log10(x: number): number {
  const near = Math.round(Math.log10(x));
  return near >= 0 && near <= 22 && 10 ** near === x ? near : Math.log10(x);
}
