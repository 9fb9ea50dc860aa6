// node dist/interpreter/tools/machine_code.js VARIANT
//
// Writes the machine code of a built variant (host/machine_code.ts). A process of its own: V8 ends the one that asks it
// to serialize what it can't.

import { readFileSync } from 'node:fs';
import { productFiles, readStamp } from '../host/kernel.js';
import { writeMachineCode } from '../host/machine_code.js';
import { kernelBuild } from './paths.js';

const folder = kernelBuild(process.argv[2]);
const stamp = readStamp(folder);
if (stamp === null) throw new Error(`nothing is built in ${folder}`);
writeMachineCode(folder, stamp.product, readFileSync(productFiles(folder, stamp.product).wasm));
