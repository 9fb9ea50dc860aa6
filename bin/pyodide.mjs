#!/usr/bin/env node
import { launch } from './launch.mjs';

await launch('dist/harness/adapters/pyodide.js');
