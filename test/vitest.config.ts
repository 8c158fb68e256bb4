import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: the shape that vitest loads
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/build.ts'],
    setupFiles: ['test/helpers/property-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: process.env['VITEST_JSON_REPORT'] === undefined ? ['default'] : ['default', 'json'],
    ...(process.env['VITEST_JSON_REPORT'] === undefined
      ? {}
      : { outputFile: { json: process.env['VITEST_JSON_REPORT'] } }),
  },
});
