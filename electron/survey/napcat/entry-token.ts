/** The token that NapCat itself sends to an address, for a test that plays NapCat with the user's consent. */
import { valueOf } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import { createSecretTable } from '../secret.ts';
import { surveyNapCats } from './survey.ts';

/** `null`: no entry of a NapCat on this machine points there. Of several the first of what runs counts. */
export async function tokenOfEntry(
  machine: Machine,
  url: string,
  napcatDir: string | undefined,
  ask: Ask,
): Promise<string | null> {
  const [processes, listeners, connections, pipes] = await Promise.all([
    machine.processes(ask),
    machine.listeners(ask),
    machine.connections(ask),
    machine.pipes(ask),
  ]);
  const secrets = createSecretTable();
  const request = { deep: false, ...(napcatDir === undefined ? {} : { napcatDir }) };
  const { napcats } = await surveyNapCats(machine, request, { processes, listeners, connections, pipes }, secrets, ask);
  for (const { accounts } of napcats) {
    for (const { config } of accounts) {
      const entry = (valueOf(config.content)?.entries ?? []).find(
        (candidate) => candidate.kind === 'websocketClients' && candidate.url?.text.trim() === url.trim(),
      );
      if (entry !== undefined) return secrets.reveal(entry.token);
    }
  }
  return null;
}
