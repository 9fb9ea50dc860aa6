// node dist/harness/config/write-document.js: writes the tables of docs/configuration.md anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { inRepository } from '../repository.js';
import { fillDocument } from './document.js';

const file = inRepository('docs', 'configuration.md');
writeFileSync(file, fillDocument(readFileSync(file, 'utf8')));
