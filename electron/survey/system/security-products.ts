/**
 * Programs known to stand between others and the network, by the names of their processes. Running is not blocking:
 * the list names whom to pause for a test and accuses nobody (domain facts: Windows dossier §b).
 */
import { mapAnswer } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { ProcessInfo } from '../../machine/machine.ts';
import type { SystemFacts } from '../facts.ts';
import { imageOf } from '../processes.ts';

type SecurityProducts = SystemFacts['securityProducts'] extends Answer<infer T> ? T : never;

type Products = Readonly<Record<string, readonly string[]>>;

/** Product → images, without `.exe`. Microsoft Defender runs everywhere and is left out: to name it says nothing. */
const ANTIVIRUS: Products = {
  火绒安全软件: ['hipsdaemon', 'hipstray', 'hipsmain', 'usysdiag', 'wsctrlsvc'],
  '360 安全卫士': ['360tray', '360safe', 'zhudongfangyu'],
  '360 杀毒': ['360sd', '360rp'],
  腾讯电脑管家: ['qqpctray', 'qqpcrtp', 'qqpcmgr'],
  金山毒霸: ['kxetray', 'kxescore', 'kxemain'],
  瑞星: ['ravmond', 'rstray'],
  '2345 安全卫士': ['2345safetray', '2345safesvc'],
  'Kaspersky (卡巴斯基)': ['avp', 'avpui'],
  Avast: ['avastsvc', 'avastui'],
  AVG: ['avgsvc', 'avgui'],
  ESET: ['ekrn', 'egui'],
  Bitdefender: ['bdservicehost', 'vsserv', 'bdagent'],
  Norton: ['nortonsecurity', 'nortonsvc'],
  McAfee: ['mcshield', 'mfemms'],
  Malwarebytes: ['mbamservice'],
};

/** They filter connections and leave files alone. */
const FILTERS: Products = {
  simplewall: ['simplewall'],
  Portmaster: ['portmaster', 'portmaster-core', 'portmaster-start'],
  TinyWall: ['tinywall'],
  GlassWire: ['glasswire', 'gwctlsrv'],
  NetLimiter: ['nlsvc', 'nlclientapp'],
  AdGuard: ['adguard', 'adguardsvc'],
};

/** They carry connections elsewhere; a TUN adapter takes all of them. */
const PROXIES: Products = {
  Proxifier: ['proxifier', 'proxifier64'],
  'Clash for Windows': ['clash for windows', 'clash-win64'],
  'Clash Verge': ['clash-verge', 'clash-verge-service', 'verge-mihomo', 'verge-mihomo-alpha'],
  FlClash: ['flclash', 'flclashcore'],
  'Clash / mihomo': ['clash', 'clash-meta', 'mihomo', 'clash-windows-amd64', 'mihomo-windows-amd64'],
  v2rayN: ['v2rayn'],
  'V2Ray / Xray': ['v2ray', 'xray'],
  'sing-box': ['sing-box'],
  NekoRay: ['nekoray', 'nekobox', 'nekobox_core', 'nekoray_core'],
  Hiddify: ['hiddify', 'hiddifycli'],
  'Watt Toolkit': ['steam++'],
  '网易 UU 加速器': ['uu'],
  雷神加速器: ['leigod'],
};

type Product = Pick<SecurityProducts[number], 'name' | 'kind'>;

const PRODUCT_BY_IMAGE: ReadonlyMap<string, Product> = new Map(
  Object.entries({ antivirus: ANTIVIRUS, filter: FILTERS, proxy: PROXIES } as const).flatMap(([kind, products]) =>
    Object.entries(products).flatMap(([name, images]) =>
      images.map((image): [string, Product] => [image, { name, kind: kind as Product['kind'] }]),
    ),
  ),
);

/** Each product once, by the first of its processes. */
export function findSecurityProducts(processes: Answer<readonly ProcessInfo[]>): Answer<SecurityProducts> {
  return mapAnswer(processes, (list) => {
    const found = new Map<string, SecurityProducts[number]>();
    for (const process of list) {
      const product = PRODUCT_BY_IMAGE.get(imageOf(process).replace(/\.exe$/, ''));
      if (product !== undefined && !found.has(product.name))
        found.set(product.name, { ...product, process: process.name, pid: process.pid });
    }
    return [...found.values()];
  });
}
