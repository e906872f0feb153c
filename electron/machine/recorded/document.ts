/**
 * The recording as a document: its shape, read from untrusted YAML or JSON (docs/recording.md). Unknown keys are kept
 * and ignored; a value of the wrong type is refused with its place, because half a recording would accuse the wrong
 * side.
 */
import * as v from 'valibot';
import { WEBUI_CALLS } from '../machine.ts';

const text = v.string();
const nullableText = v.optional(v.nullable(v.string()), null);
const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535));
const pid = v.pipe(v.number(), v.integer());
const time = v.pipe(
  v.union([text, v.date()]),
  v.check((value) => !Number.isNaN(new Date(value).getTime()), 'Expected a time such as 2025-02-20T12:00:00+08:00'),
);
const scalars = v.record(text, v.union([text, v.number(), v.boolean(), v.null()]));

/** Asked, and not answered. `reason` is kept as it was given. */
const refused = v.looseObject({ error: v.picklist(['denied', 'timeout']), reason: v.optional(text) });
/** What was asked of one process; `not-found`: it had gone by then. */
const lost = v.looseObject({ error: v.picklist(['denied', 'timeout', 'not-found']), reason: v.optional(text) });

/** A section is its list, or why it could not be had. */
const section = <T extends v.GenericSchema>(schema: T) => v.optional(v.union([refused, schema]));

const processEntry = v.looseObject({
  pid,
  ppid: v.optional(v.nullable(pid), null),
  name: text,
  path: nullableText,
  commandLine: nullableText,
  cwd: nullableText,
  startedAt: v.optional(v.nullable(time), null),
  modules: v.optional(v.union([v.array(text), lost])),
  env: v.optional(v.union([lost, scalars])),
  windowTitle: v.optional(v.nullable(text)),
});

const bytes = { text: v.optional(text), base64: v.optional(text), cut: v.optional(text) };

const fileEntry = v.union([
  v.null(),
  text,
  v.looseObject({
    ...bytes,
    modifiedAt: v.optional(v.nullable(time)),
    size: v.optional(v.nullable(v.number())),
    part: v.optional(v.picklist(['whole', 'head', 'tail'])),
    /** The beginning of a file of which the object otherwise holds the tail. */
    head: v.optional(v.looseObject(bytes)),
    error: v.optional(v.picklist(['denied', 'locked', 'timeout', 'not-found'])),
    reason: v.optional(text),
    /** A folder; what lies in it is its own entry. */
    directory: v.optional(v.boolean()),
    /**
     * `false`: a folder that was seen and not looked into. `true` with `not-found`: its folder names it, yet there is
     * nothing (a link to nowhere).
     */
    listed: v.optional(v.boolean()),
  }),
]);

const probeEntry = v.looseObject({
  tcp: v.optional(text),
  http: v.optional(text),
  websocket: v.optional(text),
  bind: v.optional(text),
  resolve: v.optional(text),
  selfTest: v.optional(text),
  outcome: v.optional(text),
  status: v.optional(v.number()),
  headers: v.optional(v.record(text, v.union([text, v.number()]))),
  body: v.optional(v.nullable(text)),
  token: v.optional(v.picklist(['configured', 'none', 'made-up'])),
  deep: v.optional(v.boolean()),
  closeCode: v.optional(v.number()),
  closeReason: v.optional(v.nullable(text)),
  addresses: v.optional(v.array(text)),
  error: v.optional(v.picklist(['denied', 'timeout'])),
  reason: v.optional(text),
});

const webUiEntry = v.looseObject({
  url: text,
  call: v.picklist(WEBUI_CALLS),
  code: v.optional(v.number(), 0),
  message: v.optional(text, ''),
  data: v.optional(v.unknown()),
  error: v.optional(v.picklist(['denied', 'timeout'])),
  reason: v.optional(text),
});

const registryValues = v.record(text, v.union([text, v.number(), v.array(text), v.boolean(), v.null()]));

const endpoint = v.pipe(
  text,
  v.check((value) => {
    const number = /^.+:(\d{1,5})$/.exec(value)?.[1];
    return number !== undefined && Number(number) <= 65535;
  }, 'Expected address:port, an IPv6 address in brackets'),
);

const portRanges = v.array(
  v.looseObject({ from: port, to: port, family: v.optional(v.picklist(['ipv4', 'ipv6']), 'ipv4') }),
);

const profile = v.looseObject({
  system: v.optional(text),
  processor: v.optional(text),
  cores: v.optional(v.number()),
  memory: v.optional(v.number()),
  disks: v.optional(v.array(v.looseObject({ name: text, size: v.number(), free: v.nullable(v.number()) }))),
  adapters: v.optional(v.array(v.looseObject({ name: text, type: text, virtual: v.boolean() }))),
  docker: v.optional(text),
  wsl: v.optional(v.boolean()),
});

const offset = v.pipe(v.number(), v.minValue(0));
/** A change of a kind that is not known here is kept, and passed over. */
const watch = v.looseObject({
  startedAt: time,
  lastedMs: offset,
  looks: v.optional(offset, 0),
  changes: v.optional(
    v.array(
      v.looseObject({
        at: offset,
        change: text,
        who: v.optional(v.picklist(['napcat', 'framework', 'other']), 'other'),
        local: v.optional(endpoint),
        remote: v.optional(endpoint),
        pid: v.optional(v.nullable(pid)),
        name: v.optional(text),
      }),
    ),
    [],
  ),
  logs: v.optional(
    v.array(
      v.looseObject({
        path: text,
        of: text,
        text,
        arrivals: v.array(v.looseObject({ at: offset, line: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
      }),
    ),
    [],
  ),
});

export const recordingSchema = v.looseObject({
  format: v.optional(text),
  takenAt: v.optional(time),
  host: v.optional(
    v.looseObject({
      platform: v.optional(v.picklist(['win32', 'linux'])),
      release: v.optional(v.union([text, v.number()])),
      edition: v.optional(v.nullable(text)),
      arch: v.optional(text),
      oemCodePage: v.optional(v.nullable(v.number())),
      homeDir: v.optional(v.nullable(text)),
      elevated: v.optional(v.nullable(v.boolean())),
      profile: v.optional(v.nullable(profile)),
    }),
    {},
  ),
  env: section(scalars),
  processes: section(v.array(processEntry)),
  pipes: section(v.array(text)),
  listeners: section(
    v.array(
      v.looseObject({ address: text, port, pid: v.optional(v.nullable(pid), null), v6only: v.optional(v.boolean()) }),
    ),
  ),
  connections: section(
    v.array(v.looseObject({ local: endpoint, remote: endpoint, state: text, pid: v.optional(v.nullable(pid), null) })),
  ),
  excludedPorts: section(portRanges),
  dynamicPorts: section(portRanges),
  registry: section(v.record(text, v.union([v.null(), refused, registryValues]))),
  network: section(
    v.looseObject({
      activeProfiles: v.optional(v.nullable(v.array(v.picklist(['domain', 'private', 'public'])))),
      firewallRunning: v.optional(v.nullable(v.boolean())),
      interfaces: v.optional(v.array(v.looseObject({ name: text, address: text })), []),
    }),
  ),
  files: section(v.record(text, fileEntry)),
  /** What a path means that `files` does not hold: `absent` (default), or `not-asked` in what the recorder wrote. */
  unlistedFiles: v.optional(v.picklist(['absent', 'not-asked']), 'absent'),
  roots: section(v.array(text)),
  probes: section(v.array(probeEntry)),
  webui: section(v.array(webUiEntry)),
  console: v.optional(v.array(v.looseObject({ of: text, text }))),
  watch: v.optional(watch),
});

export type RecordingDocument = v.InferOutput<typeof recordingSchema>;
export type ProcessEntry = v.InferOutput<typeof processEntry>;
export type FileEntry = v.InferOutput<typeof fileEntry>;
export type ProbeEntry = v.InferOutput<typeof probeEntry>;

export const RECORDING_FORMAT = 'napcat-doctor/recording@1';

/** Sections that this program does not know: a newer one wrote them. */
export function unknownSections(recording: RecordingDocument): readonly string[] {
  return Object.keys(recording).filter((section) => !Object.hasOwn(recordingSchema.entries, section));
}
