import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{interpreter,harness,results,reports,suites}/**/*.test.ts', '*.test.ts'],
    // Tests that start an interpreter share the machine's cores with the other files.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
