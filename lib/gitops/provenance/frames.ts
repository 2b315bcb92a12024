import { existsSync } from 'fs';
import { dirname, join, relative, sep } from 'path';
import { fileURLToPath } from 'url';

/** Where in a program a construct is created. */
export interface ProgramPlace {
  /** Lines of the program from the inside to the outside, as `<file>:<line>:<column>`; the file is absolute. */
  readonly lines: readonly string[];
  /** Whether the program creates it itself, and not a construct of this package. */
  readonly isDirect: boolean;
}

/** Folder of this package; code of it is in `lib`, or in `build` once it is compiled. */
const PACKAGE = folderOfPackage(__dirname);
const OWN = [join(PACKAGE, 'lib') + sep, join(PACKAGE, 'build') + sep];
const LIBRARIES = `${sep}node_modules${sep}`;
const MODULE_LOADER = 'node:internal/modules/';

/**
 * The lines of the program in a stack.
 * @param stack - as an `Error` has it
 */
export function programPlace(stack: string): ProgramPlace {
  const all = stack.split('\n');
  // What is behind the loader of modules only imports the module whose code creates the construct.
  const loader = all.findIndex((line) => line.includes(MODULE_LOADER));
  const frames = (loader < 0 ? all : all.slice(0, loader)).flatMap((line) => placeOf(line) ?? []);
  const isOwn = ({ file }: Frame): boolean => OWN.some((folder) => file.startsWith(folder));
  // The frames of what records the stack come first.
  const callers = frames.slice(RECORDING_FRAMES);
  const lines = callers.filter((frame) => !isOwn(frame) && !frame.file.includes(LIBRARIES));
  const first = callers.find((frame) => isOwn(frame) || lines.includes(frame));
  return {
    lines: [...new Set(lines.map(({ file, position }) => `${file}:${position}`))],
    isDirect: first !== undefined && !isOwn(first),
  };
}

/** Frames inside of trace.ts. */
const RECORDING_FRAMES = 3;

interface Frame {
  readonly file: string;
  readonly position: string;
}

/** The file of a line of a stack; undefined for code of Node.js. */
function placeOf(line: string): Frame | undefined {
  const [, place, position] = /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+:\d+)\)?$/.exec(line) ?? [];
  if (place === undefined || position === undefined) return undefined;
  return { file: place.startsWith('file://') ? fileURLToPath(place) : place, position };
}

/**
 * A place with its file as seen from a folder, with forward slashes.
 * @param line - `<file>:<line>:<column>`
 * @param folder - the folder
 */
export function placeFrom(line: string, folder: string): string {
  const [, file = '', position = ''] = /^(.*):(\d+:\d+)$/.exec(line) ?? [];
  return `${relative(folder, file).split(sep).join('/')}:${position}`;
}

/**
 * The file of a place.
 * @param line - `<file>:<line>:<column>`
 */
export function fileOf(line: string): string {
  return line.replace(/:\d+:\d+$/, '');
}

function folderOfPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : folderOfPackage(dirname(folder));
}
