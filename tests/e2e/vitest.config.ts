import { defineConfig } from 'vitest/config';
import { LooksBackLast } from './support/last.ts';

/**
 * `web`: in Chromium through the loopback host. `electron`: the desktop app in a real Electron. Both walk the wizard.
 * `package`: what ships. One test walks through a dozen screens, beside a bot and a NapCat on the same machine.
 */
const common = {
  testTimeout: 120_000,
  hookTimeout: 60_000,
  fileParallelism: false,
  // A page that the machine holds up for a second has done nothing wrong.
  expect: { poll: { timeout: 15_000 } },
};
const walks = { ...common, globalSetup: 'tests/e2e/support/walked-file.ts' };

const WIZARD = 'tests/e2e/wizard/**/*.test.ts';

export default defineConfig({
  test: {
    sequence: { sequencer: LooksBackLast },
    projects: [
      { test: { ...walks, name: 'web', include: [WIZARD, 'tests/e2e/web/**/*.test.ts'], provide: { host: 'web' } } },
      {
        test: {
          ...walks,
          name: 'electron',
          include: [WIZARD, 'tests/e2e/electron/**/*.test.ts'],
          provide: { host: 'desktop' },
        },
      },
      { test: { ...common, name: 'package', include: ['tests/e2e/package/**/*.test.ts'] } },
    ],
  },
});
