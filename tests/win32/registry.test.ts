import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { registrySubkeys } from '../../electron/machine/live/win32/api/registry.ts';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { NATIVE_ONLY, valueOf } from './support/answers.ts';
import { firewallRules, textLines } from './support/firewall-reg.ts';
import { deleteKey, importKeys, TEST_KEY } from './support/registry.ts';

const KEY = `${TEST_KEY}\\InProcess`;
const RULES = firewallRules(600);
const LONG = '长'.repeat(60_000);
const machine = createWin32Machine();

describe('the registry read in-process', () => {
  before(() =>
    importKeys([
      { key: `${KEY}\\规则`, lines: textLines(RULES) },
      {
        key: `${KEY}\\Types`,
        lines: [
          '@="the default"',
          '"text"="C:\\\\机器人"',
          '"expand"=hex(2):25,00,57,00,25,00,00,00',
          '"number"=dword:ffffffff',
          '"quad"=hex(b):00,00,00,00,01,00,00,00',
          '"list"=hex(7):61,00,00,00,62,00,00,00,00,00',
          '"bytes"=hex:01,02',
          '"__proto__"="ordinary"',
          `"long"="${LONG}"`,
        ],
      },
      {
        key: `${KEY}\\Wrong`,
        lines: [
          '"odd string"=hex(1):61,00,62',
          '"short number"=hex(4):01,00',
          '"open list"=hex(7):61,00',
          '"no data"=hex(1):',
          '"after"="still read"',
        ],
      },
      { key: `${KEY}\\Empty`, lines: [] },
    ]),
  );
  after(() => deleteKey(KEY));

  test('all 600 firewall rules come back exactly, Chinese and emoji included', async () => {
    assert.deepEqual(valueOf(await machine.registry(`${KEY}\\规则`)), RULES);
  });

  test('each type becomes what it means, and binary data is left out', async () => {
    assert.deepEqual(
      { ...valueOf(await machine.registry(`${KEY}\\Types`)), long: undefined },
      {
        ...Object.fromEntries([['__proto__', 'ordinary']]),
        '': 'the default',
        text: 'C:\\机器人',
        expand: '%W%',
        number: 0xffffffff,
        quad: 2 ** 32,
        list: ['a', 'b'],
        long: undefined,
      },
    );
  });

  test('a value larger than the first buffer is read whole', async () => {
    assert.equal(valueOf(await machine.registry(`${KEY}\\Types`)).long, LONG);
  });

  test('values whose data does not fit their type are read as far as possible and hide no other', async () => {
    assert.deepEqual(valueOf(await machine.registry(`${KEY}\\Wrong`)), {
      'odd string': 'a',
      'open list': ['a'],
      'no data': '',
      after: 'still read',
    });
  });

  test('a key without values is known and empty', async () => {
    assert.deepEqual(valueOf(await machine.registry(`${KEY}\\Empty`)), {});
  });

  test('a key that does not exist is absent', async () => {
    assert.equal((await machine.registry(`${KEY}\\Nowhere\\At all`)).state, 'absent');
  });

  test('a key that nobody but the system may read is denied, not absent', { skip: NATIVE_ONLY }, async () => {
    assert.equal((await machine.registry('HKLM\\SECURITY\\Policy')).state, 'denied');
  });

  test('a hive that Windows does not have is absent', async () => {
    assert.equal((await machine.registry('HKXX\\Software')).state, 'absent');
  });

  test('the short name of the hive, another case and a closing backslash name the same key', async () => {
    const spelled = `${KEY.replace('HKEY_CURRENT_USER', 'hkcu').toUpperCase()}\\EMPTY\\`;
    assert.equal((await machine.registry(spelled)).state, 'known');
  });

  test('subkeys are listed by name', () => {
    assert.deepEqual(registrySubkeys(KEY).sort(), ['Empty', 'Types', 'Wrong', '规则'].sort());
  });

  test('a cancelled question is not asked any more', async () => {
    const answer = await machine.registry(KEY, { signal: AbortSignal.abort() });
    assert.deepEqual(answer, { state: 'timeout', reason: 'cancelled' });
  });
});
