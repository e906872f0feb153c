/** The page's entry: finds its host, then shows the app, or says why it cannot. */
import { mount } from 'svelte';
import type { Bridge } from '../electron/contract/app.ts';
import { desktopBridge, findDesktopPort } from './bridge/desktop.ts';
import { openSession, webBridge } from './bridge/web.ts';
import { htmlLanguage, textsFor } from './model/texts.ts';
import Locked from './pages/Locked.svelte';
import Root from './Root.svelte';
import { App } from './state/app.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';

const target = document.querySelector('#app') ?? document.body;
const app = await openApp();
if (app === null) await lock();
else mount(Root, { target, props: { app } });

async function lock(): Promise<void> {
  const texts = await textsFor('system');
  document.documentElement.lang = htmlLanguage(texts.language);
  mount(Locked, { target, props: { texts } });
}

async function openApp(): Promise<App | null> {
  const bridge = await findBridge();
  // A session that the host no longer knows is as good as none.
  return bridge === null ? null : App.open(bridge).catch(() => null);
}

async function findBridge(): Promise<Bridge | null> {
  const port = findDesktopPort();
  if (port !== undefined) return desktopBridge(port);
  const session = await openSession();
  return session === null ? null : webBridge(session);
}
