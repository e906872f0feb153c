/**
 * The guided way from one form of NapCat to another: beside the old one, which stays until the new link is proven. Each
 * step is the user's; what must be carried over is named by its path.
 */
import type { Remedy } from '../remedy.ts';
import { userStep } from '../step.ts';

export const switchForm: Remedy = {
  code: 'switch-form',
  cures: ['liteloader-broken', 'qq-version-unsupported', 'napcat-known-bad-version', 'napcat-launcher-broken'],
  plan: (context) => {
    const { napcat, config, account } = context.situation;
    const dir = napcat?.dir ?? '';
    const uin = account === null ? {} : { account: account.uin };
    return Promise.resolve([
      userStep('open-release-page', { product: 'NapCat' }),
      userStep('unpack-beside', { dir }),
      userStep('carry-over-config', { file: config?.file ?? '', ...uin }),
      userStep('start-new-form', uin),
      userStep('keep-old-form', { dir }),
    ]);
  },
};
