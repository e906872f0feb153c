/** The network between NapCat and a framework. */
import type { Answer } from '../../machine/answer.ts';
import type {
  BindOutcome,
  HttpAnswer,
  HttpQuestion,
  ProbeToken,
  TcpOutcome,
  WebSocketAnswer,
} from '../../machine/machine.ts';
import type { Entry, EntryUrl } from './onebot-config.ts';

export interface TargetFacts {
  /** Index into `napcats`; `null` for `--url`. */
  readonly napcat: number | null;
  readonly account: string | null;
  readonly entry: Entry | null;
  readonly file: string | null;
  readonly url: EntryUrl & { readonly usable: true };
  /** What the host part names, seen from this machine. */
  readonly hostKind: 'loopback' | 'unspecified' | 'own' | 'private' | 'public' | 'name';
  readonly resolved: Answer<readonly string[]>;
  readonly tcp: Answer<TcpOutcome>;
  /** In the order asked. */
  readonly http: readonly { readonly question: HttpQuestion; readonly answer: Answer<HttpAnswer> }[];
  readonly webSocket: readonly {
    readonly url: string;
    readonly token: ProbeToken;
    readonly deep: boolean;
    readonly answer: Answer<WebSocketAnswer>;
  }[];
  readonly bind: Answer<BindOutcome>;
}

export interface ComposeService {
  readonly file: string;
  readonly dir: string;
  readonly name: string;
  readonly image: string | null;
  /** Shares the host's network: its ports are the host's. */
  readonly hostNetwork: boolean;
  readonly ports: readonly { readonly host: number; readonly container: number }[];
}
