/** The three channels between page and main process. */
export const CHANNELS = {
  call: 'napcat-doctor:call',
  stop: 'napcat-doctor:stop',
  progress: 'napcat-doctor:progress',
} as const;
