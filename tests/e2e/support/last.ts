/** Runs the test that looks back on all walks after all of them. */
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

const LAST = 'every-path.test.ts';

export class LooksBackLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLast = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith(LAST);
    return [...sorted.filter((file) => !isLast(file)), ...sorted.filter(isLast)];
  }
}
