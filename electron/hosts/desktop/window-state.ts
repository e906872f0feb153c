/** Where the window stood last time, if that place is still on a screen. */
import * as v from 'valibot';

export const MINIMUM = { width: 480, height: 400 } as const;
const USUAL = { width: 1180, height: 800 } as const;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const windowStateSchema = v.strictObject({
  bounds: v.strictObject({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
  maximized: v.boolean(),
});
export type WindowState = v.InferOutput<typeof windowStateSchema>;

/** Size, and the place when enough of the title bar can be seen there to drag it. */
export function placeFor(
  state: WindowState | null,
  screens: readonly Rectangle[],
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  if (state === null) return USUAL;
  const { x, y } = state.bounds;
  const width = Math.max(MINIMUM.width, state.bounds.width);
  const height = Math.max(MINIMUM.height, state.bounds.height);
  const visible = screens.some(
    (screen) =>
      x + width > screen.x + GRIP &&
      x < screen.x + screen.width - GRIP &&
      y >= screen.y &&
      y < screen.y + screen.height - GRIP,
  );
  return visible ? { width, height, x, y } : { width, height };
}

/** Pixels of the window that must be on a screen. */
const GRIP = 64;
