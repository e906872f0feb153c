/** The one folder outside which looking at a machine writes nothing. */
import { join } from 'node:path';

export function stateDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'NapCat Doctor');
  const state = env.XDG_STATE_HOME;
  // The XDG base directory specification: a path that is not absolute is ignored.
  return join(state?.startsWith('/') === true ? state : join(home, '.local', 'state'), 'napcat-doctor');
}
