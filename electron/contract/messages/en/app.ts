/** The texts of the app. */
import { ENGINE_ENDED, HOST_GONE } from '../../app.ts';
import { PASTED } from '../../given-text.ts';
import type { AppMessages } from '../app.ts';
import { detailsEn } from './app-details.ts';
import { homeEn } from './app-home.ts';
import { pasteEn } from './app-paste.ts';
import { repairEn } from './app-repair.ts';
import { shareEn } from './app-share.ts';
import { verdictEn } from './app-verdict.ts';
import { watchTextsEn } from './app-watch.ts';
import { cliEn } from './cli.ts';
import { collectors } from './collectors.ts';

/** Calls that ended with what answers them. */
const ENDED: ReadonlyMap<string, string> = new Map([
  [ENGINE_ENDED, 'The process that does the work ended. Please try again.'],
  [HOST_GONE, 'NapCat Doctor does not answer: it was closed. Please start it again.'],
]);

export const appEn: AppMessages = {
  self: 'English',
  title: 'NapCat Doctor',
  tagline: 'Finds out why a QQ bot is silent',
  skipToContent: 'Skip to content',
  navigation: 'Pages',
  pages: {
    home: 'Check',
    verdict: 'Verdict',
    repair: 'Repair',
    watch: 'Watch',
    details: 'Details',
    share: 'Get help',
    explain: 'Explanations',
    settings: 'Settings',
    about: 'About',
  },
  collectors,
  coverage: cliEn.coverage,
  answers: cliEn.ports.answers,
  common: {
    copy: 'Copy',
    copied: 'Copied',
    copyOf: (what) => `Copy: ${what}`,
    yes: 'yes',
    no: 'no',
    unknown: 'unknown',
    none: 'none',
    time: (milliseconds) =>
      milliseconds < 1
        ? 'under 1 ms'
        : milliseconds < 1000
          ? `${Math.round(milliseconds)} ms`
          : `${(milliseconds / 1000).toFixed(1)} s`,
    failed: (reason) => ENDED.get(reason) ?? `A fault in NapCat Doctor itself: ${reason}`,
    loading: 'Reading …',
    pair: (name, value) => `${name}: ${value}`,
    source: (source) => (source === PASTED ? 'pasted text' : source),
  },
  home: homeEn,
  verdict: verdictEn,
  details: detailsEn,
  explain: {
    heading: 'All verdict codes',
    lead: 'Each code is one root cause. The pages work offline.',
    search: 'Search codes, titles and texts',
    found: (count) => `${count} ${count === 1 ? 'code' : 'codes'}`,
    noCause: 'Verdicts that are not a cause',
    what: cliEn.page.what,
    proof: cliEn.page.proof,
    ladder: cliEn.page.ladder,
    ladderWords: cliEn.page,
    steps: cliEn.page.steps,
    avoid: cliEn.page.avoid,
    mistakenFor: cliEn.page.mistakenFor,
    back: 'All codes',
  },
  settings: {
    language: 'Language',
    languages: { system: 'As the system', zh: '中文', en: 'English' },
    theme: 'Appearance',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
    probes: 'Probes',
    deepProbe: 'Allow the deep probe',
    deepProbeText:
      'A check then makes one real handshake with the bot framework, with a test account. It proves whether path and Token are right, but plugins that greet a new bot run once. Off unless you turn it on.',
    webui: 'Allow logging in to NapCat’s WebUI',
    webuiText:
      'A check logs in to the WebUI of the NapCat on this computer with the key in webui.json and asks which account and entries it uses. It only reads and keeps no key. Off by default.',
    data: 'Data',
    dataText:
      'Settings, window places, an unfinished repair and the app’s log are kept in this folder. Results of checks are not kept.',
    clear: 'Clear data',
    clearQuestion:
      'Remove settings, window places, an unfinished repair and logs? The backups for taking changes back stay.',
    clearConfirm: 'Remove',
    keep: 'Keep',
    cleared: 'Removed.',
  },
  about: {
    version: 'Version',
    runtimes: 'Runs on',
    independent: 'NapCat Doctor is an independent project, not affiliated with NapCat, NoneBot or Tencent.',
    privacy: 'It uploads nothing, counts nothing and looks for no updates.',
    licence: 'Published under the MIT licence.',
    licences: 'Software of others',
    licencesLead: 'The app contains these programs; thanks to their authors.',
    links: 'Web sites',
    napcat: 'NapCat documentation',
    nonebot: 'NoneBot documentation',
    releases: 'Releases of NapCat',
  },
  bundle: cliEn.bundle,
  paste: pasteEn,
  repair: repairEn,
  share: shareEn,
  watch: watchTextsEn,
  locked: {
    heading: 'Open the address from the terminal',
    text: 'This page needs the one-time key in the address that the terminal printed. Once it was used, go on in the tab that used it, or start NapCat Doctor again.',
  },
  fault: {
    heading: 'The page failed',
    text: 'This is a fault of NapCat Doctor itself. A repair under way is completed or taken back, never left half done.',
    what: 'The fault in its own words',
    reload: 'Load again',
    hung: 'The page does not answer',
    hungText: 'Give it some more time, or load the page again.',
    wait: 'Wait',
    openLog: 'Open the log folder',
    close: 'Close the app',
    ended: 'NapCat Doctor has to close because of an error of its own',
    log: (folder) => `The details are in the log: ${folder}`,
  },
  closing: {
    heading: 'This computer is being changed',
    text: 'It is safest to close when that is done. If you close now, what was done is taken back first; nothing stays half done.',
    afterwards: 'Close when done',
    now: 'Close now',
    stay: 'Keep open',
  },
};
