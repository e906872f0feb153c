/** The command line's own texts. */
import type { CliMessages } from '../cli.ts';
import { given } from '../phrase.ts';
import { bundleEn } from './bundle.ts';
import { collectors } from './collectors.ts';
import { q } from './phrases.ts';
import { confidence } from './ui.ts';

const nearest = (word: string | undefined): string => given(word, (shown) => `; did you mean ${shown}?`, '.');

export const cliEn: CliMessages = {
  progress: {
    looking: (what) => `Looking at ${what} …`,
    done: (what, state) => `${what}: ${state}`,
    cancelHint: 'Press Ctrl+C to cancel.',
  },
  collectors,
  coverage: {
    known: 'seen',
    absent: 'none there',
    denied: 'not seen: no permission',
    timeout: 'not seen: out of time',
    'not-asked': 'not looked at this time',
  },
  labels: {
    verdict: 'Verdict',
    evidence: 'Evidence',
    nextStep: 'Next step',
    also: 'Also found',
    unseen: 'Not seen',
    code: 'Code',
    hop: 'Hop',
    side: 'Side',
    napcat: 'NapCat',
    qq: 'QQ',
    framework: 'Bot framework',
    otherReading: (mode, form, reason) => `could be ${mode} (${form}) as well: ${reason}`,
    ways: 'Read in another way',
    elapsed: (milliseconds) => `took ${(milliseconds / 1000).toFixed(1)} seconds`,
    confidence,
  },
  page: {
    what: 'What it is',
    proof: 'What proves it',
    steps: 'What to do',
    avoid: 'What not to do',
    mistakenFor: 'Often mistaken for',
    allCodes: 'All codes',
  },
  help: {
    tagline: 'NapCat Doctor finds out why a QQ bot is silent. Only fix changes anything, and only after a yes.',
    usage: 'Usage: napcat-doctor [command] [options]',
    commandsHeading: 'Commands',
    optionsHeading: 'Options',
    examplesHeading: 'Examples',
    exitHeading: 'Exit status',
    exit: [
      '0  healthy',
      '1  warnings only',
      '2  a problem was found',
      '3  the evidence did not suffice',
      '64 usage error',
    ],
    more: 'See napcat-doctor help followed by a command for more about it.',
    commands: {
      diagnose: {
        summary: 'check the whole link and say which hop is broken (the default command)',
        usage: 'diagnose [options]',
        details: [
          'Looks at QQ and NapCat, the client entry, address and port, the handshake and the bot online, in this order.',
          'Registers no account with the bot; only --deep does.',
        ],
        examples: [
          'napcat-doctor',
          'napcat-doctor diagnose --json',
          'napcat-doctor diagnose --napcat D:\\NapCat --account 123456',
        ],
      },
      watch: {
        summary: 'Keep looking while you reproduce the problem, then say what happened',
        usage: 'watch [--seconds N] [options]',
        details: [
          'Looks at both programs, their ports, connections and logs, and lists what happens in order: attempts, refusals, links made and broken, restarts, crashes.',
          'Press Ctrl+C once the problem has shown itself to end and see the verdict; otherwise it ends by itself. It only looks.',
          'A NoneBot’s window cannot be seen. Have its output written to a file and name that with --log to have it followed.',
        ],
        examples: ['napcat-doctor watch', 'napcat-doctor watch --seconds 300 --log D:\\bot\\bot.log'],
      },
      fix: {
        summary: 'apply a remedy that the diagnosis offers, after showing what it changes',
        usage: 'fix REMEDY [--dry-run|--yes] [options]',
        details: [
          'Shows every change first: the diff of a file, the full command, the call to NapCat. Nothing happens without a yes.',
          'Here --url is the address that NapCat shall dial, where the diagnosis leaves a choice.',
          'Afterwards it checks again and exits like diagnose.',
        ],
        examples: ['napcat-doctor fix enable-entry --dry-run', 'napcat-doctor fix correct-url --yes'],
      },
      undo: {
        summary: 'take back what fix changed, byte for byte',
        usage: 'undo [ID] [--step N] [--list] [--json]',
        details: ['Without an ID it takes back the latest change. A file that was changed since is left alone.'],
        examples: ['napcat-doctor undo', 'napcat-doctor undo --list'],
      },
      ports: {
        summary: 'list the listening ports, who listens and what answers',
        usage: 'ports [--json] [--recording FILE]',
        details: ['Looks at each listening port and sends nothing that would register an account.'],
        examples: ['napcat-doctor ports'],
      },
      record: {
        summary: 'save what this computer answers to a recording, for developers',
        usage: 'record OUT.yaml [options]',
        details: ['A recording is not redacted and may hold Tokens and paths: do not publish it.'],
        examples: ['napcat-doctor record my-computer.yaml'],
      },
      export: {
        summary: 'Save a masked bundle as a zip, for whoever helps you',
        usage: 'export OUT.zip [--recording FILE|--watch N] [--show PART] [--without PART] [--yes]',
        details: [
          'Tokens, QQ numbers, nicknames, chat, user names, host names and addresses get other names, and a second look makes sure.',
          'Without --yes it only lists what would be in it and writes nothing; --show prints a part.',
        ],
        examples: ['napcat-doctor export bundle.zip', 'napcat-doctor export bundle.zip --yes --without recording.json'],
      },
      open: {
        summary: 'Open somebody’s bundle and diagnose it again; touches neither this machine nor the network',
        usage: 'open BUNDLE.zip [--json]',
        details: ['The recording in it is judged anew, by the rules of today.'],
        examples: ['napcat-doctor open bundle.zip'],
      },
      triage: {
        summary: 'One line a bundle, then the most frequent verdicts',
        usage: 'triage DIR [--json]',
        details: ['Reads the verdicts in the bundles and makes no new ones.'],
        examples: ['napcat-doctor triage D:\\bundles'],
      },
      knock: {
        summary: 'play NapCat and knock at the bot framework',
        usage: 'knock URL [--token TEXT] [--seconds N] [--json]',
        details: [
          'Tells a wrong path, a wrong token and a missing adapter apart, which nothing else can.',
          'Registers a made-up account for a moment: the bot’s connect plugins run. It says so before it begins.',
          'Without --token it sends the one of NapCat’s entry for this address.',
        ],
        examples: [
          'napcat-doctor knock ws://127.0.0.1:8080/onebot/v11/ws',
          'napcat-doctor knock ws://127.0.0.1:8080/onebot/v11/ws --token MyToken',
        ],
      },
      listen: {
        summary: 'play NoneBot, wait for NapCat and see what it brings',
        usage: 'listen PORT [--token TEXT] [--seconds N] [--json]',
        details: [
          'Listens on this computer only. Tells path, token and account (masked), the greeting, heartbeats and API answers; chat is not shown.',
          'With --token it compares what NapCat brings with that one.',
        ],
        examples: ['napcat-doctor listen 18099', 'napcat-doctor listen 18099 --token MyToken'],
      },
      relay: {
        summary: 'sit between NapCat and the framework and show what passes',
        usage: 'relay PORT URL [--seconds N] [--json]',
        details: [
          'Shows the handshake, frames, close codes and times as they happen; chat is not shown, and nothing is changed.',
          'Listens on this computer only. The path is NapCat’s own.',
        ],
        examples: ['napcat-doctor relay 18099 ws://127.0.0.1:8080/onebot/v11/ws'],
      },
      explain: {
        summary: 'show the page of a verdict code, offline',
        usage: 'explain [CODE]',
        details: ['Without a code it lists all codes.'],
        examples: ['napcat-doctor explain token-mismatch'],
      },
      completion: {
        summary: 'print a completion script for a shell',
        usage: 'completion powershell|bash|zsh|fish',
        details: ['Add the output to the start file of your shell.'],
        examples: ['napcat-doctor completion powershell'],
      },
      help: { summary: 'show help', usage: 'help [COMMAND]', details: [], examples: ['napcat-doctor help diagnose'] },
    },
    options: {
      without: { value: 'PART', text: 'leave this part out; may be given several times' },
      'dry-run': { value: null, text: 'show the plan and change nothing' },
      form: { value: 'shell|framework', text: 'the form of NapCat to switch to (switch-form)' },
      archive: { value: 'FILE', text: 'the NapCat release that you downloaded (switch-form)' },
      prove: { value: null, text: 'afterwards prove both ways: a short-lived entry, one event, one answered API call' },
      step: { value: 'N', text: 'take back this step only' },
      list: { value: null, text: 'list what was changed and can be taken back; take nothing back' },
      yes: { value: null, text: 'apply the plan or write the file without asking' },
      json: { value: null, text: 'print JSON; stdout holds exactly one document' },
      recording: { value: 'FILE', text: 'examine a recording or a bundle instead of this computer' },
      napcat: { value: 'DIR', text: 'the folder of NapCat' },
      account: { value: 'QQ', text: 'the QQ number to examine' },
      url: { value: 'WS', text: 'examine this WebSocket address as well' },
      log: { value: 'FILE', text: 'read this log as well; may be repeated; - is standard input' },
      deep: { value: null, text: 'make one real handshake with a test account; the bot’s connect plugins will run' },
      watch: {
        value: 'N',
        text: 'watch for N seconds first, while you reproduce the problem; the bundle then tells what happened',
      },
      show: { value: 'PART', text: 'print this part as it would leave, and write nothing' },
      seconds: {
        value: 'N',
        text: 'for this long at most, up to 3600; if left out: watch and listen 120, knock 3, relay 600',
      },
      token: { value: 'TEXT', text: 'the token: knock sends it, listen compares with it' },
      webui: {
        value: null,
        text: 'log in to NapCat’s WebUI once and read login state, network settings and log; changes nothing',
      },
      lang: { value: 'zh|en', text: 'language' },
      help: { value: null, text: 'show help' },
      version: { value: null, text: 'show the version' },
    },
  },
  ports: {
    headers: { address: 'Address', port: 'Port', process: 'Program', pid: 'PID', answer: 'Answers' },
    answers: {
      'nonebot-v11': 'NoneBot with the OneBot V11 adapter',
      asgi: 'a FastAPI program without OneBot V11',
      aiocqhttp: 'aiocqhttp family (AstrBot, LangBot, HoshinoBot)',
      koishi: 'Koishi',
      websockets: 'a WebSocket server (such as MaiBot’s adapter)',
      yunzai: 'TRSS-Yunzai',
      karin: 'Karin',
      'napcat-webui': 'NapCat WebUI',
      tls: 'demands encryption',
      plain: 'plain, refuses encryption',
      http: 'another web service',
      'not-http': 'answers, but not in HTTP',
      silent: 'accepts and stays silent',
      'hang-up': 'accepts and hangs up',
    },
    hiddenOwner: 'hidden (no permission)',
    none: 'No program listens.',
    unseen: (state) => `The listening ports could not be seen: ${state}.`,
  },
  watch: {
    watching: (seconds) =>
      `Watching for ${seconds} seconds at most. Reproduce the problem, then press Ctrl+C for the verdict.`,
    looking: 'Looking for the first time …',
    timeline: 'What happened while watching',
    nothing: 'Nothing happened.',
  },
  bundle: bundleEn,
  record: {
    written: (file) => `Wrote ${q(file)}.`,
    unredacted:
      'This file is not redacted: it may hold Tokens, QQ numbers and paths, so give it only to people you trust.',
  },
  errors: {
    unknownCommand: (word, near) => `There is no command ${q(word)}${nearest(near)}`,
    unknownOption: (word, near) => `There is no option ${q(word)}${nearest(near)}`,
    unknownCode: (word, near) => `There is no code ${q(word)}${nearest(near)}`,
    unknownShell: (word, known) => `The shell ${q(word)} is not supported; known are: ${known.join(', ')}.`,
    missingValue: (option) => `The option ${q(option)} needs a value.`,
    missingArgument: (argument) => `${q(argument)} is missing.`,
    extraArgument: (word) => `${q(word)} is one word too many.`,
    badValue: (word) => `${q(word)} is not a valid value.`,
    fileNotFound: (file) => `There is no file ${q(file)}.`,
    fileUnreadable: (file, reason) => `The file ${q(file)} cannot be read: ${q(reason)}.`,
    fileNotWritten: (file, reason) => `The file ${q(file)} cannot be written: ${q(reason)}.`,
    notARecording: (file, reason, line, column) =>
      `${q(file)} is not a recording${given(line, (n) => `, line ${n}${given(column, (c) => `, column ${c}`)}`)}: ${q(reason)}.`,
    cancelled: 'Cancelled; nothing was changed.',
    incomplete: 'Some things could not be seen; the verdict rests on what was seen.',
    ownFault: (reason) => `NapCat Doctor itself failed: ${q(reason)}.`,
  },
};
