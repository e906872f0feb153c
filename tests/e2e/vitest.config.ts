import { defineConfig } from 'vitest/config';

/** `web`: in Chromium through the loopback host. `electron`: the desktop app in a real Electron. `package`: what ships. */
const common = { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: 'web', include: ['tests/e2e/web/**/*.test.ts'] } },
      { test: { ...common, name: 'electron', include: ['tests/e2e/electron/**/*.test.ts'] } },
      { test: { ...common, name: 'package', include: ['tests/e2e/package/**/*.test.ts'] } },
    ],
  },
});
