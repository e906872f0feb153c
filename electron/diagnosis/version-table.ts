/**
 * Documented defects by version: data with sources. A version alone accuses nobody; its symptom must be seen too.
 */
import type { LogRuleId } from './log-rules/index.ts';

/**
 * A symptom that is not one log line: nobody dials although all is ready; nothing is received while sending goes on;
 * the reporter says or shows that no events come.
 */
export type Sign = 'never-dials' | 'receives-nothing-more' | 'events-missed';

export interface Defect {
  readonly id: string;
  /** `napcat`, or the name of a Python or npm package. */
  readonly product: string;
  /** First and last bad version, both included. */
  readonly from: string;
  readonly to: string;
  readonly fixedIn?: string;
  /** Any of these shows it. */
  readonly symptoms: readonly (LogRuleId | Sign)[];
  /** Picks the sentence of `framework-defect`. */
  readonly variant?: 'lifespan' | 'other';
  readonly source: string;
}

export const DEFECTS: readonly Defect[] = [
  {
    id: '#532',
    product: 'napcat',
    from: '4.1.0',
    to: '4.1.2',
    fixedIn: '4.1.3',
    symptoms: ['never-dials'],
    source: 'https://github.com/NapNeko/NapCatQQ/issues/532',
  },
  {
    id: '#1197, #1201',
    product: 'napcat',
    from: '4.8.95',
    to: '4.8.95',
    fixedIn: '4.8.96',
    symptoms: ['receives-nothing-more', 'events-missed'],
    source: 'https://github.com/NapNeko/NapCatQQ/issues/1201',
  },
  {
    id: '#252',
    product: 'napcat',
    from: '2.0.19',
    to: '2.0.19',
    symptoms: ['napcat.action-unknown', 'wire.action-unknown'],
    source: 'https://github.com/NapNeko/NapCatQQ/issues/252',
  },
  {
    id: 'TRSS-Yunzai #123',
    product: 'napcat',
    from: '2.0.11',
    to: '2.0.11',
    symptoms: ['yunzai.action-timeout'],
    source: 'https://github.com/TimeRainStarSky/Yunzai/issues/123',
  },
  {
    id: '#871',
    product: 'napcat',
    from: '4.6.7',
    to: '4.6.7',
    fixedIn: '4.6.8',
    symptoms: ['napcat.kernel-timeout', 'wire.kernel-timeout'],
    source: 'https://github.com/NapNeko/NapCatQQ/issues/871',
  },
  {
    id: 'NapCatQQ-Desktop #2',
    product: 'napcat',
    from: '1.0.0',
    to: '1.9.99',
    symptoms: ['napcat.socket-not-open'],
    source: 'https://github.com/NapNeko/NapCatQQ-Desktop/issues/2',
  },
  {
    id: 'FastAPI < 0.93',
    product: 'fastapi',
    from: '0.0.0',
    to: '0.92.99',
    fixedIn: '0.93.0',
    symptoms: ['uvicorn.lifespan-missing'],
    variant: 'lifespan',
    source: 'measured: NoneBot 2.4 on FastAPI 0.92 accepts every socket and drops it with "Lifespan not started"',
  },
];
