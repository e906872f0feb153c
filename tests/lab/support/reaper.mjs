/**
 * Outlives a test run that is killed, and takes the servers with it: told the ids of running processes line by line
 * (`+123`, `-123`), it ends those that are left when its standard input closes, however that came about.
 */
import { createInterface } from 'node:readline';
import { killTree } from './kill.mjs';

/** @type {Set<number>} */
const alive = new Set();
createInterface({ input: process.stdin })
  .on('line', (line) => (line.startsWith('+') ? alive.add(Number(line.slice(1))) : alive.delete(Number(line.slice(1)))))
  .on('close', () => alive.forEach((pid) => killTree(pid)));
