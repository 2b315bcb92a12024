import { effectiveImages } from '../../definition/effective-images';
import type { Platform } from '../../definition/platform';
import type { RemainingStep } from '../../gitops/gitops-cluster';
import type { ChartSource } from '../chart-source';
import type { Part } from '../delivery/part';

/**
 * What a person must know of components that published charts install.
 * @param parts - what is delivered
 * @param source - where the charts come from
 * @param platform - the platform
 */
export function publishedSteps(
  parts: readonly Part[],
  source: ChartSource,
  platform: Platform,
): readonly RemainingStep[] {
  const components = [...new Set(parts.flatMap(({ component, chart }) => (chart === undefined ? [] : [component])))];
  return [...preparations(components, source), ...publicImages(platform)];
}

/** Images of published charts that no value of the chart sets. */
function publicImages({ enabledComponents, effective, registry }: Platform): RemainingStep[] {
  if (registry === undefined) return [];
  const references = effectiveImages(enabledComponents, effective.spec, registry).map(({ reference }) => reference);
  const others = [...new Set(references)].filter((one) => !one.startsWith(registry.image(''))).sort();
  if (others.length === 0) return [];
  return [
    {
      title: 'Bring images of published charts into the private registry',
      when: 'before',
      instructions: [
        `No value of their charts sets these images, so that \`Registry.private\` does not reach them. Let the nodes pull them through a mirror, or allow their registries:`,
        '',
        ...others.map((one) => `- \`${one}\``),
      ].join('\n'),
    },
  ];
}

function preparations(components: readonly string[], source: ChartSource): RemainingStep[] {
  const notes = components.map((component) => ({ component, lines: source.notes(component) }));
  const found = notes.filter(({ lines }) => lines.length > 0);
  if (found.length === 0) return [];
  return [
    {
      title: 'Prepare for published charts',
      when: 'before',
      instructions: [
        'These components leave the charts of the release. Before the first sync:',
        ...found.flatMap(({ component, lines }) => ['', `- \`${component}\``, ...lines.map((line) => `  - ${line}.`)]),
      ].join('\n'),
    },
  ];
}
