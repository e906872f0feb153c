/** The origin of our own page: a scheme of the app, so that it is no file and no web site. */
import { LINKS } from '../../contract/app.ts';

export const SCHEME = 'app';
export const PAGE = `${SCHEME}://napcat-doctor/`;

/** Whether an address is our page (anything after `#` is its own business). */
export function isOurPage(url: string): boolean {
  return url.replace(/#.*$/s, '') === PAGE;
}

/** Whether the user's browser may be sent there: exactly the links that the app shows. */
export function isOurLink(url: string): boolean {
  return Object.values<string>(LINKS).includes(url);
}
