/**
 * Loaded before a program that must keep to itself: whatever would reach the network, another program or the disk for
 * writing is told on stderr and refused.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** @param {object} owner @param {readonly string[]} names @param {string} what */
function forbid(owner, names, what) {
  const target = /** @type {Record<string, unknown>} */ (owner);
  for (const name of names) {
    if (typeof target[name] !== 'function') continue;
    target[name] = () => {
      fs.writeSync(2, `OUTSIDE: ${what} ${name}\n`);
      throw new Error(`${what} ${name} is forbidden here`);
    };
  }
}

forbid(net.Socket.prototype, ['connect'], 'net');
forbid(net.Server.prototype, ['listen'], 'net');
forbid(dgram.Socket.prototype, ['send', 'bind', 'connect'], 'dgram');
for (const resolver of [dns, dns.promises])
  forbid(resolver, ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse', 'lookupService'], 'dns');
forbid(childProcess, ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'], 'process');
const WRITERS = [
  ...['writeFile', 'appendFile', 'rename', 'rm', 'rmdir', 'unlink', 'mkdir', 'mkdtemp', 'copyFile', 'cp', 'truncate'],
  ...['symlink', 'link', 'chmod', 'chown', 'utimes'],
];
forbid(fs, [...WRITERS, ...WRITERS.map((name) => `${name}Sync`), 'createWriteStream'], 'fs');
forbid(fs.promises, WRITERS, 'fs');
syncBuiltinESMExports();
