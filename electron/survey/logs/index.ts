/** Logs become events here: of NapCat, of frameworks, and of what the user pasted. */
export { surveyConsole } from './console.ts';
export { surveyFrameworkLogs } from './framework-logs.ts';
export { surveyNapCatLogs } from './napcat-logs.ts';
export { surveyStrayLogs } from './stray-logs.ts';
export { readLog } from './read.ts';
export type { LogSource } from './read.ts';
export { readLogText } from './scan.ts';
export type { TextSource } from './scan.ts';
