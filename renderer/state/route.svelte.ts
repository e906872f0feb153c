/** The place in the app, kept in the address so that back and forward work. */
import type { VerdictCode } from '../../electron/contract/codes.ts';
import type { PageName } from '../../electron/contract/messages/app.ts';
import { addressOf, placeOf } from '../model/route.ts';
import type { Place } from '../model/route.ts';

export class Route {
  place = $state.raw<Place>(placeOf(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      this.place = placeOf(location.hash);
    });
  }

  go(page: PageName, code?: VerdictCode): void {
    location.hash = addressOf(page, code);
  }
}
