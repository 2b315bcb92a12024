import { callAt } from './program/call-at';
import { findOption, valuesIn, type CallIn } from './program/find-option';
import { placeOfText, textOfPlace, type Program } from './program/program';

/** Where a program states an option. */
export interface OptionLine {
  /** The place, as `<file>:<line>:<column>`. */
  readonly line: string;
  /** The option as far as it is written there; the rest is computed. */
  readonly stated: readonly string[];
}

/**
 * Where a program states an option of a construct.
 * @param program - the program
 * @param lines - lines that create the construct, from the inside to the outside, with absolute files
 * @param option - path in its options
 * @param value - value of the field that follows from it
 * @returns undefined where the program cannot be read, or does not state it in a way that is understood
 */
export function optionLine(
  program: Program,
  lines: readonly string[],
  option: readonly string[],
  value: unknown,
): OptionLine | undefined {
  const found = constructed(program, lines, (call, callers) => findOption(call, option, callers));
  if (found === undefined || found.depth === 0) return undefined;
  const stated = option.slice(0, found.depth);
  // What a factory gets, such as `Dns.oci({ ... })`, is looked into for the value itself.
  const [same, ...others] = found.depth < option.length || found.isComputed ? valuesIn(found, value) : [];
  const node = same !== undefined && others.length === 0 ? same : found.name;
  return { line: textOfPlace(found.source, node), stated };
}

/**
 * Where a program states a value among the options of a construct, where it does so once.
 * @param program - the program
 * @param lines - lines that create the construct, from the inside to the outside, with absolute files
 * @param value - the value
 */
export function valueLine(program: Program, lines: readonly string[], value: unknown): string | undefined {
  const found = constructed(program, lines, (call, callers) => findOption(call, [], callers));
  const [same, ...others] = found === undefined ? [] : valuesIn(found, value);
  return found !== undefined && same !== undefined && others.length === 0 ? textOfPlace(found.source, same) : undefined;
}

function constructed<T>(
  program: Program,
  lines: readonly string[],
  find: (call: CallIn, callers: readonly CallIn[]) => T,
): T | undefined {
  const calls = lines.flatMap((line) => {
    const place = placeOfText(line);
    const source = place && program.source(place.file);
    const call = place && source && callAt(source, place);
    return call === undefined || source === undefined ? [] : [{ call, source, program }];
  });
  const [inner, ...callers] = calls;
  return inner && find(inner, callers);
}
