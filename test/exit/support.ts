import type { ChangePoint } from '../../lib/definition/change-point';
import type { Replacement } from '../../lib/definition/replacement';
import type { KnownVersion } from '../../lib/definition/version-line';
import { versionLine } from '../../lib/definition/version-line';

/** A replacement for tests: `1.0.0` is installed, and the releases are published. */
export function replacement(
  component: string,
  releases: readonly string[],
  more: Partial<Replacement> = {},
): Replacement {
  return {
    component,
    status: 'maintained',
    statement: 'maintained',
    source: 'test',
    risk: 'low',
    installed: '1.0.0',
    charts: [
      {
        name: component,
        kind: 'helm',
        repository: 'https://charts.example.com',
        releases,
        source: 'test',
        licence: 'MIT',
      },
    ],
    newest: [...releases].at(-1)?.split(' ').at(-1) ?? '',
    ...more,
  };
}

/** The last version that a string names. */
export function version(of: Replacement, text: string, role: 'from' | 'to' = 'to'): KnownVersion {
  const found = versionLine(of).find(text, role);
  if (found === undefined) throw new Error(`${of.component} has no version ${text}`);
  return found;
}

/** A change of one kind. */
export function since(point: ChangePoint, what: string, more: object = {}) {
  return { since: point, kind: 'values', level: 'error', what, fix: `fix ${what}`, ...more } as const;
}
