/** The WebSocket routes of NoneBot's OneBot V11 adapter (adapter-onebot v11/adapter.py `_setup`); a query does no harm. */
const V11_PATHS: ReadonlySet<string> = new Set(['/onebot/v11/', '/onebot/v11/ws', '/onebot/v11/ws/']);

export function isV11WebSocketPath(path: string): boolean {
  return V11_PATHS.has(path.split('?')[0] ?? '');
}

/** Of its sister for OneBot 12, which expects another client. */
export function isV12Path(path: string): boolean {
  return path.startsWith('/onebot/v12/');
}
