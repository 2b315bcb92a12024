import { groupOf, kindOf, nameOf, textAt } from '../connectivity/manifest';
import { readmeTable } from '../gitops/output/read-readme';
import { compare } from '../values/compare';
import type { JsonObject } from '../values/json';
import type { ClusterInput } from './input';
import type { UnitReport } from './model';
import { unitName } from './platforms';
import { SYNC_WAVE_ANNOTATION } from '../gitops/wave';

/**
 * The delivery units of a cluster in their order: those in its README, or else its Applications of Argo CD and Kustomizations of Flux.
 * @param cluster - its files
 */
export function unitsOf({ readme = '', manifests }: ClusterInput): UnitReport[] {
  const rows = readmeTable(readme, 'Delivery units').map(
    ([wave = '0', unit = '', content = '', , description = '']): UnitReport => ({
      wave: Number(wave),
      name: unitName(unit),
      content: /^\d+$/.test(content) ? `${content} ${content === '1' ? 'object' : 'objects'}` : content,
      description,
    }),
  );
  const units = rows.length > 0 ? rows : manifests.flatMap(({ object }) => applicationUnit(object));
  return units.sort((a, b) => a.wave - b.wave || compare(a.name, b.name));
}

function applicationUnit(object: JsonObject): UnitReport[] {
  const isApplication = kindOf(object) === 'Application' && groupOf(object) === 'argoproj.io';
  const isFlux = groupOf(object) === 'kustomize.toolkit.fluxcd.io' || kindOf(object) === 'HelmRelease';
  if (!isApplication && !isFlux) return [];
  const wave = Number(textAt(object, 'metadata', 'annotations', SYNC_WAVE_ANNOTATION) ?? 0);
  const chart = textAt(object, 'spec', 'source', 'chart') ?? textAt(object, 'spec', 'chart', 'spec', 'chart');
  const path = textAt(object, 'spec', 'source', 'path') ?? textAt(object, 'spec', 'path');
  return [
    {
      wave: Number.isInteger(wave) ? wave : 0,
      name: nameOf(object),
      content: chart === undefined ? '' : 'chart',
      description: chart ?? path ?? '',
    },
  ];
}
