/** Waiting that always ends. */

/** Resolves after that time, or at once when the signal fires. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

/** Seconds that were asked for, within reason. */
export function seconds(wanted: number | undefined, usual: number, most: number): number {
  return Math.min(most, Math.max(1, wanted ?? usual));
}
