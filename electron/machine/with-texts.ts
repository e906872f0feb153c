import type { ConsoleText, Machine } from './machine.ts';

/** The machine with the texts that its user gave beside it. */
export function withTexts(machine: Machine, texts: readonly ConsoleText[]): Machine {
  return texts.length === 0 ? machine : { ...machine, console: () => [...machine.console(), ...texts] };
}
