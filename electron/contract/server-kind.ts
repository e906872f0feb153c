/** What a server looks like from its answers alone (domain facts: nonebot dossier §7.1, measured). */
export type ServerKind =
  /** NoneBot with the OneBot V11 adapter: 405 with Allow: POST on /onebot/v11/. */
  | 'nonebot-v11'
  /** An ASGI server without the V11 routes: NoneBot without the adapter, or another FastAPI program. */
  | 'asgi'
  | 'aiocqhttp'
  | 'koishi'
  | 'websockets'
  | 'yunzai'
  | 'karin'
  | 'napcat-webui'
  /** TLS where plain was expected, or the other way round. */
  | 'tls'
  | 'plain'
  /** Another web server. */
  | 'http'
  /** Answers, but not in HTTP. */
  | 'not-http'
  /** Accepts and stays silent. */
  | 'silent'
  /** Accepts and hangs up or resets. */
  | 'hang-up';
