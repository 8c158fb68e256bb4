import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: the shape that vitest loads
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/build.ts'],
    setupFiles: ['test/helpers/property-seed.ts'],
    // Ends what hangs, on a machine that is busy with other things too; it measures nothing.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: 2,
    reporters: process.env['VITEST_JSON_REPORT'] === undefined ? ['default'] : ['default', 'json'],
    ...(process.env['VITEST_JSON_REPORT'] === undefined
      ? {}
      : { outputFile: { json: process.env['VITEST_JSON_REPORT'] } }),
  },
});
