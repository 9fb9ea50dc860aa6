// node dist/interpreter/tools/generate.js: brings interpreter/kernel/generated up to date.

import { generate } from './generate/generate.js';
import { DeclarationError } from './generate/source.js';
import { kernelSources } from './paths.js';

try {
  const changed = generate(kernelSources);
  console.log(changed.length ? `generated ${changed.join(', ')}` : 'generated files are fresh');
} catch (error) {
  if (!(error instanceof DeclarationError)) throw error;
  console.error(`interpreter/kernel/${error.message}`);
  process.exitCode = 1;
}
