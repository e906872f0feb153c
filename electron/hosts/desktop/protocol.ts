/** Serves the built page at app://napcat-doctor/ from memory, with the headers that both hosts send. */
import { protocol } from 'electron';
import { PAGE_HEADERS } from '../app/assets.ts';
import type { Asset } from '../app/assets.ts';
import { PAGE, SCHEME } from './page-origin.ts';

/** Has to be called before the app is ready. */
export function claimScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function servePage(assets: ReadonlyMap<string, Asset>): void {
  protocol.handle(SCHEME, ({ url, method }) => {
    const { host, pathname } = new URL(url);
    const asset = host === new URL(PAGE).host && method === 'GET' ? assets.get(pathname) : undefined;
    return asset === undefined
      ? new Response('no such page\n', { status: 404, headers: PAGE_HEADERS })
      : new Response(asset.body, { headers: { ...PAGE_HEADERS, 'Content-Type': asset.type } });
  });
}
