/** One program, run with what the preview showed and nothing else. */
import type { Refusal } from '../../contract/remedies.ts';
import type { Command, Hand, RunOptions } from '../../machine/hand.ts';

/** `null`: it ended well. */
export async function runStep(
  hand: Hand,
  command: Command,
  elevated: boolean,
  options: RunOptions,
): Promise<Refusal | null> {
  const result = elevated ? await hand.runElevated(command) : await hand.run(command, options);
  const program = command.argv[0] ?? '';
  switch (result.state) {
    case 'exited':
      return result.code === 0 ? null : { refused: 'command-failed', params: { program, reason: `${result.code}` } };
    case 'failed':
      return { refused: 'command-failed', params: { program, reason: result.reason } };
    case 'declined':
    case 'cancelled':
      return { refused: result.state, params: { program } };
  }
}
