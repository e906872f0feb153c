/** Where the user is: the part of the address after `#`. Anything unknown is the first page. */
import { isVerdictCode } from '../../electron/contract/codes.ts';
import type { VerdictCode } from '../../electron/contract/codes.ts';
import { PAGES } from '../../electron/contract/messages/app.ts';
import type { PageName } from '../../electron/contract/messages/app.ts';

export interface Place {
  readonly page: PageName;
  /** The page of one code, below `explain`. */
  readonly code: VerdictCode | null;
}

export function placeOf(hash: string): Place {
  const [page = '', code = ''] = hash.replace(/^#\/?/, '').split('/');
  const name = PAGES.find((known) => known === page) ?? 'home';
  return { page: name, code: name === 'explain' && isVerdictCode(code) ? code : null };
}

export function addressOf(page: PageName, code?: VerdictCode): string {
  return code === undefined ? `#/${page}` : `#/${page}/${code}`;
}
