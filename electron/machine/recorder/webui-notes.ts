/**
 * What a recorder heard from NapCat's WebUI, as the `webui` of a recording. Written from the answers alone, so neither
 * the token nor the credential is in it; the tokens of the OneBot entries are starred.
 */
import type { Answer } from '../answer.ts';
import type { WebUiQuestion, WebUiReply } from '../machine.ts';
import { refusalOf } from '../recorded/content.ts';

export interface WebUiNotes {
  /** Takes the answer down when it comes, and hands it on. */
  take(question: WebUiQuestion, asked: Promise<Answer<WebUiReply>>): Promise<Answer<WebUiReply>>;
  entries(): readonly object[];
}

export function webUiNotes(): WebUiNotes {
  const notes = new Map<string, object>();
  return {
    async take({ baseUrl, call }, asked) {
      const answer = await asked;
      const note = noteOf(answer);
      if (note !== null) notes.set(`${call} ${baseUrl}`, { url: baseUrl, call, ...note });
      return answer;
    },
    entries: () => [...notes.values()],
  };
}

function noteOf(answer: Answer<WebUiReply>): object | null {
  if (answer.state === 'absent') return null;
  if (answer.state !== 'known') return refusalOf(answer);
  const { code, message, data } = answer.value;
  return { code, message, ...(data == null ? {} : { data: withoutTokens(data) }) };
}

function withoutTokens(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data, (key, value: unknown) => (isToken(key, value) ? '***' : value)));
}

function isToken(key: string, value: unknown): boolean {
  return /token|secret|password|credential/i.test(key) && value !== '';
}
