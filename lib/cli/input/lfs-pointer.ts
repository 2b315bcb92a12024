import { InputError } from './input-error';

/** How each pointer begins, as the specification of Git LFS says. */
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?\n/;

/**
 * Refuses what Git LFS leaves in place of a file: it can be read as YAML, and holds no object.
 * @param file - the file
 * @param text - its text
 * @param fix - how to get the file itself
 * @returns the text
 * @throws InputError when it is a pointer
 */
export function noPointer(file: string, text: string, fix = 'run git lfs pull'): string {
  if (!POINTER.test(text)) return text;
  throw new InputError({ at: file, what: 'is a pointer of Git LFS, not the file itself', fix });
}
