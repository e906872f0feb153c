/** The window: how much it loads, how soon it can be used, whether it stays smooth while it looks, what it holds in memory. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { windowOf } from '../app/drive.mjs';
import { findElectron, SANDBOX_ARGS } from '../app/electron.mjs';
import { APP, freshApp } from '../build-app.mjs';
import { ROOT } from '../build.mjs';
import { instant, median } from './measure.mjs';
import { limited, mb, ms } from './table.mjs';

/**
 * @typedef {import('./table.mjs').Row} Row
 * @typedef {import('playwright-core').Page} Page
 */

const ROUNDS = 5;
const AIM = { kilobytes: 120, usable: 1_500, hop: 300, task: 50 };
/** Milliseconds after which the app has nothing left to do. */
const IDLE = 5_000;

/** @returns {Promise<readonly Row[]>} */
export async function benchWindow() {
  await freshApp();
  const whole = { what: 'window: page with both languages, gzip', ours: kb(kilobytesOf(builtFiles())) };
  const electron = findElectron();
  const screen = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
  if (electron === null) return [whole, { what: 'window', ours: 'skipped: no Electron (ELECTRON_OVERRIDE_DIST_PATH)' }];
  if (!screen && spawnSync('which', ['xvfb-run']).status !== 0)
    return [whole, { what: 'window', ours: 'skipped: no screen and no Xvfb' }];
  const command = screen ? [electron] : ['xvfb-run', '-a', electron];
  /** @type {{ usable: number, hop: number, task: number, paste: number, details: number, idle: number, loaded: readonly string[] }[]} */
  const rounds = [];
  // The first start fills the system's caches and is no measurement.
  for (let round = 0; round <= ROUNDS; round++) rounds.push(await measure(command));
  const of = (/** @type {'usable' | 'hop' | 'task' | 'paste' | 'details' | 'idle'} */ what) =>
    median(rounds.slice(1).map((round) => round[what]));
  return [
    limited('window: page in one language, gzip', kilobytesOf(rounds[0]?.loaded ?? []), AIM.kilobytes, kb),
    whole,
    limited('window: usable after its start', of('usable'), AIM.usable, ms),
    limited('window: first hop painted after the click', of('hop'), AIM.hop, ms),
    limited('window: longest task while it looks', of('task'), AIM.task, ms),
    limited('window: longest task while 2 MB are pasted', of('paste'), AIM.task, ms),
    limited('window: longest task while Details opens on 15,000 lines', of('details'), AIM.task, ms),
    ...(process.platform === 'linux'
      ? [{ what: 'window: memory when idle, all processes', ours: mb(of('idle')) }]
      : []),
  ];
}

/** @param {number} value */
function kb(value) {
  return `${value.toFixed(0)} kB`;
}

/** Of the built page, relative to its folder. @returns {readonly string[]} */
function builtFiles() {
  const names = readdirSync(join(APP, 'renderer'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(?:html|js|css)$/.test(name));
}

/** @param {readonly string[]} files */
function kilobytesOf(files) {
  return files.reduce((sum, name) => sum + gzipSync(readFileSync(join(APP, 'renderer', name))).length, 0) / 1024;
}

/** One start, one look at this computer. @param {readonly string[]} command */
async function measure([program = '', ...before]) {
  const data = mkdtempSync(join(tmpdir(), 'doctor-bench-'));
  const from = instant();
  const app = spawn(
    program,
    [...before, ...SANDBOX_ARGS, `--user-data-dir=${data}`, '--remote-debugging-port=0', ROOT],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    },
  );
  try {
    const page = await windowOf(app);
    await page.locator('button.primary').waitFor();
    const usable = instant() - from;
    const { hop, task } = await look(page);
    await page.waitForTimeout(IDLE);
    const idle = memoryOf(data);
    const { paste, details } = await burden(page);
    return { usable, hop, task, paste, details, idle, loaded: await loadedFiles(page) };
  } finally {
    // The whole group: xvfb-run does not pass a signal on.
    if (app.pid !== undefined) process.kill(-app.pid, 'SIGKILL');
    await new Promise((resolve) => app.once('exit', resolve));
    // Its last processes are still writing.
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/**
 * From the click to the frame that shows the first hop looked at, and the longest task until the verdict is there.
 * @param {Page} page
 * @returns {Promise<{ hop: number, task: number }>}
 */
async function look(page) {
  await page.evaluate(() => {
    /** @type {{ hop: number, task: number }} */
    const seen = { hop: NaN, task: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.task = Math.max(seen.task, duration);
    }).observe({ type: 'longtask' });
    const button = document.querySelector('button.primary');
    const picture = document.querySelector('ol');
    button?.addEventListener('click', () => {
      const from = performance.now();
      const watch = new MutationObserver(() => {
        if (document.querySelector('ol > li:not(.waiting, .looking)') === null) return;
        watch.disconnect();
        // The frame in which it is painted has begun; the next one begins when it is on the screen.
        requestAnimationFrame(() => requestAnimationFrame(() => (seen.hop = performance.now() - from)));
      });
      if (picture !== null)
        watch.observe(picture, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  });
  await page.locator('button.primary').click();
  await page.locator('.card h1').waitFor();
  return page.evaluate(
    () => /** @type {{ seen: { hop: number, task: number } }} */ (/** @type {unknown} */ (window)).seen,
  );
}

const LINES = 15_000;
/** Milliseconds after which nothing follows from what was done. */
const SETTLE = 500;

/**
 * The longest task while two megabytes are pasted, and while Details opens on what they say. The browser tells of tasks
 * from 50 ms on.
 * @param {Page} page
 * @returns {Promise<{ paste: number, details: number }>}
 */
async function burden(page) {
  await page.evaluate(() => (location.hash = '#/home'));
  await page.locator('summary').first().press('Enter');
  await page.locator('textarea').waitFor();
  // On its way through the debugger the text makes long tasks of its own.
  await page.evaluate((count) => {
    const line = (/** @type {number} */ index) =>
      `02-20 12:00:00 [ERROR] uvicorn | [Errno 98] error while attempting to bind on address ('127.0.0.1', ${index}): address already in use`;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', Array.from({ length: count }, (_, index) => line(index)).join('\n'));
    Object.assign(window, { clipboardData });
  }, LINES);
  const paste = await longest(page, () =>
    page.evaluate(() => {
      const { clipboardData } = /** @type {{ clipboardData: DataTransfer }} */ (/** @type {unknown} */ (window));
      document
        .querySelector('textarea')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }),
  );
  await page.locator('button.primary').first().click();
  await page.locator('.card h1').waitFor();
  const details = await longest(page, async () => {
    await page.evaluate(() => (location.hash = '#/details'));
    await page.locator('[role=search]').waitFor();
  });
  return { paste, details };
}

/** @param {Page} page @param {() => Promise<void>} act */
async function longest(page, act) {
  const seen = () => /** @type {{ seen: { task: number } }} */ (/** @type {unknown} */ (window)).seen;
  await page.waitForTimeout(SETTLE);
  await page.evaluate(`(${seen.toString()})().task = 0`);
  await act();
  await page.waitForTimeout(SETTLE);
  return page.evaluate(seen).then(({ task }) => task);
}

/** What of the built page is asked for, from its start to the verdict. @param {Page} page */
async function loadedFiles(page) {
  /** @type {Set<string>} */
  const paths = new Set();
  page.on('request', (request) => paths.add(new URL(request.url()).pathname.slice(1) || 'index.html'));
  await page.evaluate(() => (location.hash = '#/home'));
  await page.reload();
  await page.locator('button.primary').click();
  await page.locator('.card h1').waitFor();
  const loaded = builtFiles().filter((file) => paths.has(file));
  if (loaded.length < 3) throw new Error(`of the page only ${loaded.join(', ')} was seen to load`);
  return loaded;
}

/** Megabytes of our own and our share of what is common, over all processes that know this data folder's app. @param {string} data */
function memoryOf(data) {
  if (process.platform !== 'linux') return NaN;
  const { stdout } = spawnSync('pgrep', ['-f', data], { encoding: 'utf8' });
  const [main] = stdout.trim().split('\n');
  const kilobytes = familyOf(Number(main)).map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kilobytes.reduce((sum, part) => sum + part, 0) / 1024;
}

/** @param {number} pid @returns {readonly number[]} The process with all that come from it. */
function familyOf(pid) {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  const children = stdout.trim().split('\n').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(familyOf)];
}
