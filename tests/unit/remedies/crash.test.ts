/** A process that is killed while it carries a plan out leaves every file old or new, and the way back open. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isRefusal } from '../../../electron/contract/remedies.ts';
import { undoPlan } from '../../../electron/remedies/run/undo.ts';
import { rawZip } from '../bundle/support/raw-zip.ts';
import type { Orders } from './support/crash-child.ts';
import { WEBUI_TOKEN, startWebUi } from './support/web-ui.ts';
import { workshop } from './support/workshop.ts';
import type { Workshop } from './support/workshop.ts';

let out = '';
let child = '';

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'napcat-doctor-crash-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['koffi'], target: 'node' },
    build: {
      ssr: join(import.meta.dirname, 'support/crash-child.ts'),
      outDir: out,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  });
  child = join(out, 'child.mjs');
}, 60_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

async function run(orders: Orders): Promise<{ readonly printed: string; readonly signal: string | null }> {
  const process_ = spawn(process.execPath, [child, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<string | null>((done) => process_.once('close', (_, signal) => done(signal)));
  return { printed: await text(process_.stdout), signal: await ended };
}

/** Kills a child at every point in turn; `arrange` gives each its own folder. */
async function atEveryPoint(
  arrange: (shop: Workshop) => Promise<Orders['files']> | Orders['files'],
  check: (shop: Workshop, files: Orders['files']) => Promise<void>,
  folderIn?: (shop: Workshop) => NonNullable<Orders['folder']>,
): Promise<number> {
  const folderOf = (shop: Workshop) => (folderIn === undefined ? {} : { folder: folderIn(shop) });
  const whole = workshop();
  const { printed } = await run({
    ...{ stateDir: whole.hand.stateDir, files: await arrange(whole), killAt: 0 },
    ...folderOf(whole),
  });
  const points = Number(printed);
  for (let first = 1; first <= points; first += AT_ONCE) {
    const round = Array.from({ length: Math.min(AT_ONCE, points - first + 1) }, (_, offset) => first + offset);
    await Promise.all(
      round.map(async (killAt) => {
        const shop = workshop();
        const files = await arrange(shop);
        const orders = { stateDir: shop.hand.stateDir, files, killAt, ...folderOf(shop) };
        expect((await run(orders)).signal).toBe('SIGKILL');
        await check(shop, files);
      }),
    );
  }
  return points;
}

/** Mostly they wait: for the disk, and for NapCat to let go of a connection. */
const AT_ONCE = 8;

describe('a process killed at any point', () => {
  it('leaves each of two files old or new, and undo brings both back', async () => {
    const old = ['old a\r\n', '旧'.repeat(5000)];
    const points = await atEveryPoint(
      (shop) =>
        old.map((content, index) => ({ path: shop.put(`f${index}`, content), after: `new ${index}`, live: null })),
      async (shop, files) => {
        for (const [index, { path, after }] of files.entries()) expect([old[index], after]).toContain(shop.text(path));
        const report = await undoPlan(shop.hand);
        expect(isRefusal(report) || report.complete).toBe(true);
        for (const [index, { path }] of files.entries()) expect(shop.text(path)).toBe(old[index]);
      },
    );
    expect(points).toBeGreaterThan(20);
  }, 120_000);

  it('leaves nothing beside the file once it is taken back', async () => {
    await atEveryPoint(
      (shop) => [{ path: shop.put('only', 'old'), after: 'new', live: null }],
      async (shop, [file]) => {
        const report = await undoPlan(shop.hand);
        // What was cut off before the journal knew of it touched nothing but our own folder.
        expect(readdirSync(dirname(file?.path ?? ''))).toEqual(['only']);
        expect(isRefusal(report) || report.complete).toBe(true);
      },
    );
  }, 120_000);

  it('leaves a file that it creates absent or whole', async () => {
    await atEveryPoint(
      (shop) => [{ path: join(shop.dir, 'fresh'), after: 'new', live: null }],
      async (shop, [file]) => {
        const path = file?.path ?? '';
        if (existsSync(path)) expect(shop.text(path)).toBe('new');
        await undoPlan(shop.hand);
        expect(existsSync(path)).toBe(false);
      },
    );
  }, 120_000);

  it('leaves an unpacked folder absent or whole, and undo leaves nothing of it', async () => {
    const content = { 'a.txt': 'x'.repeat(3000), 'b/c.txt': 'inner', 'b/d/e.txt': 'deep' };
    const target = (shop: Workshop): string => join(shop.dir, 'NapCat 新');
    const points = await atEveryPoint(
      () => [],
      async (shop) => {
        const made = target(shop);
        if (existsSync(made)) {
          for (const [name, text] of Object.entries(content)) expect(shop.text(join(made, name))).toBe(text);
        }
        const report = await undoPlan(shop.hand);
        // What was cut off before the journal knew of it touched nothing but our own folder.
        expect(isRefusal(report) || report.complete, JSON.stringify(report)).toBe(true);
        expect(readdirSync(shop.dir)).toEqual(['r.zip']);
      },
      (shop) => ({
        archive: shop.put('r.zip', rawZip(Object.entries(content).map(([name, text]) => ({ name, content: text })))),
        target: target(shop),
      }),
    );
    expect(points).toBeGreaterThan(20);
  }, 120_000);

  it('finds its way back from what NapCat wrote meanwhile', async () => {
    const entry = { name: 'nb', enable: true, url: 'ws://127.0.0.1:1/a', token: 'x' };
    const old = `// 我的\n${JSON.stringify({ network: { websocketClients: [entry] } })}`;
    await atEveryPoint(
      async (shop) => {
        const path = shop.put('onebot11_10001.json', old);
        const settings = shop.put('webui.json', JSON.stringify({ token: WEBUI_TOKEN }));
        const { base } = await startWebUi(path, '10001');
        const live = { base, settings, account: '10001', login: 'hash', version: '4.18.19' } as const;
        return [{ path, after: old.replace('"x"', '"y"'), live }];
      },
      async (shop, [file]) => {
        const report = await undoPlan(shop.hand);
        expect(isRefusal(report) || report.complete, JSON.stringify(report)).toBe(true);
        expect(readFileSync(file?.path ?? '', 'utf8')).toBe(old);
      },
    );
  }, 180_000);
});
