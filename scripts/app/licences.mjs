/** The licences of packages, as they stand in node_modules. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ name: string, version: string, licence: string, text: string }} Licence
 * @param {readonly string[]} names
 * @param {string} root
 * @returns {Licence[]}
 */
export function licencesOf(names, root) {
  return names.toSorted().map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    // A package without a file says its licence in package.json only.
    const text = file === undefined ? license : readFileSync(join(folder, file), 'utf8');
    return { name, version, licence: license, text };
  });
}
