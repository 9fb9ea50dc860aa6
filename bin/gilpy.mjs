#!/usr/bin/env node
import { launch } from './launch.mjs';

await launch('dist/interpreter/host/gilpy.js');
