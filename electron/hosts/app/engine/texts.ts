/** What the user gave beside the machine, as texts that the survey reads like any other console. */
import { PASTED } from '../../../contract/given-text.ts';
import type { GivenText } from '../../../contract/given-text.ts';
import type { ConsoleText } from '../../../machine/machine.ts';
import { decodeText } from '../../../survey/text.ts';

export function consoleTextsOf(given: readonly GivenText[] = []): readonly ConsoleText[] {
  return given.map((one) =>
    one.kind === 'pasted'
      ? { of: PASTED, text: one.text }
      : { of: one.name, text: decodeText(Buffer.from(one.base64, 'base64'), undefined, 'tail').text },
  );
}
