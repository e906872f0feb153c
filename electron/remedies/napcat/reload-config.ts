/**
 * Lets the running NapCat take over what stands in its file already: through its WebUI where it has one that can be
 * asked, else by a restart that names the process, the account and the folder.
 */
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';
import { doctorStep } from '../step.ts';
import { liveConfigOf, openConfig, orElse, restartStep } from './config-step.ts';
import { losesByApi } from './document.ts';
import { SET_CONFIG } from './live.ts';

export const reloadConfig: Remedy = {
  code: 'reload-config',
  cures: ['config-not-applied'],
  // The other variants are about a file that this NapCat never reads.
  fits: ({ variant }, { napcats }) =>
    (variant === 'edited-after-start' || variant === 'no-attempt' || variant === 'never-retried') &&
    napcats.some(({ running }) => running !== null),
  plan: async (context) => {
    const { file, document } = await openConfig(context);
    const { hash, bytes, path } = file;
    if (hash === null || bytes === null) throw new Refused('file-changed', { file: path });
    const live = losesByApi(document) ? null : liveConfigOf(context);
    if (live === null) return [restartStep(context)];
    context.note('webui-login', { file: live.settings });
    const { account } = context.situation;
    const params = { file: path, ...(account === null ? {} : { account: account.uin }) };
    const preview = { kind: 'request', method: 'POST', url: live.base + SET_CONFIG, summary: path } as const;
    // NapCat writes the file in its own style when it takes it over; the old bytes are put back.
    const action = { kind: 'file', path, before: { hash, bytes }, after: bytes, live, needsRestart: true } as const;
    return [orElse(doctorStep('reload-config', params, [preview], action), restartStep(context))];
  },
};
