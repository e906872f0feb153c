/** Calls through the preload script of the desktop app. */
import { DESKTOP_PORT } from '../../electron/contract/app.ts';
import type { Bridge, CallName, CallOptions, DesktopPort, ProgressOf, RequestOf } from '../../electron/contract/app.ts';

/** The port, when this page runs in the desktop app. */
export function findDesktopPort(): DesktopPort | undefined {
  return (window as { [DESKTOP_PORT]?: DesktopPort })[DESKTOP_PORT];
}

export function desktopBridge(port: DesktopPort): Bridge {
  const listeners = new Map<number, (progress: ProgressOf<CallName>) => void>();
  port.onProgress((id, progress) => listeners.get(id)?.(progress));
  let calls = 0;
  return {
    async call<K extends CallName>(name: K, request: RequestOf<K>, { signal, progress }: CallOptions<K> = {}) {
      calls += 1;
      const id = calls;
      const stop = (): void => port.stop(id);
      if (progress !== undefined) listeners.set(id, progress);
      signal?.addEventListener('abort', stop);
      try {
        return await port.call(id, name, request);
      } finally {
        listeners.delete(id);
        signal?.removeEventListener('abort', stop);
      }
    },
  };
}
