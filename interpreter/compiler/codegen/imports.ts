import { KILL } from '../../bytecode/assembler.js';
import type { ConstantValue, NodeOf } from '../tree.js';
import type { Compiler } from './compiler.js';
import { storeName } from './names.js';

function importModule(c: Compiler, name: string, level: number, names: ConstantValue, dst: number): void {
  const unit = c.unit;
  const base = unit.isFresh(dst) ? dst : unit.top;
  unit.loadConst(base, { t: 'int', v: BigInt(level) });
  unit.loadConst(base + 1, names);
  unit.emit('IMPORT_NAME', dst, base, unit.nameNumber(name));
}

export function importStatement(c: Compiler, s: NodeOf<'Import'>): void {
  const unit = c.unit;
  for (const alias of s.names) {
    const mark = unit.top;
    const module = unit.alloc();
    unit.at = s;
    importModule(c, alias.name, 0, { t: 'none' }, module);
    const parts = alias.name.split('.');
    if (alias.asname === null) storeName(c, parts[0], module | KILL, s);
    else {
      for (const part of parts.slice(1)) unit.emit('IMPORT_FROM', module, module | KILL, unit.nameNumber(part));
      storeName(c, alias.asname, module | KILL, s);
    }
    unit.top = mark;
  }
}

export function importFrom(c: Compiler, s: NodeOf<'ImportFrom'>): void {
  const unit = c.unit;
  const mark = unit.top;
  const module = unit.alloc();
  const names: ConstantValue = { t: 'tuple', v: s.names.map((alias) => ({ t: 'str', v: alias.name })) };
  unit.at = s;
  importModule(c, s.module ?? '', s.level ?? 0, names, module);
  if (s.names[0].name === '*') unit.emit('IMPORT_STAR', module | KILL);
  else {
    for (const alias of s.names) {
      unit.at = s;
      const value = unit.alloc();
      unit.emit('IMPORT_FROM', value, module, unit.nameNumber(alias.name));
      storeName(c, alias.asname ?? alias.name, value | KILL, s);
      unit.top = module + 1;
    }
    unit.at = s;
    unit.clear(module);
  }
  unit.top = mark;
}
