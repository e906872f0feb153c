/** `node scripts/app/icons.mjs`: draws build/public/icon.svg into the PNG and ICO files that Windows and Linux want. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build.mjs';
import { launchChromium } from './browser.mjs';

const ICONS = join(ROOT, 'build/icons');
/** Sizes that Windows picks from (Microsoft Learn, "Construct your Windows app's icon"). */
const SIZES = [16, 20, 24, 32, 40, 48, 64, 256];

const svg = readFileSync(join(ROOT, 'build/public/icon.svg'), 'utf8');
const browser = await launchChromium();
mkdirSync(ICONS, { recursive: true });
writeFileSync(
  join(ICONS, 'icon.ico'),
  icoOf(await Promise.all(SIZES.map(async (size) => ({ size, png: await draw(size) })))),
);
writeFileSync(join(ICONS, 'icon.png'), await draw(512));
await browser.close();

/** @param {number} size */
async function draw(size) {
  const own = await browser.newPage({ viewport: { width: size, height: size } });
  await own.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const png = await own.screenshot({ omitBackground: true });
  await own.close();
  return png;
}

/**
 * An icon file: a header, one entry of 16 bytes a picture, then the pictures as PNG (allowed since Windows Vista).
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
function icoOf(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    // 256 is written as 0: the field is one byte.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}
