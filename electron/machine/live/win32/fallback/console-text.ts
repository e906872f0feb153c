/**
 * Text that a console program printed. It comes in the OEM code page, or in UTF-8 where the system locale says so; as
 * bytes of a Chinese code page are hardly ever valid UTF-8, UTF-8 is tried first (domain facts: Windows §e).
 */
import iconv from 'iconv-lite';

/** Never fails: with an unknown code page, what is not ASCII becomes wrong letters and nothing worse. */
export function consoleText(bytes: Uint8Array, oemCodePage: number | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const encoding = `cp${String(oemCodePage)}`;
    return iconv.decode(Buffer.from(bytes), iconv.encodingExists(encoding) ? encoding : 'latin1');
  }
}
