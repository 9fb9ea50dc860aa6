// node dist/interpreter/tools/machine_code.js VARIANT
//
// Writes the machine code of a built variant (host/machine_code.ts). A process of its own: V8 ends the one that asks it
// to serialize what it can't.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeMachineCode } from '../host/machine_code.js';
import { kernelBuild } from './paths.js';

const folder = kernelBuild(process.argv[2]);
const { product } = JSON.parse(readFileSync(path.join(folder, 'stamp.json'), 'utf8'));
writeMachineCode(folder, product, readFileSync(path.join(folder, 'kernel.wasm')));
