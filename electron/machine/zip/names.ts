/** Names of files in a zip: which are taken from strangers, and how our own are made. */

/** Names that Windows keeps for devices, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;
const LONGEST_NAME = 200;

/** A relative path of plain names, that leads nowhere else and that Windows can write. */
export function isSafeName(name: string): boolean {
  if (name === '' || name.length > LONGEST_NAME || FORBIDDEN.test(name)) return false;
  return name.split('/').every((part) => part !== '' && !/^\.{1,2}$|[. ]$|^ /.test(part) && !DEVICE.test(part));
}

/** A name made from one that a machine had. Letters of every script stay. */
export function safeName(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+|[. ]+$/g, '')
    .slice(0, 80);
  return plain === '' || DEVICE.test(plain) ? `_${plain}` : plain;
}
