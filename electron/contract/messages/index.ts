/** The languages, loaded when they are wanted: the command line needs one, the app switches between both. */
import type { AppMessages } from './app.ts';
import type { Catalogue, Language } from './catalogue.ts';
import type { CliMessages } from './cli.ts';
import type { LabMessages } from './lab.ts';
import type { RemedyMessages } from './remedies.ts';

/** Every text about a diagnosis, in one language. */
export async function messagesFor(language: Language): Promise<Catalogue> {
  return language === 'zh' ? (await import('./zh/index.ts')).zh : (await import('./en/index.ts')).en;
}

/** The command line's own texts, in one language. */
export async function cliMessagesFor(language: Language): Promise<CliMessages> {
  return language === 'zh' ? (await import('./zh/cli.ts')).cliZh : (await import('./en/cli.ts')).cliEn;
}

/** The app's own texts, in one language. */
export async function appMessagesFor(language: Language): Promise<AppMessages> {
  return language === 'zh' ? (await import('./zh/app.ts')).appZh : (await import('./en/app.ts')).appEn;
}

/** What remedies do and say, in one language. */
export async function remedyMessagesFor(language: Language): Promise<RemedyMessages> {
  return language === 'zh'
    ? (await import('./zh/remedies.ts')).remediesZh
    : (await import('./en/remedies.ts')).remediesEn;
}

/** What the lab says, in one language. */
export async function labMessagesFor(language: Language): Promise<LabMessages> {
  return language === 'zh' ? (await import('./zh/lab.ts')).labZh : (await import('./en/lab.ts')).labEn;
}
