// Prints "PASSED FAILED" from vitest's JSON report. Tests that are skipped because what prepares them failed count as one
// failure for each such file; so does a run that failed without a failed test (a crash, no report at all).
import { existsSync, readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
const broken = (report.testResults ?? []).filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
);
const failed = report.numFailedTests + broken.length || (status === '0' ? 0 : 1);
console.log(report.numPassedTests, failed);
