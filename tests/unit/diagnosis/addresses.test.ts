import { describe, expect, test } from 'vitest';

import { answeringListener, endpoint } from '../../../electron/diagnosis/addresses.ts';
import type { Listener } from '../../../electron/machine/machine.ts';

const on = (address: string, pid: number, more: Partial<Listener> = {}): Listener => ({
  address,
  port: 18080,
  pid,
  ...more,
});

describe('who answers a connection to an address', () => {
  test('the listener on the address itself, before the one on every address', () => {
    expect(answeringListener([on('0.0.0.0', 1), on('127.0.0.1', 2)], '127.0.0.1', 18080)?.pid).toBe(2);
  });

  test('the listener on every address, when none is on this one', () => {
    expect(answeringListener([on('0.0.0.0', 1), on('192.168.1.5', 2)], '127.0.0.1', 18080)?.pid).toBe(1);
  });

  test('a dual-stack IPv6 listener answers IPv4', () => {
    expect(answeringListener([on('::', 1)], '127.0.0.1', 18080)?.pid).toBe(1);
  });

  test('an IPv6 listener that refuses IPv4 does not', () => {
    expect(answeringListener([on('::', 1, { v6only: true })], '127.0.0.1', 18080)).toBeNull();
  });

  test('an IPv6 listener is not taken for dual-stack against a probe that was refused', () => {
    expect(answeringListener([on('::', 1)], '127.0.0.1', 18080, false)).toBeNull();
  });

  test('IPv6 loopback is not reached through IPv4', () => {
    expect(answeringListener([on('127.0.0.1', 1), on('0.0.0.0', 2)], '::1', 18080)).toBeNull();
  });

  test('another port never answers', () => {
    expect(answeringListener([on('127.0.0.1', 1)], '127.0.0.1', 8080)).toBeNull();
  });
});

describe('an endpoint', () => {
  test('has brackets around IPv6 only', () => {
    expect([endpoint('127.0.0.1', 80), endpoint('::1', 80)]).toEqual(['127.0.0.1:80', '[::1]:80']);
  });
});
