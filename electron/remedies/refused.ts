/** How a remedy says no while it plans. The planner turns it into a value; nobody else catches it. */
import type { Refusal, RefusalCode, StepParams } from '../contract/remedies.ts';

export class Refused extends Error implements Refusal {
  override readonly name = 'Refused';
  constructor(
    readonly refused: RefusalCode,
    readonly params: StepParams = {},
  ) {
    super(refused);
  }
}
