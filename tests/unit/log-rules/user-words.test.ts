/** What people write is told apart by its turn of phrase: what is missing, what works, what is only asked about. */
import { describe, expect, it } from 'vitest';

import { LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import { readLogText } from '../../../electron/survey/logs/index.ts';

function heard(text: string): readonly string[] {
  const log = readLogText(text, { product: 'user', of: 'user', rules: LOG_RULES, now: new Date() });
  return log.events.map(({ rule }) => rule);
}

describe('the reporter’s own words', () => {
  it.each([
    '适配器能连上，但是群里怎么发都收不到消息',
    '连接后没有收到任何事件',
    '群消息也没有推送过来',
    'it connects but does not receive any messages',
    'no events are delivered, events never arrive',
  ])('complain of missing events: %s', (text) => {
    expect(heard(text)).toContain('user.no-events');
  });

  it.each(['除了 meta_event 心跳之外什么事件都收不到', '只有连接消息和心跳包能被汇报过来', 'I only get heartbeats'])(
    'say that the link stands and nothing comes over it: %s',
    (text) => {
      expect(heard(text)).toContain('user.only-meta');
    },
  );

  it.each([
    ['user.no-answer', '连接后无任何回应'],
    ['user.no-answer', '日志能看到但是不回，私聊可以'],
    ['user.kicked', '过一会儿就[下线通知] 你的账号当前登录已失效，请重新登录'],
    ['user.kicked', '账号被系统踢下线'],
    ['user.launcher-closes', '双击bat文件启动后闪退'],
    ['user.loads-plugins-forever', '启动以后卡在加载插件的阶段'],
    ['user.liteloader-gone', 'QQNT 更新后已无法使用 LiteLoader'],
    ['user.framework-in-container', 'langbot 是 docker 部署的'],
  ])('tell %s: %s', (rule, text) => {
    expect(heard(text)).toContain(rule);
  });

  it.each([
    ['user.no-answer', '不回来了'],
    ['user.kicked', '会不会被踢'],
    ['user.launcher-closes', 'nonebot 的 bat 闪退'],
    ['user.loads-plugins-forever', '正在加载插件'],
    ['user.liteloader-gone', 'LiteLoader 装好了，插件没有报错'],
    ['user.framework-in-container', 'napcat 在 docker 里'],
  ])('do not tell %s: %s', (rule, text) => {
    expect(heard(text)).not.toContain(rule);
  });

  it.each([
    '消息都正常收到了',
    '没有打开上报自身消息，所以不上报自身消息',
    '请问怎么配置反向 WebSocket',
    '机器人回复消息很慢',
  ])('complain of nothing: %s', (text) => {
    expect(heard(text).filter((rule) => rule !== 'user.connected' && rule !== 'user.napcat-receives')).toEqual([]);
  });

  it.each(['没有成功连接', '一直连接不上', '无法建立连接', 'napcat cannot connect'])('claim no link: %s', (text) => {
    expect(heard(text)).not.toContain('user.connected');
  });

  it('are taken back by who says that it is solved', () => {
    expect(heard('昨天收不到消息，重启之后已经解决了')).toContain('user.solved');
    expect(heard('昨天解决了，今天又收不到消息')).not.toContain('user.solved');
  });

  it('quote a log without being one', () => {
    expect(heard('NapCat 的日志里能看到 接收 <- 群聊，但收不到消息')).toContain('user.no-events');
  });

  it.each([
    '  TCP    127.0.0.1:8080         0.0.0.0:0              LISTENING       4',
    '  TCP    [::]:8080              [::]:0                 LISTENING       4',
    'tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN      123/python',
    'tcp6       0      0 :::8080                 :::*                    LISTEN      -',
    'LISTEN 0      2048       127.0.0.1:8080       0.0.0.0:*    users:(("python",pid=1,fd=3))',
  ])('hold a listener that a tool showed: %s', (text) => {
    expect(heard(text)).toContain('user.listening');
  });

  it('hold no listener where a tool showed a connection', () => {
    expect(heard('  TCP    127.0.0.1:8080         127.0.0.1:53121        TIME_WAIT       0')).not.toContain(
      'user.listening',
    );
  });
});
