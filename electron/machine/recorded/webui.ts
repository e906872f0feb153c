/** What NapCat's WebUI said, from a recording. Neither token nor credential stands in one, so none is asked for. */
import { known, NOT_ASKED, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { WebUiQuestion, WebUiReply } from '../machine.ts';
import type { RecordingDocument } from './document.ts';

export function recordedWebUi({ webui }: RecordingDocument): (question: WebUiQuestion) => Answer<WebUiReply> {
  if (webui === undefined) return () => NOT_ASKED;
  if (!Array.isArray(webui)) return () => unanswered(webui.error, webui.reason);
  return ({ baseUrl, call }) => {
    const entry = webui.find((candidate) => candidate.call === call && sameBase(candidate.url, baseUrl));
    if (entry === undefined) return NOT_ASKED;
    const { code, message, data, error, reason } = entry;
    return error === undefined ? known({ code, message, data }) : unanswered(error, reason);
  };
}

function sameBase(a: string, b: string): boolean {
  return a.replace(/\/+$/, '').toLowerCase() === b.toLowerCase();
}
