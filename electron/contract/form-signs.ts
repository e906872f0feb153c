/**
 * What tells one form of NapCat from the others, without a language: the catalogue words it. What a sign names (a
 * program, a folder, a port) stands as it was found.
 */
export type FormSign =
  /** Whose process owns the port of NapCat's WebUI: only the stand-alone form has a worker. */
  | { readonly kind: 'webui-of-main' | 'webui-of-worker' | 'webui'; readonly port: number }
  /** A program of the container's host holds a port in the WebUI's range. */
  | { readonly kind: 'webui-published'; readonly port: number; readonly process: string }
  | { readonly kind: 'pipe'; readonly name: string }
  /** Who started QQ; `manager`: somewhere above it. */
  | { readonly kind: 'launcher' | 'parent' | 'manager'; readonly process: string }
  /** A process of a container, and the folder it works in, where that is seen. */
  | { readonly kind: 'contained'; readonly dir: string | null }
  /** Nothing but its command line. */
  | { readonly kind: 'command'; readonly command: string }
  /** The folder that NapCat's libraries were loaded from. */
  | { readonly kind: 'module'; readonly dir: string }
  | { readonly kind: 'logging-switch' | 'windows-shown' }
  | { readonly kind: 'environment'; readonly key: string }
  | { readonly kind: 'lite-loader' }
  | { readonly kind: 'file'; readonly path: string }
  /** Why it is this folder, where what runs did not say so. */
  | {
      readonly kind: 'named-on-console' | 'started-with' | 'only-of-form' | 'only-started' | 'only-folder';
      readonly path: string;
    };
