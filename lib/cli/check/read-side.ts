import { relative, sep } from 'path';
import type { SourceObject } from '../../checks/checked-object';
import type { CheckFinding } from '../../checks/finding';
import { findingText } from '../../checks/report/text';
import type { Session } from '../session';
import { readSources, type Files } from './read-sources';

/**
 * Reads one side of a comparison; files are named relative to its folder, so that both sides agree.
 * @param path - the folder or file
 * @param session - the run; it remembers what is refused
 * @param files - where the files are
 * @returns nothing when a file cannot be read: half of the objects would give another answer
 */
export function readSide(path: string, session: Session, files?: Files): readonly SourceObject[] | undefined {
  let objects: readonly SourceObject[] | undefined;
  session.with(path, () => {
    const sources = readSources([path], files);
    refuse(sources.unreadable, session);
    if (sources.unreadable.length === 0) objects = sources.objects.map((each) => relativeTo(path, each));
  });
  return objects;
}

function relativeTo(path: string, source: SourceObject): SourceObject {
  const inside = (file: string): string => relative(path, file).split(sep).join('/') || '.';
  return {
    ...source,
    file: source.file === path ? source.file : inside(source.file),
    root: source.apart ? inside(source.root) : '.',
  };
}

function refuse(unreadable: readonly CheckFinding[], session: Session): void {
  if (unreadable.length === 0) return;
  session.fail();
  for (const finding of unreadable) session.io.err(`${findingText(finding)}\n`);
}
