/** 不是原因的结论句。 */
import { byVariant, given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { account, framework, url } from '../phrases.ts';
import { nextSteps } from '../next-steps.ts';

export const otherSentences: Sentences<null> = {
  'misread-symptom': byVariant<'misread-symptom'>(
    (p) => `你看到的现象是正常的${given(p.detail, (d) => `（「${d}」）`)}，不影响连接，不需要处理。`,
    {
      'browser-404': () =>
        '在浏览器里打开机器人的端口看到 404 是正常的：WebSocket 路径不回应浏览器的普通请求，连接没有问题。',
      'browser-405': () =>
        '在浏览器里打开 OneBot 地址看到 405 是正常的：它说明适配器已经加载，只是不接受浏览器的请求，连接没有问题。',
      'packet-backend': () =>
        'PacketBackend 的红色提示只影响少数扩展功能（例如戳一戳），不影响消息收发和反向 WebSocket，连接没有问题。',
      'missing-header-warning': () =>
        '“Missing Authorization Header”的提示来自另一个没有带 Token 的访问，NapCat 的连接没有问题。',
    },
  ),
  healthy: byVariant<'healthy'>((p) => `一切正常：${account(p)}已经连上${framework(p)}${at(p.url)}。`, {
    connected: (p) => `一切正常：${account(p)}已经连上${framework(p)}${at(p.url)}。`,
  }),
  undecided: byVariant<'undecided'>((p) => undecided(p), { general: (p) => undecided(p) }),
};

function at(address: string | undefined): string {
  return given(address, () => `（${url(address === undefined ? {} : { url: address })}）`);
}

function undecided(p: Parameters<Sentences<null>['undecided']>[0]): string {
  const about = given(p.url, () => `${url(p)}没有连上，但现有的证据不足以判断原因`, '现有的证据不足以判断原因');
  return `${about}，下一步：${p.next === undefined ? '补充没有看到的部分，然后再检查一次' : nextSteps[p.next]}。`;
}
