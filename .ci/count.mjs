// Prints "PASSED FAILED" from vitest's JSON report. A run that failed without a failed test (a crash, a file that does
// not load, no report at all) counts as one failure.
import { existsSync, readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
const failed = report.numFailedTests || (status === '0' ? 0 : 1);
console.log(report.numPassedTests, failed);
