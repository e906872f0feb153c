/** Foreign text for people: what a terminal would obey, and signs that turn text around or hide in it, become a dot. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '·');
}

const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
