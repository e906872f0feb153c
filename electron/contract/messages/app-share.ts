/** The texts of the page for helpers: a bundle that leaves, and somebody's that came. */

export interface ShareTexts {
  readonly heading: string;
  readonly lead: string;
  readonly make: string;
  readonly makeLead: string;
  readonly prepare: string;
  readonly prepareAgain: string;
  readonly preparing: string;
  readonly stop: string;
  readonly summary: string;
  readonly summaryLead: string;
  readonly copySummary: string;
  readonly noSummary: string;
  readonly parts: string;
  readonly partsLead: string;
  readonly size: (bytes: number) => string;
  readonly read: string;
  readonly reading: (file: string) => string;
  readonly cut: string;
  readonly masked: string;
  readonly omitted: string;
  readonly noRecording: string;
  readonly save: string;
  readonly saved: (path: string) => string;
  readonly downloaded: (name: string) => string;
  readonly notSaved: string;
  readonly notWritten: (path: string, code: string) => string;
  readonly draftLost: string;
  readonly open: string;
  readonly openLead: string;
  readonly choose: string;
  readonly drop: string;
  readonly dropHere: string;
  readonly elsewhere: (name: string) => string;
  readonly demo: string;
  readonly takenAt: (time: string, tool: string) => string;
  readonly readOnly: string;
  readonly backHere: string;
}
