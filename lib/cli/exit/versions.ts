import type { Command } from 'commander';
import { COMPONENTS } from '../../components';
import { REPLACEMENTS, replacementOf } from '../../components/replacements';
import type { Replacement } from '../../definition/replacement';
import { VERSION_WORDS, versionLine, type KnownVersion, type VersionLine } from '../../definition/version-line';
import { KUBERNETES_VERSIONS } from '../../exit/ladder-kubernetes';
import { compareVersions, lineOf } from '../../values/version-number';
import { usageError } from '../usage-error';

/** Versions that an error names around the one that was asked for. */
const NEAREST = 12;

/**
 * The replacement of a component.
 * @param name - name of the component, or its key in the Verrazzano resource
 * @param command - the command, which ends where there is no such component
 */
export function replacementNamed(name: string, command: Command): Replacement {
  const found = replacementOf(name) ?? replacementOf(COMPONENTS.find(({ key }) => key === name)?.name ?? '');
  const allowed = REPLACEMENTS.map(({ component }) => component).sort();
  if (found !== undefined) return found;
  const owners = REPLACEMENTS.filter(({ charts }) => charts.some((chart) => chart.name === name));
  const [owner] = owners.map(({ component }) => component);
  return usageError(command, {
    what: 'unknown component',
    got: name,
    allowed: allowed.join(', '),
    ...(owner !== undefined && { fix: `${name} is the chart of component ${owner}: use that name` }),
  });
}

/**
 * A version of a component.
 * @param line - all its versions
 * @param text - what the user wrote
 * @param role - where the hop begins, or ends
 * @param command - the command, which ends where there is no such version
 */
export function versionNamed(line: VersionLine, text: string, role: 'from' | 'to', command: Command): KnownVersion {
  return line.find(text, role) ?? usageError(command, unknownVersion(line, text));
}

function unknownVersion({ versions, replacement }: VersionLine, text: string): Parameters<typeof usageError>[1] {
  const { component, beyond, charts, instead, newest } = replacement;
  if (charts.length === 0) {
    return {
      what: `${component} has no successor`,
      got: text,
      allowed: `${replacement.installed} or release, and none for its removal`,
      fix: instead ?? 'remove it',
    };
  }
  const isLater = newest !== undefined && isBeyond(text, versions.filter(({ version }) => version === newest).at(-1));
  return {
    what: `${component} has no such version, as far as is known`,
    got: text,
    allowed: `${VERSION_WORDS.join(', ')}, ${nearest(versions, text).join(', ')}`,
    ...(beyond !== undefined && isLater ? { fix: beyond } : {}),
  };
}

/** Whether a string is a later version than one: of the chart, or of the same major line of the application. */
function isBeyond(text: string, newest: KnownVersion | undefined): boolean {
  if (newest === undefined) return false;
  const { version, app } = newest;
  return compareVersions(text, version) > 0 || (lineOf(text, 1) === lineOf(app, 1) && compareVersions(text, app) > 0);
}

/** Some versions around a string, the first and the last among them. */
function nearest(versions: readonly KnownVersion[], text: string): string[] {
  const texts = versions.map(({ version, app }) => (version === app ? version : `${version} (${app})`));
  const all = [...new Set(texts)];
  if (all.length <= 2 * NEAREST) return all;
  const place = versions.filter(({ version }) => compareVersions(version, text) <= 0).length;
  const start = Math.min(Math.max(place - NEAREST / 2, 1), all.length - NEAREST - 1);
  const ends = (at: number): string[] => all.slice(at, at + 1);
  return [...ends(0), '...', ...all.slice(start, start + NEAREST), '...', ...ends(all.length - 1)];
}

/**
 * A version of Kubernetes, as its minor.
 * @param text - what the user wrote, such as `1.30` or `v1.30.4`
 * @param option - the option it was given for
 * @param command - the command, which ends where it is not such a version
 */
export function kubernetesVersion(text: string, option: string, command: Command): string {
  const [, minor = ''] = /^v?(1\.\d{1,2})(?:\.\d+)?(?:[-+][\w.+-]*)?$/.exec(text) ?? [];
  const { from, to } = KUBERNETES_VERSIONS;
  if (minor !== '' && compareVersions(minor, from) >= 0 && compareVersions(minor, to) <= 0) return minor;
  return usageError(command, {
    what: `${option} is not a known version of Kubernetes`,
    got: text,
    allowed: `${from} to ${to}`,
  });
}

/**
 * Versions that were stated for components, as `NAME=VERSION`.
 * @param texts - what the user wrote
 * @param role - where a hop begins, or ends
 * @param option - the option
 * @param command - the command, which ends where one is not known
 */
export function statedVersions(
  texts: readonly string[],
  role: 'from' | 'to',
  option: string,
  command: Command,
): ReadonlyMap<Replacement, KnownVersion | undefined> {
  const stated = new Map<Replacement, KnownVersion | undefined>();
  for (const text of texts) {
    const [name = '', ...rest] = text.split('=');
    const replacement = replacementNamed(name, command);
    if (stated.has(replacement))
      usageError(command, { what: `${option} names ${replacement.component} twice`, got: text });
    const version = rest.join('=');
    stated.set(
      replacement,
      rest.length === 0 ? undefined : versionNamed(versionLine(replacement), version, role, command),
    );
  }
  return stated;
}
