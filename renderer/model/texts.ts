/** The texts of the language in force. The other language is loaded when it is chosen, and then at once. */
import type { Settings } from '../../electron/contract/app.ts';
import type { AppMessages } from '../../electron/contract/messages/app.ts';
import type { Catalogue, Language } from '../../electron/contract/messages/catalogue.ts';
import { appMessagesFor, messagesFor, remedyMessagesFor } from '../../electron/contract/messages/index.ts';
import type { RemedyMessages } from '../../electron/contract/messages/remedies.ts';

export interface Texts {
  readonly language: Language;
  readonly app: AppMessages;
  readonly catalogue: Catalogue;
  readonly remedies: RemedyMessages;
}

export async function textsFor(choice: Settings['language']): Promise<Texts> {
  const language = choice === 'system' ? languageOf(navigator.language) : choice;
  const [app, catalogue, remedies] = await Promise.all([
    appMessagesFor(language),
    messagesFor(language),
    remedyMessagesFor(language),
  ]);
  return { language, app, catalogue, remedies };
}

/** As the page names its language. */
export function htmlLanguage(language: Language): string {
  return language === 'zh' ? 'zh-Hans' : 'en';
}

export function languageOf(locale: string): Language {
  return /^zh\b/i.test(locale) ? 'zh' : 'en';
}
