import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPseudonyms } from '../../../electron/bundle/redact/pseudonyms.ts';
import { createSecretTable } from '../../../electron/survey/secret.ts';

const key = new Uint8Array(32).fill(7);
const octet = fc.nat(255);
const v4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));

describe('the pseudonym of a token', () => {
  const tokens = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.integer().map(String),
    fc.constantFrom('', ' a', 'b\t', '密码', 'a\nb', '0', '000', '12345678', '1e5', '-3.25', '字'.repeat(30)),
  );

  it('has the emptiness, length class and flaws of the token', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        const { length, flaws } = createSecretTable().intern(token);
        const masked = createSecretTable().intern(createPseudonyms(key).token(token));
        expect({ length: masked.length, flaws: masked.flaws }).toEqual({ length, flaws });
      }),
      { numRuns: 500 },
    );
  });

  it('is equal for equal tokens and different for different ones', () => {
    fc.assert(
      fc.property(tokens, tokens, (one, other) => {
        const names = createPseudonyms(key);
        expect(names.token(one) === names.token(other)).toBe(one === other);
      }),
    );
  });

  it('is another one in every bundle', () => {
    expect(createPseudonyms().token('s3cret-token')).not.toBe(createPseudonyms().token('s3cret-token'));
  });
});

describe('the pseudonym of an account', () => {
  it('is an account of as many digits, and another one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 999_999_999_999 }), (uin) => {
        const masked = createPseudonyms(key).account(String(uin));
        expect(masked).toMatch(/^[1-9]\d*$/);
        expect(masked).toHaveLength(String(uin).length);
        expect(masked).not.toBe(String(uin));
      }),
    );
  });
});

describe('the pseudonym of an address', () => {
  const names = createPseudonyms(key);

  it.each(['127.0.0.1', '0.0.0.0', '255.255.255.0', '::1', '::', '224.0.0.1'])('leaves %s as it is', (address) => {
    expect(names.address(address)).toBe(address);
  });

  it.each([
    ['10.1.2.3', /^10\./],
    ['192.168.1.5', /^192\.168\./],
    ['172.17.0.2', /^172\.(1[6-9]|2\d|3[01])\./],
    ['169.254.3.4', /^169\.254\./],
    ['100.80.1.1', /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./],
    ['198.18.0.7', /^198\.1[89]\./],
    ['fe80::1', /^fe80:/],
    ['fd00::5', /^f[cd]/],
    ['2408:8207::1', /^[23]/],
  ])('keeps %s in its class', (address, block) => {
    expect(names.address(address)).toMatch(block);
  });

  it('keeps a public address public', () => {
    const local = new BlockList();
    for (const [net, width] of [
      ['10.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      ['127.0.0.0', 8],
      ['100.64.0.0', 10],
      ['224.0.0.0', 3],
    ] as const)
      local.addSubnet(net, width);
    fc.assert(
      fc.property(v4, (address) => {
        if (!local.check(address)) expect(local.check(names.address(address) ?? '')).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps who is in whose network', () => {
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet), octet, octet, (net, a, b) => {
        const [one, other] = [names.address([...net, a].join('.')), names.address([...net, b].join('.'))];
        expect(one?.split('.').slice(0, 3)).toEqual(other?.split('.').slice(0, 3));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps which addresses a range means', () => {
    fc.assert(
      fc.property(octet, octet, octet, (a, b, asked) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const list = new BlockList();
        for (const network of names.range(`10.0.0.${from}`, `10.0.0.${to}`) ?? []) {
          const [address = '', width] = network.split('/');
          list.addSubnet(address, Number(width));
        }
        expect(list.check(names.address(`10.0.0.${asked}`) ?? '')).toBe(asked >= from && asked <= to);
      }),
      { numRuns: 100 },
    );
  });
});
