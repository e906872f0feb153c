/** Narrowing of parsed documents: JSON, YAML and TOML of strangers, where any value may stand anywhere. */

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

export function asList(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A text, or a number written without quotes. */
export function asScalarText(value: unknown): string | null {
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : asText(value);
}

/** A port as number or text. */
export function asPort(value: unknown): number | null {
  const text = asScalarText(value)?.trim() ?? '';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port >= 1 && port <= 65535 ? port : null;
}
